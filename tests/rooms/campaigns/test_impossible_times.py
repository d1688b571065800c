"""A consent of year 1 in the database, from a release that took it, keeps nobody waiting: it is old, and no more than that."""

from uuid import UUID

from support.campaigning import World
from tidings.consent import service as consent
from tidings.kernel.moments import EARLIEST


async def test_people_are_released_and_shown_although_one_consent_was_written_before_the_calendar(world: World) -> None:
    await world.launched(3)
    async with world.database.engine() as unit:
        given = {"org": world.organisation}
        touched = await unit.run("UPDATE consents SET at = '0001-12-31 23:50:39+00 BC' WHERE organisation_id = %(org)s", given)
        contact_id: UUID = await unit.value("SELECT contact_id FROM consents WHERE organisation_id = %(org)s", given)
    assert touched == 3
    assert (await world.release()).released == 3
    async with world.database.unit(world.organisation) as unit:
        told = await consent.consents_of(unit, world.organisation, contact_id)
    assert EARLIEST in {each.at for each in told.states.values()}
