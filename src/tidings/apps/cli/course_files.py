"""Files of enrolments and leads, for the commands that bring them."""

from pathlib import Path

from tidings.apps.cli.inputs import readable
from tidings.apps.cli.output import note, say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.contacts import service as contacts
from tidings.education import service
from tidings.education.types import Kind, Taken

_TOLD = 20
"""So many wrong rows are told one by one."""


def take_file(file: Path, kind: Kind, organisation: str, *, create_contacts: bool, json: bool) -> None:
    """Take a file and say what became of its rows."""
    with readable(file) as opened, opened() as content:
        data = content.read()

    async def work(desk: Desk) -> Taken:
        async with desk.unit() as unit:
            told = await service.read_file(unit, desk.organisation.id, kind, data)
            async with desk.database.engine() as engine:
                await contacts.open_months_of_events(engine, service.times_of(told.told))
            return await service.take_file(unit, desk.organisation.id, desk.actor, kind, told, create_contacts=create_contacts)

    taken = run(work, organisation)
    if json:
        write_json(taken)
        return
    left = f"{len(taken.refused)} left aside."
    say(f"{taken.changed} rows changed something, {taken.unchanged} were known, {taken.contacts_created} contacts made, {left}")
    for each in taken.refused[:_TOLD]:
        note(f"Line {each.place}, {each.field}: {each.reason} {each.fix}".rstrip())
    if len(taken.refused) > _TOLD:
        note(f"So it is with {len(taken.refused) - _TOLD} more.")
