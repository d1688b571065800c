"""Bases of what comes in and goes out."""

from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints
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


class Input(BaseModel):
    """What a caller sends: unknown fields are refused, because a misspelt one would silently do nothing."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Output(BaseModel):
    """What Tidings answers; `model_validate` reads the fields of a dataclass by name."""

    model_config = ConfigDict(from_attributes=True, frozen=True)
