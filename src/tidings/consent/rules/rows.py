"""A row of a file of consents: what its columns say."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from tidings.consent import errors
from tidings.consent.types import BoxState, ConsentRow, ConsentStatus, Proof, Statement, WordingRef
from tidings.kernel.moments import EARLIEST, is_possible
from tidings.kernel.words import Channel, Purpose

COLUMNS = (
    "address", "external_id", "channel", "purpose", "programme", "status", "source", "at", "wording", "wording_key", "wording_version",
    "wording_locale", "box", "url", "form_id", "ip", "locale", "seller",
)  # fmt: skip
"""What a file may hold; each row needs `address` or `external_id`, and channel, purpose, status, source, at."""

MOST_SOURCE = 200
MOST_WORDING = 4000
"""Characters, as many as the API takes."""

Word = TypeVar("Word", Channel, Purpose, ConsentStatus, BoxState)


def row_of(cells: Mapping[str, str], *, zone: str, actor: str, now: datetime) -> ConsentRow:
    """Read a row; a time without an offset is of `zone`. Raises Invalid that names the column."""
    if damaged := next((column for column, cell in cells.items() if "\0" in cell), None):
        raise errors.row_invalid(damaged, "text without the character NUL")
    address, external_id = cells.get("address") or None, cells.get("external_id") or None
    if (address is None) == (external_id is None):
        raise errors.row_invalid("address", "an address or an external_id, one of them")
    statement = Statement(
        _word(cells, "channel", Channel),
        _word(cells, "purpose", Purpose),
        _word(cells, "status", ConsentStatus),
        _bounded(cells, "source", MOST_SOURCE),
        _bounded(cells, "wording", MOST_WORDING) or None,
        _moment(cells, zone, now),
        actor,
        _proof(cells),
        cells.get("programme", ""),
        _version(cells),
    )
    return ConsentRow(address, external_id, statement)


def _word(cells: Mapping[str, str], column: str, kind: type[Word]) -> Word:
    try:
        return kind(cells.get(column, "").lower())
    except ValueError:
        raise errors.row_invalid(column, f"one of {', '.join(each.value for each in kind)}") from None


def _bounded(cells: Mapping[str, str], column: str, most: int) -> str:
    if len(cells.get(column, "")) > most:
        raise errors.row_invalid(column, f"{most:,} characters at most")
    return cells.get(column, "")


def _moment(cells: Mapping[str, str], zone: str, now: datetime) -> datetime:
    try:
        at = datetime.fromisoformat(cells.get("at", ""))
    except ValueError:
        raise errors.row_invalid("at", "a day or time as 2026-10-01 or 2026-10-01T09:00:00+02:00") from None
    at = at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))
    if not is_possible(at) or at > now:
        raise errors.row_invalid("at", f"a time that has passed, since {EARLIEST.year}: one before stands for an empty one")
    return at


def _version(cells: Mapping[str, str]) -> WordingRef | None:
    key, version, locale = (cells.get(f"wording_{name}", "") for name in ("key", "version", "locale"))
    if not (key or version or locale):
        return None
    if not (key and locale and version.isdecimal() and len(version) < len(str(2**31))):
        raise errors.row_invalid("wording_version", "wording_key, wording_version (a number) and wording_locale together")
    return WordingRef(key, int(version), locale)


def _proof(cells: Mapping[str, str]) -> Proof:
    return Proof(
        box=_word(cells, "box", BoxState) if cells.get("box") else None,
        url=cells.get("url") or None,
        form_id=cells.get("form_id") or None,
        ip=cells.get("ip") or None,
        locale=cells.get("locale") or None,
        seller=cells.get("seller") or None,
    )
