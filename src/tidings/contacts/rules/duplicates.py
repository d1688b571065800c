"""Who of those that share something may be one person: a family that shares a phone is not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tidings.contacts.rules.likeness import alike
from tidings.contacts.types import Duplicate, Name


@dataclass(frozen=True, slots=True)
class Suspect:
    """What is known of one of two contacts; `emails` are ids of addresses."""

    id: UUID
    name: Name = field(repr=False)
    external_id: str | None = field(repr=False)
    created_at: datetime
    emails: frozenset[UUID]


def judged(one: Suspect, other: Suspect, evidence: Sequence[tuple[str, str]]) -> Duplicate | None:
    """Return what to do about two contacts that share `evidence` (kind and a masked value); None where nothing speaks for one person.

    Names must fit as an import asks for it (`alike`). To merge is suggested where both have a name and no two ids of another system;
    else somebody should look.
    """
    kinds = {kind for kind, _ in evidence}
    apart = bool(one.emails and other.emails) and one.emails.isdisjoint(other.emails)
    if not alike(one.name, other.name, other_email=apart):
        return None
    suggestion, why = "merge", f"The names fit, and both have the same {' and '.join(sorted(kinds)).replace('_', ' ')}."
    if not (any(one.name) and any(other.name)):
        suggestion, why = "look", "One of them has no name: a number alone may be of two people."
    if one.external_id and other.external_id and "external_id" not in kinds:
        suggestion, why = "look", "Another system knows them by two ids."
    first, second = sorted((one, other), key=lambda each: (each.external_id is None, each.created_at, each.id))
    return Duplicate(first.id, second.id, (_written(first.name), _written(second.name)), evidence, suggestion, why)


def _written(name: Name) -> str | None:
    return " ".join(filter(None, name)) or None
