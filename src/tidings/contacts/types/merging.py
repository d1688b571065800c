"""Two contacts that are one person, and one that leaves."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from tidings.contacts.types.people import Address


@dataclass(frozen=True, slots=True)
class Choice:
    """A field in which two contacts that are merged differ: `kept` is the value that stays, `dropped` the one that goes."""

    name: str
    kept: str = field(repr=False)
    dropped: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Merging:
    """That one contact becomes a part of another, as rooms are told in the transaction that does it, or undoes it."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    actor: str


@dataclass(frozen=True, slots=True)
class Merge:
    """A merge that was done; `choices` say which values stayed where the two differed. Undone when `undone_at` is set."""

    id: UUID
    kept_id: UUID
    gone_id: UUID
    at: datetime
    actor: str
    undone_at: datetime | None
    choices: Sequence[Choice] = ()


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two contacts that may be one person.

    `evidence` is what both have, as (phone, email or external_id, its value fit to be shown); `suggestion` is "merge" or "look".
    `keep_id` is the one that should stay: whom another system knows, else the older; `names` are in that order.
    """

    keep_id: UUID
    other_id: UUID
    names: tuple[str | None, str | None] = field(repr=False)
    evidence: Sequence[tuple[str, str]] = field(repr=False)
    suggestion: str
    why: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who is erased, one person or several: all ids that were theirs, merged ones too, and the addresses that nobody else has.

    `owners` are of each address all ids of whoever of them has it.
    `lookups` are those of each address under every live index key, the newest last. `asked_for` says that they, or staff, want it; else a
    time to keep them was over, and nothing tells that they are not to be written to when they come back.
    """

    contact_ids: Sequence[UUID]
    addresses: Sequence[Address] = field(repr=False)
    lookups: Mapping[UUID, Sequence[bytes]] = field(repr=False)
    owners: Mapping[UUID, Sequence[UUID]]
    actor: str
    asked_for: bool = True
