"""What an organisation has said of the attributes of its contacts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class AttributeType(StrEnum):
    """What values an attribute has."""

    TEXT = "text"
    NUMBER = "number"
    BOOL = "bool"
    DATE = "date"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Definition:
    """What an attribute is. `labels` are by locale; `personal` says that its values tell of the person; `choices` are of a choice alone.

    One that is `required` must have a value whenever a contact is written over the API; an import checks what it brings.
    """

    name: str
    type: AttributeType
    labels: Mapping[str, str] = field(default_factory=dict[str, str])
    required: bool = False
    personal: bool = True
    choices: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Schema:
    """All definitions by name. With `strict`, attributes that are not declared are refused, else they are taken as they are."""

    definitions: Mapping[str, Definition] = field(default_factory=dict[str, Definition])
    strict: bool = False


@dataclass(frozen=True, slots=True)
class AttributeUse:
    """An attribute as it is used: by how many contacts (None: not counted); `definition` is None where it is not declared."""

    name: str
    contacts: int | None
    definition: Definition | None
