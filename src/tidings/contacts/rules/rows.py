"""A record of a file as a contact's fields, or what is wrong with it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from dataclasses import fields as dataclass_fields
from functools import lru_cache, partial

from tidings.contacts.rules import attributes, fields
from tidings.contacts.rules.cells import unguarded
from tidings.contacts.rules.inference import NOTHING, Guess, locale, time_zone
from tidings.contacts.rules.layouts import IGNORE
from tidings.contacts.rules.reading import Record
from tidings.contacts.rules.regions import code_of
from tidings.contacts.types import AttributeValue, ImportOptions, Layout, RowError, Schema, Told
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import Phone, parse

_MANY = 8192
"""So many names, or values of attributes, are remembered: most are those of many people."""
NO_SCHEMA = Schema()
"""Of an organisation that has declared nothing."""
_TAG_BREAKS = str.maketrans(";|", ",,")


@dataclass(slots=True)
class Row:
    """One person as a file tells of them. Country, region and postcode were declared; time zone and locale say how they are known.

    A region stays empty where no such part of the country is known: a person is not refused for it.
    """

    line: int
    external_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: Phone | None = None
    second_phone: Phone | None = None
    email: str | None = None
    whatsapp_user: str | None = None
    country: str | None = None
    region: str | None = None
    postcode: str | None = None
    time_zone: Guess = NOTHING
    locale: Guess = NOTHING
    lifecycle: str | None = None
    tags: Sequence[str] = ()
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict[str, AttributeValue])

    @property
    def of_nobody(self) -> bool:
        """Whether nothing in the row says whom it speaks of."""
        return not (self.external_id or self.phone or self.second_phone or self.email or self.whatsapp_user)

    @property
    def shown(self) -> dict[str, object]:
        """The filled fields as a person reads them: numbers in E.164, what was inferred as its value."""
        told: dict[str, object] = {each.name: getattr(self, each.name) for each in dataclass_fields(self)}
        told |= {name: number.e164 for name, number in (("phone", self.phone), ("second_phone", self.second_phone)) if number}
        told |= {"time_zone": self.time_zone.value, "locale": self.locale.value, "tags": list(self.tags), "attributes": dict(self.attributes)}
        return {name: value for name, value in told.items() if value not in (None, [], {})}


class RowReader:
    """Reads records of one layout."""

    def __init__(self, layout: Layout, options: ImportOptions, schema: Schema = NO_SCHEMA) -> None:
        self._region = options.region
        self._tags = tuple(fields.tags(options.tags))
        self._width = len(layout.columns)
        places = {field: place for place, (_, field) in enumerate(layout.columns) if field != IGNORE}
        self._plain = [(name, places[name], read) for name, read in _READERS.items() if name in places]
        self._phones = [(name, places[name]) for name in ("phone", "second_phone") if name in places]
        self._region_place = places.get("region")
        self._attributes = [_attribute(place, name, schema) for name, place in places.items() if name.startswith("attributes.")]

    def read(self, record: Record) -> Row | list[RowError]:
        """Return the row, or all that is wrong with it."""
        row, wrong, cells = Row(record.line), list[Invalid](), record.cells
        if len(cells) != self._width:
            cells = self._squared(cells, wrong)
        for name, place, read in self._plain:
            if cell := cells[place]:
                _put(row, name, read, cell, wrong)
        for name, place in self._phones:
            if cell := cells[place].strip():
                _put(row, name, partial(self._phone, row.country), cell, wrong)
        if self._region_place is not None:
            row.region = code_of(cells[self._region_place], row.country or _country_of(row.phone) or self._region)
        if self._attributes:
            row.attributes = self._read_attributes(cells, wrong)
        if not wrong and row.of_nobody:
            wrong.append(Invalid("no_address", "This row has no phone, email or id.", field="row", fix="Fill one in, or leave the row out."))
        if wrong:
            return [RowError(record.line, each.field or "row", each.code, each.message, each.fix or "") for each in wrong]
        self._complete(row)
        return row

    def _squared(self, cells: list[str], wrong: list[Invalid]) -> list[str]:
        """Fill up a short row; a long one is wrong unless what stands outside is blank."""
        if any(cell.strip() for cell in cells[self._width :]):
            message = f"This row has {len(cells)} cells, the file has {self._width} columns."
            wrong.append(Invalid("row_ragged", message, field="row", fix="Put quotes round a cell that holds the delimiter."))
        return cells[: self._width] + [""] * (self._width - len(cells))

    def _phone(self, country: str | None, cell: str) -> Phone:
        """Read a number in the row's own country's way of writing, else in the default region's."""
        if country is not None and country != self._region:
            try:
                return parse(cell, country)
            except Invalid:
                pass  # it may be written in the default region's way: people move
        return parse(cell, self._region)

    def _read_attributes(self, cells: Sequence[str], wrong: list[Invalid]) -> dict[str, AttributeValue]:
        found: dict[str, AttributeValue] = {}
        for place, name, read in self._attributes:
            if cell := cells[place]:
                try:
                    value = read(cell)
                except Invalid as error:
                    wrong.append(error)
                else:
                    if value is not None:
                        found[name] = value
        return found

    def _complete(self, row: Row) -> None:
        """Infer what the row does not declare, and add the import's tags."""
        phone = row.phone or row.second_phone
        if row.time_zone.value is None:
            row.time_zone = time_zone(row.country, phone, row.region, row.postcode)
        if row.locale.value is None:
            row.locale = locale(row.country, phone)
        if self._tags:
            row.tags = tuple(dict.fromkeys((*row.tags, *self._tags)))


