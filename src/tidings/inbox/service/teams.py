"""Teams: agents who share work. Audited."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.inbox import errors
from tidings.inbox.queries import settings as queries
from tidings.inbox.service.noting import agents
from tidings.inbox.types import Team
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id


async def teams(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> list[Team]:
    """Return the teams, by name."""
    return [each for each in await queries.teams(unit, organisation_id) if archived or each.archived_at is None]


async def team(unit: Unit, organisation_id: UUID, team_id: UUID) -> Team:
    """Return a team, archived or not. Raises NotFound."""
    for each in await queries.teams(unit, organisation_id):
        if each.id == team_id:
            return each
    raise errors.no_team()


async def add_team(unit: Unit, organisation_id: UUID, actor: str, name: str, members: Sequence[UUID]) -> Team:
    """Make a team. Raises Conflict if its name is taken, Invalid for who is no agent."""
    made = Team(new_id(unit.at), name.strip(), sorted(set(members)), unit.at)
    await _check(unit, organisation_id, made)
    return await _put(unit, organisation_id, actor, made, "inbox_team.added")


async def change_team(unit: Unit, organisation_id: UUID, actor: str, team_id: UUID, name: str, members: Sequence[UUID]) -> Team:
    """Write a team anew; an archived one is in use again. Raises NotFound, Conflict, Invalid."""
    there = await team(unit, organisation_id, team_id)
    changed = Team(there.id, name.strip(), sorted(set(members)), there.created_at)
    await _check(unit, organisation_id, changed)
    return await _put(unit, organisation_id, actor, changed, "inbox_team.changed")


async def archive_team(unit: Unit, organisation_id: UUID, actor: str, team_id: UUID) -> Team:
    """Put a team away; its threads are no team's any more. Raises NotFound."""
    there = await team(unit, organisation_id, team_id)
    if there.archived_at is not None:
        return there
    await queries.leave_team(unit, organisation_id, team_id)
    gone = Team(there.id, there.name, there.members, there.created_at, unit.at)
    return await _put(unit, organisation_id, actor, gone, "inbox_team.archived")


async def _check(unit: Unit, organisation_id: UUID, made: Team) -> None:
    if not made.name:
        raise errors.wrong("name", "It has no name.", "Give it one.")
    others = [each for each in await queries.teams(unit, organisation_id) if each.id != made.id and each.archived_at is None]
    if made.name.lower() in {each.name.lower() for each in others}:
        raise errors.name_taken("name")
    if not set(made.members) <= set(await agents(unit, organisation_id)):
        raise errors.not_an_agent("members")


async def _put(unit: Unit, organisation_id: UUID, actor: str, made: Team, action: str) -> Team:
    await queries.put_team(unit, organisation_id, made)
    await accounts.record_audit(unit, organisation_id, actor, action, f"inbox_team:{made.id}")
    return made
