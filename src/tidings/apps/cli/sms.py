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
        "segments_saved": each.segments_saved,
    }


def _advice(each: Suggestion) -> str:
    times = "" if each.occurrences == 1 else f", {each.occurrences} times"
    what = f"{each.character!r} ({each.name}{times}) {_WHY[each.reason]}"
    if each.replacement is None:
        return f"- {what}; only other words would do"
    instead = f"write {each.replacement!r}" if each.replacement else "leave it out"
    return f"- {what}; {instead}" + (f": saves {each.segments_saved} segment(s) with those above" if each.segments_saved > 0 else "")