def _put(row: Row, name: str, read: Callable[[str], object], cell: str, wrong: list[Invalid]) -> None:
    try:
        setattr(row, name, read(cell))
    except Invalid as error:
        wrong.append(error if error.field == name else Invalid(error.code, error.message, field=name, fix=error.fix))


def _country_of(phone: Phone | None) -> str | None:
    return phone.country if phone else None


def _attribute(place: int, field_name: str, schema: Schema) -> tuple[int, str, Callable[[str], AttributeValue | None]]:
    """Return where an attribute stands and how it is read: as it is declared, else as the title says."""
    name, _, kind = field_name.removeprefix("attributes.").partition(":")
    declared = schema.definitions.get(name)
    if declared is None:
        return place, name, partial(_typed, name, kind or "string")

    @lru_cache(maxsize=1024)
    def read(cell: str) -> AttributeValue | None:
        return attributes.read(declared, unguarded(cell))

    return place, name, read


@lru_cache(maxsize=_MANY)
def _typed(name: str, kind: str, cell: str) -> AttributeValue | None:
    return fields.typed(name, kind, unguarded(cell))


def _blank(read: Callable[[str], object]) -> Callable[[str], object]:
    """Make a reader that takes a cell of blanks for an empty one, and remembers what it read: few values, many rows."""

    @lru_cache(maxsize=1024)
    def remembering(cell: str) -> object:
        return read(cell) if cell.strip() else None

    return remembering


@lru_cache(maxsize=_MANY)
def _first_name(cell: str) -> str | None:
    return fields.text(unguarded(cell), "first_name")


@lru_cache(maxsize=_MANY)
def _last_name(cell: str) -> str | None:
    return fields.text(unguarded(cell), "last_name")


@lru_cache(maxsize=_MANY)
def _postcode(cell: str) -> str | None:
    return fields.postcode(unguarded(cell))


def _email(cell: str) -> str | None:
    return fields.email(cell) if cell.strip() else None


def _zone(cell: str) -> Guess:
    return Guess(fields.time_zone(cell), Told.DECLARED) if cell.strip() else NOTHING


def _locale(cell: str) -> Guess:
    return Guess(fields.locale(cell), Told.DECLARED) if cell.strip() else NOTHING


def _tags(cell: str) -> tuple[str, ...]:
    return tuple(fields.tags(cell.translate(_TAG_BREAKS).split(",")))


_READERS: Mapping[str, Callable[[str], object]] = {
    "external_id": lambda cell: fields.external_id(unguarded(cell)),
    "first_name": _first_name,
    "last_name": _last_name,
    "email": _email,
    "whatsapp_user": lambda cell: fields.whatsapp_user(cell) if cell.strip() else None,
    "country": _blank(fields.country),
    "postcode": _postcode,
    "time_zone": lru_cache(maxsize=1024)(_zone),
    "locale": lru_cache(maxsize=1024)(_locale),
    "lifecycle": _blank(fields.lifecycle),
    "tags": lru_cache(maxsize=1024)(_tags),
}
