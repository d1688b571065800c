"""`tidings inbox`: conversations with people, answered from a terminal."""

from dataclasses import replace
from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli import inbox_automatic
from tidings.apps.cli.inbox_bringing import (
    At,
    Buttons,
    Enclosed,
    File,
    FileName,
    MenuButton,
    PlaceAddress,
    PlaceName,
    Rows,
    brought,
    enclosed_of,
    menu_of,
    place_of,
)
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.inbox import service
from tidings.inbox.http import InboxItemShown, InboxReplyShown, InboxThreadShown
from tidings.inbox.types import Draft, ListName, Order, Reply, Status, Wanted
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel

app = typer.Typer(no_args_is_help=True)
app.add_typer(inbox_automatic.app)

ThreadId = Annotated[UUID, typer.Argument(metavar="CONVERSATION", help="The conversation's id.")]
_THREADS = {"waiting_since": "waits since", "status": "status", "urgency": "urgency", "channel": "by", "preview": "wrote last", "id": "id"}
_ITEMS = {"at": "at", "kind": "what", "by": "who", "channel": "by", "text": "text", "with": "with"}
_MOST = 100


@app.callback()
def inbox() -> None:
    """Conversations with people, over all channels."""


@app.command("list")
def list_threads(
    unassigned: Annotated[bool, typer.Option("--unassigned", help="Nobody's alone.")] = False,
    every: Annotated[bool, typer.Option("--all", help="Also resolved ones.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List conversations: what was escalated first, then who waits longest."""
    wanted = Wanted(ListName.UNASSIGNED if unassigned else ListName.ALL, None, tuple(Status) if every else (), Order.WAITING)

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.list_threads(unit, desk.organisation.id, desk.actor, wanted, limit=_MOST)
        return [InboxThreadShown.of(each).model_dump(mode="json") for each in found.rows]

    _write(run(work, organisation), _THREADS, "No conversation is open.", json=json)


@app.command()
def show(thread: ThreadId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show what was said in a conversation, the newest last."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            found = await service.thread_items(unit, desk.organisation.id, thread, limit=_MOST)
        return [InboxItemShown.of(each).model_dump(mode="json") for each in reversed(found.rows)]

    items = run(work, organisation)
    _write(items if json else [{**each, "with": brought(each["brings"])} for each in items], _ITEMS, "Nothing was said.", json=json)


@app.command()
def reply(
    thread: ThreadId,
    text: Annotated[str, typer.Argument(help="What to say; left out where a place or a file says it.")] = "",
    channel: Annotated[Channel | None, typer.Option(help="By which channel; else the one by which they wrote.")] = None,
    key: Annotated[str | None, typer.Option(help="A word of your own: repeated with it, the answer is not sent again.")] = None,
    button: Buttons = None,
    menu: MenuButton = None,
    row: Rows = None,
    place: At = None,
    place_name: PlaceName = "",
    place_address: PlaceAddress = "",
    file: File = None,
    file_name: FileName = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Answer a person, perhaps with buttons, a menu, a place or a file. It is refused, with the reason, where nothing may leave."""
    buttons, choices, enclosed = [each.strip() for each in button or ()], menu_of(menu, row or ()), enclosed_of(file, file_name)

    async def work(desk: Desk) -> dict[str, Any]:
        where = place_of(place, place_name, place_address)
        async with desk.unit() as unit:
            draft = Draft(key or str(new_id(unit.at)), text, channel=channel, buttons=buttons, menu=choices, place=where)
            made = await _replied(unit, desk, thread, draft, enclosed)
        return InboxReplyShown.of(made).model_dump(mode="json")

    made = run(work, organisation)
    if json:
        write_json(made)
    else:
        say(f"On its way by {made['channel']}.")


async def _replied(unit: Unit, desk: Desk, thread: UUID, draft: Draft, enclosed: Enclosed | None) -> Reply:
    """Send an answer; a file that it does not take, because it was sent before under this key, is not kept."""
    if enclosed is None:
        return await service.reply(unit, desk.organisation.id, desk.actor, thread, draft)
    file = await service.add_file(unit, desk.organisation.id, desk.actor, thread, enclosed.name, "", enclosed.content)
    made = await service.reply(unit, desk.organisation.id, desk.actor, thread, replace(draft, file_id=file.id))
    if (await service.open_file(unit, desk.organisation.id, file.id)).file.reply_id is None:
        await service.drop_file(unit, desk.organisation.id, file.id)
    return made


@app.command()
def assign(
    thread: ThreadId,
    user: Annotated[UUID | None, typer.Option(help="The user's id; without one it is nobody's.")] = None,
    team: Annotated[UUID | None, typer.Option(help="The team's id.")] = None,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Give a conversation to an agent or a team, or back to everybody."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.assign(unit, desk.organisation.id, desk.actor, thread, user_id=user, team_id=team)

    run(work, organisation)
    say("Assigned." if user or team else "Nobody's.")


@app.command()
def close(thread: ThreadId, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Resolve a conversation; a message from them opens it again."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.settle(unit, desk.organisation.id, desk.actor, thread, Status.RESOLVED)

    run(work, organisation)
    say("Resolved.")


def _write(rows: list[dict[str, Any]], columns: dict[str, str], nothing: str, *, json: bool) -> None:
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, columns, nothing=nothing)
