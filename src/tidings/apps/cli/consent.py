"""`tidings consent`: what people's words are taken for, and what a person decides where that is unclear."""

from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli import consent_ledger
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.conversations import service as conversations
from tidings.conversations.http import UnclearShown
from tidings.conversations.types import Answer, Decision

_MOST_WEIGHED = 8
"""Signs that are shown of what a text resembles; --json shows all."""

app = typer.Typer(no_args_is_help=True)
consent_ledger.register(app)


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
    """Say what a text from a person is taken for, by which rule, and what it resembles, in English and French."""
    if text == "-":
        text = typer.get_text_stream("stdin").read().removesuffix("\n")
    reading = conversations.classify(text, answering or ())
    second = conversations.opinion(text)
    told = {language: conversations.told(reading, language) for language in ("en", "fr")}
    if json:
        resembles = {"likelihood": round(second.likelihood, 3), "weighed": [{"sign": sign, "weight": weight} for sign, weight in second.weighed]}
        write_json({"reading": reading.kind.value, "why": reading.why, "explanation": told, "resembles_opt_outs": resembles})
        return
    for sentence in told.values():
        say(sentence)
    weighed = ", ".join(f"{sign} {weight:+.2f}" for sign, weight in second.weighed[:_MOST_WEIGHED])
    say(f"Resembles opt-outs / ressemble à un désabonnement : {second.likelihood:.0%} ({weighed}).")


@app.command("unclear")
def list_unclear(
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List messages that may be opt-outs and wait for a person; no marketing leaves for these addresses meanwhile."""

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.unit() as unit:
            page = await conversations.list_unclear(unit, desk.organisation.id, cursor=cursor, limit=limit)
            return [UnclearShown.of(each).model_dump(mode="json") for each in page.rows], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    columns = {"id": "id", "sender": "from", "received_at": "received", "text": "text", "why": "why"}
    write_rows([row["message"] for row in rows], columns, nothing="Nothing waits: no message may be an opt-out unread.")
    if rows:
        note("Decide with: tidings consent decide ID --as opt_out|keep --reason TEXT")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command("decide")
def decide(
    message: Annotated[UUID, typer.Argument(metavar="ID", help="The message's id, as `tidings consent unclear` shows it.")],
    outcome: Annotated[Decision, typer.Option("--as", help="opt_out closes the channel, with keep marketing may leave again.")],
    reason: Annotated[str, typer.Option("--reason", help="What they meant; needed for keep.")] = "",
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Say what a message meant; audited."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            decided = await conversations.decide(unit, desk.organisation.id, desk.actor, message, outcome, reason)
            return UnclearShown.of(decided).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    say("The channel is closed for this address." if outcome is Decision.OPT_OUT else "Marketing may leave for this address again.")
