"""`tidings messages`: what nobody can find out, what a person decides about it, and all that is known of one message."""

from collections.abc import Sequence
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
from tidings.messages.http import SettledAllShown, SettledShown, UnconfirmedShown
from tidings.messages.service import SettledAll
from tidings.messages.types import Decision, Key, State

app = typer.Typer()

MessageId = Annotated[str, typer.Argument(metavar="ID", help="The message's id, as lists show it.")]

_MEANS = {
    Decision.ARRIVED: "counted as sent.",
    Decision.NOT_SENT: "counted as failed, and nobody is sent anything.",
    Decision.SEND_AGAIN: "sent again, and whoever got it gets it twice.",
}
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
        note("Decide with: tidings messages settle ID|--campaign ID --as arrived|not_sent|send_again --reason TEXT")
    if next_cursor:
        note(f"There are more: --cursor {next_cursor}")


@app.command()
def settle(
    reason: Annotated[str, typer.Option("--reason", help="How you know, or why; for the audit, without personal data.")],
    ids: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="The messages' ids; the same is decided about each.")] = None,
    campaign: Annotated[UUID | None, typer.Option("--campaign", help="All unconfirmed messages of this campaign, instead of ids.")] = None,
    outcome: Annotated[Decision | None, typer.Option("--as", help="What you decide; the same as one of the next three.")] = None,
    arrived: Annotated[bool, typer.Option("--arrived", help="It was sent.")] = False,
    not_sent: Annotated[bool, typer.Option("--not-sent", help="It was not sent, and shall not be.")] = False,
    send_again: Annotated[bool, typer.Option("--send-again", help="Send it, though it may arrive twice.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Settle a campaign's without asking.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Decide about unconfirmed messages: those named, all of them or, if one can't be, none; or all of a campaign."""
    flags = {Decision.ARRIVED: arrived, Decision.NOT_SENT: not_sent, Decision.SEND_AGAIN: send_again}
    decisions = [decision for decision, wanted in flags.items() if wanted or decision is outcome]
    if len(decisions) != 1:
        raise typer.BadParameter("Say --as arrived, not_sent or send_again: one of them.")
    if not reason.strip():
        raise typer.BadParameter("Say how you know, or why.", param_hint="--reason")
    if bool(ids) == (campaign is not None):
        raise typer.BadParameter("Name messages by their ids, or all of a campaign by --campaign.")
    if campaign is not None:
        _settle_all(organisation, campaign, decisions[0], reason.strip(), yes=yes, json=json)
    else:
        _settle_some(organisation, ids or [], decisions[0], reason.strip(), json=json)


def _settle_some(organisation: str, ids: Sequence[str], decision: Decision, reason: str, *, json: bool) -> None:
    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            keys = sorted({key_of(each) for each in ids}, key=lambda key: key.message_id)
            settled = [await service.settle(unit, desk.organisation.id, desk.actor, key, decision, reason) for key in keys]
        return [SettledShown.of(each).model_dump(mode="json") for each in settled]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
        return
    for row in rows:
        say(f"{row['id']} is {row['status']}: {row['sentence']}")


def _settle_all(organisation: str, campaign: UUID, decision: Decision, reason: str, *, yes: bool, json: bool) -> None:
    """Settle all of a campaign, after saying how many; in parts, so that a receipt that comes meanwhile need not wait for all."""

    async def count(desk: Desk) -> int:
        async with desk.unit() as unit:
            await service.source_of(unit, desk.organisation.id, campaign)
            return (await service.unconfirmed_in_all(unit, desk.organisation.id, campaign))[0]

    async def work(desk: Desk) -> SettledAll:
        total, left = 0, 1
        state = State.UNKNOWN
        while left:
            async with desk.unit() as unit:
                part = await service.settle_all(unit, desk.organisation.id, desk.actor, campaign, decision, reason)
            total, left, state = total + part.settled, part.left if part.settled else 0, part.state
        return SettledAll(total, left, state)

    if not yes and not typer.confirm(f"{_counted(run(count, organisation), 'unconfirmed message')}: {_MEANS[decision]} Settle all?", err=True):
        raise typer.Abort
    done = run(work, organisation)
    if json:
        write_json(SettledAllShown.of(done).model_dump(mode="json"))
    elif done.settled:
        say(f"{_counted(done.settled, 'message')} settled as {done.state.word}.")
    else:
        say("Nothing to settle: the campaign has no unconfirmed messages.")


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


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


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
