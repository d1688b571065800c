"""Cells that a spreadsheet would run as a formula are written with an apostrophe before them, and read without it.

OWASP, "CSV Injection": a cell is a formula if it starts with one of = + - @, a tab or a carriage return. Phone numbers in
E.164 keep their plus: digits alone do nothing, and other programs need them as they are.
"""

from collections.abc import Sequence
from typing import Final

from tidings.contacts.types import AddressKind, AttributeValue, Contact, Rank

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
_GUARD: Final = "'"

COLUMNS: Final = (
    "external_id", "first_name", "last_name", "phone", "second_phone", "email", "whatsapp_user", "country", "region", "postcode", "time_zone",
    "locale", "lifecycle", "tags",
)  # fmt: skip


def guarded(cell: str) -> str:
    """Return a text cell that no spreadsheet runs."""
    return _GUARD + cell if cell.startswith(_FORMULA) else cell


def unguarded(cell: str) -> str:
    """Undo `guarded`."""
    return cell[1:] if cell.startswith(_GUARD) and cell[1:].startswith(_FORMULA) else cell


def cells(contact: Contact, attributes: Sequence[str]) -> list[str]:
    """Return a contact as a row of an export: `COLUMNS`, then the attributes named."""
    texts = [contact.external_id, contact.first_name, contact.last_name]
    phone, second = _address(contact, AddressKind.PHONE, Rank.PROFILE), _address(contact, AddressKind.PHONE, Rank.SECOND)
    rest = [contact.country, contact.region, contact.postcode and guarded(contact.postcode), contact.time_zone, contact.locale, contact.lifecycle]
    return [
        *(guarded(text or "") for text in texts),
        phone,
        second,
        guarded(_address(contact, AddressKind.EMAIL, Rank.PROFILE)),
        _address(contact, AddressKind.WHATSAPP_USER, Rank.PROFILE),
        *(text or "" for text in rest),
        guarded(",".join(contact.tags)),
        *(_attribute(contact.attributes.get(name)) for name in attributes),
    ]


def _address(contact: Contact, kind: AddressKind, rank: int) -> str:
    return next((owned.address.value for owned in contact.addresses if owned.address.kind is kind and owned.rank == rank), "")


def _attribute(value: AttributeValue | None) -> str:
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
