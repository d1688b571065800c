"""What the doctor says of each thing that it looked at."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: nothing leaves or is lost while something fails; a warning may be as it should."""

    OK = "ok"
    WARNING = "warning"
    FAILURE = "failure"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: what was found, why that matters and what to do; the last two where it is not well."""

    check: str
    level: Level
    detail: str
    why: str | None = None
    fix: str | None = None
