"""`tidings sending`: stop everything at once, and start again (SPEC D10)."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import typer

from tidings.accounts import service
from tidings.accounts.types import Organisation
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.infra.db.unit import Unit

app = typer.Typer()


@app.command()
def stop(
    reason: Annotated[str, typer.Option("--reason", help="For the others to read.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Stop all sending of the organisation, whatever asked for it. Only what is being handed to a provider now still leaves."""
    _switch(lambda unit, desk: service.stop_sending(unit, desk.organisation.id, desk.actor, reason), organisation, json=json)


@app.command()
def start(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Send again, from where it stopped."""
    _switch(lambda unit, desk: service.resume_sending(unit, desk.organisation.id, desk.actor), organisation, json=json)


@app.command()
def status(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say whether sending is stopped, and why."""
    _switch(lambda unit, desk: service.organisation(unit, desk.organisation.id), organisation, json=json)


def _switch(change: Callable[[Unit, Desk], Awaitable[Organisation]], organisation: str, *, json: bool) -> None:
    async def work(desk: Desk) -> Organisation:
        async with desk.unit() as unit:
            return await change(unit, desk)

    found = run(work, organisation)
    stopped = found.stopped_at is not None
    if json:
        write_json(
            {
                "organisation": found.slug,
                "stopped": stopped,
                "stopped_at": found.stopped_at,
                "reason": found.stopped_reason,
                "allow_list_only": found.allow_list_only,
            }
        )
        return
    say(f"Sending is stopped since {found.stopped_at:%Y-%m-%d %H:%M} UTC: {found.stopped_reason}" if stopped else "Sending is on.")
    if found.allow_list_only:
        say("Only addresses on the allow-list are sent to.")
