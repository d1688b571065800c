"""`tidings consent`: what people's words are taken for."""

from typing import Annotated

import typer

from tidings.apps.cli.options import Json
from tidings.apps.cli.output import say, write_json
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer

app = typer.Typer(no_args_is_help=True)


@app.callback()
def consent() -> None:
    """Try what people's words are taken for."""


@app.command("classify")
def classify(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="The text, in quotes; - reads it from standard input.")],
    answering: Annotated[
        list[Answer] | None, typer.Option("--answering", help="What an open question expects; once for each: its words answer first.")
    ] = None,
    json: Json = False,
) -> None:
    """Say what a text from a person is taken for, and by which rule, in English and French."""
    if text == "-":
        text = typer.get_text_stream("stdin").read().removesuffix("\n")
    reading = conversations.classify(text, answering or ())
    told = {language: conversations.told(reading, language) for language in ("en", "fr")}
    if json:
        write_json({"reading": reading.kind.value, "why": reading.why, "explanation": told})
        return
    for sentence in told.values():
        say(sentence)
