"""Chains of links over lines that only grow: how a digest is made, and what a checker finds. Decision 0022.

The canonical form of anything is a JSON array (RFC 8259) of strings and nulls, its items separated by a comma and a space, in UTF-8: a few
lines in any language. The database makes the same form when it seals; here it is made again, by other code, to check.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from hashlib import sha256
from uuid import UUID

MARK_BYTES = 4
"""So much of each line's digest is kept beside a link, to tell which line it is that breaks."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Link:
    """A link: it covers `lines` lines, whose digests it takes in ascending order, and the link before it."""

    number: int
    previous: bytes
    digest: bytes
    lines: int
    marks: bytes
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """A line as found: its digest, and how to name it to people."""

    digest: bytes
    name: str


@dataclass(frozen=True, slots=True)
class Head:
    """The end of a chain at a time. Who keeps it elsewhere sees later whether that end, or anything before it, was cut or changed."""

    number: int
    digest: bytes

    def __str__(self) -> str:
        """Return it as people keep it: number and digest in hex."""
        return f"{self.number}:{self.digest.hex()}"


class Fault(StrEnum):
    """What can be wrong with a chain."""

    HEAD_MISSING = "head_missing"
    """The kept head is not in the chain: its end was cut, or it was written anew."""
    LINK_MISSING = "link_missing"
    LINK_CHANGED = "link_changed"
    LINES_CHANGED = "lines_changed"
    """Lines were changed, removed or put in between; some say which."""
    LINES_UNSEALED = "lines_unsealed"
    """Lines stand in no link and don't wait for one: they were put in beside the ledger."""
    STATES_CHANGED = "states_changed"
    """What holds does not follow from the lines: it was changed beside the ledger."""


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain breaks: the link, what is wrong, how many of its lines are gone, and the lines that were not there at the sealing."""

    link: int | None
    fault: Fault
    gone: int = 0
    strange: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found; `waiting` lines or batches are not sealed yet. Without breaks `head` is the end that was reached."""

    links: int
    lines: int
    waiting: int
    head: Head | None
    breaks: Sequence[Break]


def digest(*parts: str | None) -> bytes:
    """Return the SHA-256 of the canonical form of some parts."""
    return sha256(json.dumps(parts, ensure_ascii=False).encode("utf-8")).digest()


def microseconds(at: datetime) -> str:
    """Return a time as lines hold it: whole microseconds since 1970, UTC."""
    return str((at - _EPOCH) // timedelta(microseconds=1))


def first_previous(chain: str, organisation_id: UUID) -> bytes:
    """Return what the first link takes for the link before it."""
    return digest("chain-1", chain, str(organisation_id))


def link_digest(chain: str, organisation_id: UUID, link: Link, lines: Sequence[bytes]) -> bytes:
    """Return the digest that a link must have over these lines, from its number, time and the link before it."""
    body = sha256(b"".join(sorted(lines))).hexdigest()
    return digest(
        "link-1", chain, str(organisation_id), str(link.number), link.previous.hex(), str(link.lines), microseconds(link.sealed_at), body
    )  # fmt: skip


def check(chain: str, organisation_id: UUID, before: Head, link: Link, lines: Sequence[Line]) -> Break | None:
    """Say where a link breaks, if it does; `before` is the end of what was checked so far."""
    if link.number != before.number + 1:
        return Break(before.number + 1, Fault.LINK_MISSING)
    if link.previous != before.digest:
        return Break(link.number, Fault.LINK_CHANGED)
    if link_digest(chain, organisation_id, link, [line.digest for line in lines]) == link.digest:
        return None
    known = {link.marks[start : start + MARK_BYTES] for start in range(0, len(link.marks), MARK_BYTES)}
    found = {line.digest[:MARK_BYTES] for line in lines}
    strange = [line.name for line in lines if line.digest[:MARK_BYTES] not in known]
    if not strange and known <= found and len(lines) == link.lines:
        return Break(link.number, Fault.LINK_CHANGED)
    return Break(link.number, Fault.LINES_CHANGED, len(known - found), strange)


def head_of(text: str) -> Head:
    """Read a kept head, as `str(head)` gives it. Raises ValueError."""
    number, _, digest_text = text.strip().partition(":")
    kept = Head(int(number), bytes.fromhex(digest_text))
    if kept.number < 1 or len(kept.digest) != sha256().digest_size:
        raise ValueError(text)
    return kept
