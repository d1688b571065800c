"""What a report is made of before it becomes a page of HTML or PDF: plain text in headings, fields, tables and quotations."""

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under titles; columns whose places are in `numbers` stand to the right, `wide` says how much room each column takes."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: Sequence[int] = ()
    wide: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Quotation:
    """What was written, under a caption; breaks of its lines stay."""

    caption: str
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a lead, and what stands under it, in this order. `nothing` stands where a table has no row."""

    heading: str
    lead: str = ""
    fields: Sequence[tuple[str, str]] = ()
    quotations: Sequence[Quotation] = ()
    tables: Sequence[Table] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report, ready to be set."""

    language: str
    title: str
    subtitle: str
    notes: Sequence[str]
    page: str
    nothing: str
    sections: Sequence[Section] = field(default_factory=list[Section])
