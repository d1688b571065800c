"""Who acts: the words by which audits and threads name somebody."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from uuid import UUID

from tidings.accounts.types import Scope

_USER = "user:"


def user_of(actor: str) -> UUID | None:
    """Return the user behind an actor; None for keys and the machine."""
    try:
        return UUID(actor.removeprefix(_USER)) if actor.startswith(_USER) else None
    except ValueError:
        return None


def actor_of(user_id: UUID) -> str:
    """Return how a user is named as an actor."""
    return f"{_USER}{user_id}"


def agents_among(members: Mapping[UUID, AbstractSet[Scope]]) -> list[UUID]:
    """Return the members who may answer people."""
    return sorted(user_id for user_id, scopes in members.items() if Scope.INBOX_WRITE in scopes)
