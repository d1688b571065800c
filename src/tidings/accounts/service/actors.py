"""Who stands behind the words by which the audit and histories name somebody."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts.queries import audit as audit_queries
from tidings.accounts.queries import keys as key_queries
from tidings.accounts.queries import users as user_queries
from tidings.accounts.types import Actor, ApiKey
from tidings.infra.db.unit import Unit

_USER = "user:"


async def actors(unit: Unit, organisation_id: UUID, asked: Sequence[str]) -> list[Actor]:
    """Name those of `asked` who are or were members or keys of an organisation, by four statements (engine role).

    A name is told of whoever its audit speaks of (each member was added once): nobody learns by an id who belongs elsewhere.
    """
    here = {user_id for user_id, _, _ in await user_queries.memberships(unit, organisation_id)}
    written = await audit_queries.written_about(unit, organisation_id, [each for each in asked if each.startswith(_USER)])
    users = await user_queries.users(unit, [UUID(each.removeprefix(_USER)) for each in written])
    keys = await key_queries.keys(unit, organisation_id)
    known = {f"{_USER}{each.id}": Actor(f"{_USER}{each.id}", each.name, each.id in here) for each in users}
    known |= {f"key:{each.id}": Actor(f"key:{each.id}", each.name, _works(each, unit)) for each in keys}
    return [known[each] for each in dict.fromkeys(asked) if each in known]


def _works(key: ApiKey, unit: Unit) -> bool:
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > unit.at)
