"""Files of contacts: how they are read, and how far they are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tidings.accounts.types import ConsentBasis
from tidings.contacts.types.undoing import Undo


class ImportStatus(StrEnum):
    """Where an import stands."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"
    UNDOING = "undoing"
    UNDONE = "undone"

    @property
    def under_way(self) -> bool:
        """Whether rows are still to come by themselves."""
        return self in {ImportStatus.WAITING, ImportStatus.RUNNING}

    @property
    def finished(self) -> bool:
        """Whether it can never go on: a cancelled or failed import can be resumed."""
        return self in {ImportStatus.DONE, ImportStatus.UNDOING, ImportStatus.UNDONE}

    @property
    def undone(self) -> bool:
        """Whether it was undone, or is being."""
        return self in {ImportStatus.UNDOING, ImportStatus.UNDONE}


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read: its encoding, delimiter (one character), whether it has a header, what each column is.

    `columns` pairs a column's title (or "column 1" where there is no header) with its field, in the file's order.
    Fields: external_id, first_name, last_name, phone, second_phone, email, country, region, postcode, time_zone, locale,
    lifecycle, tags, ignore, `attributes.<name>` and `attributes.<name>:<number|bool|date>`.
    """

    encoding: str
    delimiter: str
    header: bool
    columns: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """How rows become contacts.

    `region` (ISO 3166) reads national phone numbers; `tags` are added to every contact; `lifecycle` is that of new
    contacts whose row names none. A dry run reports the same and writes no contact. Of a workbook the `sheet` is read, by default the
    first that is not hidden.
    """

    region: str
    tags: Sequence[str] = ()
    lifecycle: str = "lead"
    dry_run: bool = False
    sheet: str | None = None


@dataclass(frozen=True, slots=True)
class ImportReport:
    """How far an import is. Rows are records of the file without its header; `rejected` ones have their errors listed.

    `duplicates` repeat an earlier row's person and were left aside, listed too; so are new people who share an address with somebody
    told of otherwise. `basis` is the consent that whoever brought
    the file attests for everybody in it, for the rooms above to record. `seen_at` is when somebody saw what came of it, or put it aside.
    """

    id: UUID
    file_name: str
    layout: Layout
    options: ImportOptions
    status: ImportStatus
    actor: str
    bytes_total: int
    bytes_done: int
    rows_done: int
    created: int
    updated: int
    unchanged: int
    duplicates: int
    rejected: int
    started_at: datetime
    updated_at: datetime
    failure: str | None
    basis: ConsentBasis | None = None
    undo: Undo | None = None
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong with one row, or worth knowing of it: `line` is its first line in the file, counted from 1 with the header.

    With the field `file` it is about the file.
    """

    line: int
    field: str
    code: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would read: the layout, the first rows as contacts' fields, and what is wrong among them."""

    layout: Layout
    rows: Sequence[Mapping[str, object]]
    errors: Sequence[RowError]


@dataclass(frozen=True, slots=True)
class SeenColumn:
    """A column of a file: its title, what it is taken for, and its first filled cells as they are written."""

    title: str
    field: str
    samples: Sequence[str]


@dataclass(frozen=True, slots=True)
class SeenFile:
    """What the beginning of a file holds, whether or not it leads to people.

    `sheets` are those of a workbook, the one that was read first; `remembered` names the mapping by which the columns were taken for what they are.
    """

    encoding: str
    delimiter: str
    header: bool
    columns: Sequence[SeenColumn]
    sheets: Sequence[str] = ()
    remembered: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """The filled cells of one column of a file, and what is wrong with rows that can't be read."""

    cells: Sequence[str]
    wrong: Sequence[RowError]


@dataclass(frozen=True, slots=True)
class RememberedMapping:
    """What the columns of files with one header were said to be; `name` is that of the file which brought it."""

    id: UUID
    name: str
    columns: Mapping[str, str]
    actor: str
    used_at: datetime
