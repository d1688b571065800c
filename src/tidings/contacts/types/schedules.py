"""Imports that repeat: where a file comes from, how often, and what each run found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tidings.accounts.types import ConsentBasis
from tidings.contacts.types.imports import ImportOptions


class SourceKind(StrEnum):
    """Where a file is."""

    FOLDER = "folder"
    """In the organisation's own folder under the one that the operator allows (TIDINGS_IMPORT_FOLDER)."""
    URL = "url"


@dataclass(frozen=True, slots=True)
class Source:
    """A file: a path or pattern in the folder, of which the newest file is meant, or an https URL with a bearer secret if it needs one."""

    kind: SourceKind
    place: str
    secret: str | None = field(default=None, repr=False)


class Every(StrEnum):
    """How often."""

    HOURLY = "hourly"
    DAILY = "daily"


@dataclass(frozen=True, slots=True)
class Rhythm:
    """When a run is due, in the organisation's time zone: `minute` is of the hour (0 to 59), of a daily one of the day (0 to 1439)."""

    every: Every
    minute: int


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """A schedule as somebody wants it. Without a mapping, columns are recognised or taken as remembered."""

    name: str
    source: Source
    rhythm: Rhythm
    mapping: Mapping[str, str] | None
    options: ImportOptions


@dataclass(frozen=True, slots=True)
class Schedule:
    """A schedule as kept. `failures` counts failed runs in a row; `etag`, `digest`, `import_id` are of the last file that was handed over."""

    id: UUID
    name: str
    source: Source
    rhythm: Rhythm
    mapping: Mapping[str, str] | None
    options: ImportOptions
    actor: str
    basis: ConsentBasis | None
    created_at: datetime
    next_at: datetime
    paused_at: datetime | None
    failures: int
    etag: str | None
    digest: bytes | None
    import_id: UUID | None


class RunOutcome(StrEnum):
    """How a run ended."""

    RUNNING = "running"
    IMPORTED = "imported"
    """The file was handed over: its import has the report."""
    UNCHANGED = "unchanged"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class ScheduleRun:
    """One run; of a failed one `code`, `reason` and what to do, `fix`."""

    id: UUID
    schedule_id: UUID
    started_at: datetime
    ended_at: datetime | None
    outcome: RunOutcome
    import_id: UUID | None
    code: str | None
    reason: str | None
    fix: str | None
