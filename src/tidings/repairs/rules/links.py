"""Short links: organisation, ticket number and a keyed hash, 40 characters.

A text has 160 of them, so that a sealed link (150) would cost a segment more. 80 bits that only the organisation's index key makes can't be
guessed; nothing personal is in a link.
"""

from datetime import timedelta
from hmac import compare_digest
from uuid import UUID

from tidings.content.service import url_bytes, url_text
from tidings.infra.crypto import OrganisationKeys
from tidings.repairs.types import PageKind

LAST_AFTER_END = timedelta(days=180)
"""How long the links of a ticket open something once it has ended."""
CODE_LENGTH = 40
_NUMBER_BYTES = 4
_MARK_BYTES = 10
_ID_BYTES = 16


def code_of(keys: OrganisationKeys, kind: PageKind, number: int, pair: int) -> str:
    """Return the word of a link to a ticket's page, or to its owner's; `pair` counts the links that were made for it."""
    mark = keys.index("repair_link", _said(kind, number, pair))
    return url_text(keys.organisation_id.bytes + number.to_bytes(_NUMBER_BYTES) + mark[1 : 1 + _MARK_BYTES])


def read_code(code: str) -> tuple[UUID, int] | None:
    """Return whose link a word may be and its ticket's number, before it is known to be real; None for what is no such word."""
    raw = url_bytes(code)
    if raw is None or len(raw) != _ID_BYTES + _NUMBER_BYTES + _MARK_BYTES:
        return None
    return UUID(bytes=raw[:_ID_BYTES]), int.from_bytes(raw[_ID_BYTES : _ID_BYTES + _NUMBER_BYTES])


def opens(keys: OrganisationKeys, code: str, kind: PageKind, number: int, pair: int) -> bool:
    """Say whether a word is a link of this kind to this ticket, by any index key that lives; compared in constant time."""
    raw = url_bytes(code) or b""
    marks = [each[1 : 1 + _MARK_BYTES] for each in keys.indexes("repair_link", _said(kind, number, pair))]
    return any(compare_digest(raw[-_MARK_BYTES:], mark) for mark in marks)


def _said(kind: PageKind, number: int, pair: int) -> str:
    return f"{kind.value}:{number}:{pair}"
