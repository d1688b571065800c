"""Bases of what comes in and goes out."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, AwareDatetime, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError


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


Moment = Annotated[AwareDatetime, BeforeValidator(_written)]
"""A moment with its offset. A number is refused: as seconds or milliseconds since 1970 it would be taken for the wrong year."""

Day = Annotated[date, BeforeValidator(_written)]
"""A date."""


class Input(BaseModel):
    """What a caller sends: unknown fields are refused, because a misspelt one would silently do nothing."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Output(BaseModel):
    """What Tidings answers; `model_validate` reads the fields of a dataclass by name."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
