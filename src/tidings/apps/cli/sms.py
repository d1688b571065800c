"""`tidings sms`: what a text costs."""

from typing import Annotated

import typer

from tidings.apps.cli.options import Json
from tidings.apps.cli.output import say, write_fields, write_json
from tidings.kernel.sms import Reason, Suggestion, count, smart_encode, suggest

app = typer.Typer()

_WHY = {Reason.FORCES_UCS2: "makes the whole text UCS-2", Reason.TWO_SEPTETS: "counts twice"}


@app.callback()
def sms() -> None:
    """Say what a text costs as an SMS."""


@app.command("count")
def count_text(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text, in quotes; - reads it from standard input.")],
    smart: Annotated[bool, typer.Option("--smart", help="Count it as smart encoding would send it.")] = False,
    json: Json = False,
) -> None:
    """Count encoding, units and segments as carriers do, and say what would save a segment."""
    if text == "-":
        text = typer.get_text_stream("stdin").read().removesuffix("\n")
    if smart:
        text = smart_encode(text)
    counted, suggestions = count(text), suggest(text)
    if json:
        write_json({**_fields(text), "text": text, "suggestions": [_suggestion(each) for each in suggestions]})
        return
    write_fields(
        {
            "encoding": counted.encoding,
            "characters": counted.characters,
            "units": f"{counted.units} of {counted.per_segment} a segment",
            "segments": counted.segments,
            "free in the last": counted.remaining,
        }
    )
    for each in suggestions:
        say(_advice(each))


def _fields(text: str) -> dict[str, object]:
    counted = count(text)
    return {
        "encoding": counted.encoding,
        "characters": counted.characters,
        "units": counted.units,
        "segments": counted.segments,
        "per_segment": counted.per_segment,
        "remaining": counted.remaining,
    }


def _suggestion(each: Suggestion) -> dict[str, object]:
    return {
        "character": each.character,
        "name": each.name,
        "occurrences": each.occurrences,
        "reason": each.reason,
        "replacement": each.replacement,
        "units_saved": each.units_saved,
        "segments_saved": each.segments_saved,
        "makes_gsm7": each.makes_gsm7,
    }


def _advice(each: Suggestion) -> str:
    times = "" if each.occurrences == 1 else f", {each.occurrences} times"
    what = f"{each.character!r} ({each.name}{times}) {_WHY[each.reason]}"
    if each.replacement is None:
        return f"- {what}; only other words would do"
    instead = f"write {each.replacement!r}" if each.replacement else "leave it out"
    return f"- {what}; {instead}{_saving(each)}"


def _saving(each: Suggestion) -> str:
    """Say what is saved by this suggestion and those above it; only the last of several may save anything."""
    saved = [f"{each.segments_saved} segment(s)"] if each.segments_saved > 0 else []
    if each.units_saved > 0:
        saved.append(f"{each.units_saved} unit(s)")
    gsm7 = ["makes it GSM-7: 160 characters a message, not 70"] if each.makes_gsm7 else []
    words = gsm7 + ([f"saves {' and '.join(saved)}"] if saved else [])
    return f": {', '.join(words)} (with those above)" if words else ""
