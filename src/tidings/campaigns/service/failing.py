"""What the release step can't do is remembered and rests, longer each time, so that it keeps nobody else waiting."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tidings.campaigns.queries import failures
from tidings.campaigns.rules.failing import TELLING, failed_again
from tidings.campaigns.types import Failing
from tidings.infra.db.unit import Unit


async def failing(unit: Unit, organisation_id: UUID) -> list[Failing]:
    """Return what fails again and again of an organisation's release, with the campaigns' names."""
    return await failures.lasting(unit, organisation_id, TELLING)


async def failing_of(unit: Unit, organisation_id: UUID, campaign_id: UUID) -> Failing | None:
    """Return why a campaign is not released, if that is because its step, or the whole organisation's, fails again and again."""
    return next((each for each in await failing(unit, organisation_id) if each.campaign_id in {None, campaign_id}), None)


async def count_failing(unit: Unit) -> int:
    """Count the campaigns that fail again and again, and organisations whose whole step does, over all organisations (engine role)."""
    return await failures.count(unit, TELLING)


async def note_failed_step(unit: Unit, organisation_id: UUID, error: Exception) -> None:
    """Remember that the whole step of an organisation failed: the others have their turns meanwhile. In a unit of its own (engine role)."""
    before = (await failures.known(unit, organisation_id)).get(organisation_id)
    await failures.note(unit, organisation_id, {organisation_id: failed_again(before, None, type(error).__name__, unit.at)})
    unit.changed(organisation_id, "organisation")


async def settle_failures(
    unit: Unit, organisation_id: UUID, before: Mapping[UUID, Failing], failed: Mapping[UUID, Failing], waiting: Collection[UUID]
) -> None:
    """Keep which campaigns `failed` in a step that was done otherwise; forget what failed `before`, unless it still waits for its turn."""
    if failed:
        await failures.note(unit, organisation_id, failed)
    if done := before.keys() - failed.keys() - set(waiting):
        await failures.forget(unit, organisation_id, done)
