"""Bases of what comes in and goes out."""

import re
from datetime import date, time
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, PlainSerializer, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from tidings.kernel.moments import BOUNDS, is_possible


def _storable(text: str) -> str:
    # PostgreSQL keeps neither; in JSON bodies and addresses both are refused before this, here for forms and defaults.
    if "\x00" in text or any("\ud800" <= character <= "\udfff" for character in text):
        raise PydanticCustomError("text_unstorable", "Text can't hold the character NUL or half of a surrogate pair.")
    return text


Text = Annotated[str, AfterValidator(_storable)]
"""Any text that can be stored."""

Line = Annotated[str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(_storable)]
"""A name or another short text: 1 to 200 characters, without spaces around it."""

LongLine = Annotated[str, StringConstraints(min_length=1, max_length=2_000, strip_whitespace=True), AfterValidator(_storable)]
"""The same of up to 2,000 characters: an address that is signed, or a token."""


_NUMBER = re.compile(r"[-+]?\d+(\.\d*)?")


def _written(value: Any) -> Any:
    if isinstance(value, (int, float)) or (isinstance(value, str) and _NUMBER.fullmatch(value.strip())):
        raise PydanticCustomError(
            "time_no_text", "A number says no time: write it as RFC 3339 does, such as 2026-10-05 or 2026-10-05T09:00:00+02:00."
        )
    return value


def _possible(moment: date) -> date:
    if not is_possible(moment):
        raise PydanticCustomError("time_out_of_bounds", "A time is {bounds}: this one stands for none.", {"bounds": BOUNDS})
    return moment


Moment = Annotated[AwareDatetime, BeforeValidator(_written), AfterValidator(_possible)]
"""A moment with its offset, between the bounds of `kernel.moments`.

A number is refused: as seconds or milliseconds since 1970 it would be taken for the wrong year.
"""

Day = Annotated[date, BeforeValidator(_written), AfterValidator(_possible)]
"""A date, between the same bounds."""


_TIME_OF_DAY = r"^([01]\d|2[0-3]):[0-5]\d$"


def _time_of_day(value: object) -> time:
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not re.fullmatch(_TIME_OF_DAY, value):
        message = "a time of day is written as 09:30"
        raise ValueError(message)
    return time.fromisoformat(value)


def _as_people_do(value: time) -> str:
    return f"{value:%H:%M}"


TimeOfDay = Annotated[
    time,
    BeforeValidator(_time_of_day),
    PlainSerializer(_as_people_do, return_type=str),
    WithJsonSchema({"type": "string", "pattern": _TIME_OF_DAY, "examples": ["09:30"]}),
]
"""An hour and a minute of some clock, as people write it: JSON Schema's own "time" wants an offset and a day's date with it."""


class Input(BaseModel):
    """What a caller sends: unknown fields are refused, because a misspelt one would silently do nothing."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Output(BaseModel):
    """What Tidings answers; `model_validate` reads the fields of a dataclass by name."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
