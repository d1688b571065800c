"""What happened, in the past tense, recorded in the unit of work that made it happen."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Happened:
    """Something that other rooms may react to: `name` in past tense, `data` as plain JSON values."""

    name: str
    organisation_id: UUID
    data: Mapping[str, Any] = field(default_factory=dict[str, Any])
