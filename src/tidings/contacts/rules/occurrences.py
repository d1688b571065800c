"""What an event may be: its name, time and properties, with the reasons for refusing one."""

import json
import math
from collections.abc import Mapping
from datetime import datetime, timedelta, tzinfo
from typing import Any, cast
from uuid import UUID, uuid5

from tidings.contacts.rules import fields
from tidings.contacts.rules.telling import WHO, is_given, moment_of, text_of, who_of
from tidings.contacts.types import ToldEvent
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id

MOST_AT_ONCE = 5000
LONGEST_NAME = 100
MOST_PROPERTIES = 50
MOST_LEVELS = 3
"""Of objects and lists in each other, the properties themselves being the first."""
MOST_BYTES = 8192
"""Of all properties of one event, as JSON in UTF-8."""
YEARS_BACK = 5
AHEAD = timedelta(minutes=10)
"""How far a caller's clock may be ahead of ours."""
RESERVED = ("message.", "segment.")
"""What only Tidings itself writes: who reads and answers decides what may be sent to them, and who entered a segment is counted."""

_FIELDS = frozenset((*WHO, "name", "at", "id", "properties"))
_TOLD = UUID("6c1a4bb0-7a52-5a3f-8c0e-2f4b1d9e7a55")


def read_event(row: object, now: datetime, zone: tzinfo | None = None) -> ToldEvent:
    """Read an event as it was told; a time without an offset is of `zone`. Raises Invalid that names the field."""
    if not isinstance(row, dict):
        raise Invalid("event_invalid", "This is no JSON object.", field="event", fix='Write such as {"contact_id": "...", "name": "visit"}.')
    given = cast("dict[str, Any]", row)
    if unknown := sorted(given.keys() - _FIELDS):
        raise Invalid("field_unknown", "An event has no such field.", field=unknown[0][:64], fix=f"Known are {', '.join(sorted(_FIELDS))}.")
    name = event_name(given)
    at = _time(given, now, zone)
    return ToldEvent(who_of(given), name, at, _identifier(given, name, now), properties_of(given.get("properties")))


def event_name(row: Mapping[str, Any]) -> str:
    """Return what an event is called. Raises Invalid."""
    name = fields.text(text_of(row, "name"), "name", LONGEST_NAME) or ""
    if not name.isprintable():
        raise Invalid("name_invalid", "A name is one line of letters that can be seen.", field="name", fix="Write such as course viewed.")
    if name.startswith(RESERVED):
        prefix = ", ".join(RESERVED)
        raise Invalid("name_reserved", f"Names that begin with {prefix} are written by Tidings itself.", field="name", fix="Choose another name.")
    return name


def properties_of(value: object) -> Mapping[str, Any]:
    """Return the properties of an event: JSON of a bounded size. Raises Invalid that says which bound."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Invalid("properties_invalid", "Properties are no JSON object.", field="properties", fix='Write such as {"course": "pottery"}.')
    properties = cast("dict[str, Any]", value)
    if len(properties) > MOST_PROPERTIES:
        raise _too_much(f"There are more than {MOST_PROPERTIES}")
    _check_level(properties, 1)
    if len(json.dumps(properties, ensure_ascii=False).encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _too_much(f"Together they are longer than {MOST_BYTES} bytes")
    return properties


def _check_level(container: dict[str, Any] | list[Any], level: int) -> None:
    if level > MOST_LEVELS:
        raise _too_much(f"They nest more than {MOST_LEVELS} levels")
    named = container if isinstance(container, dict) else dict.fromkeys(("",))
    if any(len(name) > fields.LONGEST_TAG for name in named):
        raise _too_much(f"A name is longer than {fields.LONGEST_TAG} characters")
    for value in container.values() if isinstance(container, dict) else container:
        if isinstance(value, dict | list):
            _check_level(cast("dict[str, Any] | list[Any]", value), level + 1)
        elif isinstance(value, float) and not math.isfinite(value):
            raise _too_much("A number is not finite")


def _too_much(why: str) -> Invalid:
    return Invalid("properties_too_large", f"{why}.", field="properties", fix="Keep what segments and journeys ask about.")


def _time(row: Mapping[str, Any], now: datetime, zone: tzinfo | None) -> datetime:
    if not is_given(row, "at"):
        if is_given(row, "id"):
            why = "An event with an id needs its time: told again later, it would be another event."
            raise Invalid("time_missing", why, field="at", fix="Say when it happened, the same each time.")
        return now
    at = moment_of(row["at"], "at", zone)
    if at > now + AHEAD:
        raise Invalid("time_in_future", "The event has not happened yet.", field="at", fix="Tell it when it has, and check the sender's clock.")
    if at < earliest(now):
        raise Invalid("time_too_old", f"The event is older than {YEARS_BACK} years.", field="at", fix="Leave it out: it would not be kept.")
    return at


def earliest(now: datetime) -> datetime:
    """Return from when on events are taken."""
    return now - timedelta(days=365 * YEARS_BACK + 1)


def _identifier(row: Mapping[str, Any], name: str, now: datetime) -> UUID:
    """Return the id of an event: made of the caller's, so that telling it twice counts once; else one of its own."""
    if not is_given(row, "id"):
        return new_id(now)
    return uuid5(_TOLD, f"{name}\n{text_of(row, 'id')}")
