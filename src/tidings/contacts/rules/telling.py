"""Rows in which somebody tells something of contacts: whose it is, and when it was."""

import re
from collections.abc import Mapping
from datetime import datetime, tzinfo
from typing import Any
from uuid import UUID

from tidings.contacts.rules import fields
from tidings.contacts.types import Who
from tidings.kernel.errors import Invalid
from tidings.kernel.moments import BOUNDS, is_possible

_FRENCH_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})")

WHO = ("contact_id", "external_id", "phone", "email")
"""The fields that say whose a row is; each row needs one of them."""


def who_of(row: Mapping[str, Any]) -> Who:
    """Read whose a row is. Raises Invalid unless exactly one of `WHO` is given, as text."""
    given = [name for name in WHO if is_given(row, name)]
    if len(given) != 1:
        why = "The row does not say whose it is." if not given else f"The row says whose it is in {len(given)} ways."
        raise Invalid("contact_unclear", why, field=given[1] if given else "contact_id", fix=f"Give one of {', '.join(WHO)}.")
    name = given[0]
    value = text_of(row, name)
    if name == "contact_id":
        return Who(contact_id=_id(value))
    if name == "external_id":
        return Who(external_id=fields.external_id(value))
    return Who(phone=value) if name == "phone" else Who(email=value)


def is_given(row: Mapping[str, Any], name: str) -> bool:
    """Say whether a field of a row holds anything."""
    value = row.get(name)
    return value is not None and value != ""


def text_of(row: Mapping[str, Any], name: str) -> str:
    """Return a field that must be text, without blanks round it. Raises Invalid."""
    value = row.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Invalid("text_expected", "This is no text, or an empty one.", field=name, fix="Write it in quotes.")
    return fields.text(value, name, fields.LONGEST_ATTRIBUTE) or ""


def moment_of(value: object, field: str, zone: tzinfo | None = None) -> datetime:
    """Read a time of ISO 8601, possible by `kernel.moments`; with a `zone` also one without an offset, or a French day. Raises Invalid."""
    text = value.strip() if isinstance(value, str) else ""
    if zone is not None and (french := _FRENCH_DAY.fullmatch(text)):
        text = f"{french[3]}-{french[2]:>02}-{french[1]:>02}"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    if moment is not None and moment.tzinfo is None and zone is not None:
        moment = moment.replace(tzinfo=zone)
    if moment is None or moment.utcoffset() is None:
        raise Invalid("time_invalid", "This is no time with its offset.", field=field, fix="Write such as 2026-10-05T09:00:00+02:00.")
    if not is_possible(moment):
        raise Invalid("time_out_of_bounds", f"A time is {BOUNDS}.", field=field, fix="Leave the field empty where there is no time.")
    return moment


def _id(value: str) -> UUID:
    try:
        return UUID(value)
    except ValueError:
        raise Invalid("id_invalid", "This is no contact's id.", field="contact_id", fix="Look at GET /contacts.") from None
