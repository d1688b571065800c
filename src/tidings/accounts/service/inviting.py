"""What each role may do, and how a new member gets in."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tidings.accounts import rules
from tidings.accounts.queries import users as queries
from tidings.accounts.service.sessions import make_link
from tidings.accounts.service.users import user_of
from tidings.accounts.types import LinkPurpose, Role, Scope
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, NotFound


def roles() -> Mapping[Role, frozenset[Scope]]:
    """Return the scopes of each role, the one that may most first."""
    return rules.SCOPES_OF


async def invite(unit: Unit, organisation_id: UUID, actor: str, user_id: UUID, within: Collection[Scope]) -> str:
    """Return the secret of a new link by which a member of this organisation alone chooses a first password.

    Whoever holds it is that member, so nobody gets one for an account that somebody uses, that opens another organisation, or that may do more
    than `within`, their own scopes. Raises NotFound, Conflict, Forbidden.
    """
    roles = await queries.roles_of(unit, user_id)
    if organisation_id not in roles:
        raise NotFound("member_unknown", "There is no such member.", field="user_id", fix="List the members to see who is one.")
    rules.check_within(rules.SCOPES_OF[roles[organisation_id]], within)
    user = await user_of(unit, user_id)
    if user.has_password:
        raise Conflict("password_chosen", "They have chosen a password already.", fix="If it is lost, whoever runs this installation makes a link.")
    if len(roles) > 1:
        raise Conflict("member_elsewhere", "They belong to another organisation too.", fix="Whoever runs this installation makes a link.")
    return await make_link(unit, user.email, LinkPurpose.PASSWORD, actor, invited_to=organisation_id)
