"""`tidings messages`: what nobody can find out, what a person decides about it, and all that is known of one message."""

from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.apps.cli.traces import trace_of, write_trace
from tidings.kernel.errors import NotFound
from tidings.messages import service
from tidings.messages.http import SettledShown, UnconfirmedShown
from tidings.messages.types import Decision, Key

app = typer.Typer()

MessageId = Annotated[str, typer.Argument(metavar="ID", help="The message's id, as lists show it.")]

_COLUMNS = {"id": "id", "campaign": "campaign", "name": "name", "address": "address", "sender": "by", "sent_at": "sent", "cause": "what is known"}


@app.command()
def unconfirmed(
    campaign: Annotated[UUID | None, typer.Option("--campaign", help="Only of this campaign.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=500)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List messages that may have been sent and that nobody can find out about any more."""

    async def work(desk: Desk) -> tuple[list[dict[str, Any]], str | None]:
        async with desk.unit() as unit:
            page = await service.unconfirmed(unit, desk.organisation.id, source_id=campaign, cursor=cursor, limit=limit)
            around = await service.around_unconfirmed(unit, desk.organisation.id, page.rows)
            return [UnconfirmedShown.of(row, around).model_dump(mode="json") for row in page.rows], page.next_cursor

    rows, next_cursor = run(work, organisation)
    if json:
        write_json({"items": rows, "next_cursor": next_cursor})
        return
    write_rows([_line(row) for row in rows], _COLUMNS, nothing="Nothing waits for a person: every message is accounted for.")
    if rows:
        note("Decide with: tidings messages settle ID --arrived|--not-sent|--send-again --reason TEXT")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command()
def settle(
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="The messages' ids; the same is decided about each.")],
    reason: Annotated[str, typer.Option("--reason", help="How you know, or why; for the audit, without personal data.")],
    arrived: Annotated[bool, typer.Option("--arrived", help="It was sent.")] = False,
    not_sent: Annotated[bool, typer.Option("--not-sent", help="It was not sent, and shall not be.")] = False,
    send_again: Annotated[bool, typer.Option("--send-again", help="Send it, though it may arrive twice.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Decide about unconfirmed messages, all of them or, if one can't be, none."""
    chosen = {Decision.ARRIVED: arrived, Decision.NOT_SENT: not_sent, Decision.SEND_AGAIN: send_again}
    decisions = [decision for decision, wanted in chosen.items() if wanted]
    if len(decisions) != 1:
        raise typer.BadParameter("Say --arrived, --not-sent or --send-again: one of them.")
    if not reason.strip():
        raise typer.BadParameter("Say how you know, or why.", param_hint="--reason")

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            keys = sorted({key_of(each) for each in ids}, key=lambda key: key.message_id)
            settled = [await service.settle(unit, desk.organisation.id, desk.actor, key, decisions[0], reason.strip()) for key in keys]
        return [SettledShown.of(each).model_dump(mode="json") for each in settled]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
        return
    for row in rows:
        say(f"{row['id']} is {row['status']}: {row['sentence']}")


@app.command()
def trace(message_id: MessageId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show all that is known of one message: each step and decision, and what it waits for."""
    key = key_of(message_id)
    write_trace(run(lambda desk: trace_of(desk, key), organisation), json=json)


def key_of(message_id: str) -> Key:
    """Return the key that a message id says. Raises NotFound for a word that is none."""
    key = Key.read(message_id)
    if key is None:
        raise NotFound("message_unknown", f"{message_id!r} is no message id.", fix="`tidings messages unconfirmed` and `tidings explain` show ids.")
    return key


def _line(row: dict[str, Any]) -> dict[str, Any]:
    known = row["known"]
    return {
        "id": row["id"],
        "campaign": row["source"]["name"],
        "name": row["contact_name"],
        "address": row["address"],
        "sender": f"{row['channel']}, {row['sender']['provider']}" if row["sender"] else row["channel"],
        "sent_at": row["sent_at"].replace("T", " ")[:16],
        "cause": next((each["detail"] for each in known if each["what"] == "unknown" and each["attempt"] == row["attempt"]), None),
    }
