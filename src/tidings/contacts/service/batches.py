"""Rows of a file made ready for the database: read, told apart within their batch, sealed."""

from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from typing import Any, BinaryIO, NamedTuple

import orjson

from tidings.contacts.rules import fields
from tidings.contacts.rules.inference import reach
from tidings.contacts.rules.likeness import MOST_SHARING, alike
from tidings.contacts.rules.reading import Record, records
from tidings.contacts.rules.rows import Row, RowReader
from tidings.contacts.types import AddressKind, ImportReport, Name, Rank, RowError, Schema
from tidings.infra.crypto import OrganisationKeys
from tidings.kernel.ids import id_bytes_of
from tidings.kernel.phone import Phone

BATCH_ROWS = 5_000
_JSONB_VERSION = b"\x01"
"""Stands before the text of a jsonb value in binary COPY (jsonb_recv)."""
_LOOKUP = 4
"""Where an address of a batch has its look-up value."""

OpenFile = Callable[[], BinaryIO]
"""Opens the file anew, at its start."""


@dataclass(slots=True)
class Batch:
    """Rows made ready: `records` counts all, good and bad; `bytes_done` is about where the file stands after them.

    `names` are those of the good rows by line, `apart` the lines of rows whose address another row tells of somebody else.
    """

    rows: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    addresses: list[tuple[Any, ...]] = field(default_factory=list[tuple[Any, ...]])
    errors: list[RowError] = field(default_factory=list[RowError])
    names: dict[int, Name] = field(default_factory=dict[int, Name])
    apart: set[int] = field(default_factory=set[int])
    records: int = 0
    rejected: int = 0
    bytes_done: int = 0


def batches(open_file: OpenFile, report: ImportReport, keys: OrganisationKeys, at: datetime, schema: Schema) -> Generator[Batch]:
    """Read on from where the import stands; records already done are read and skipped, which costs about 1 s a million."""
    reader, sealer = RowReader(report.layout, report.options, schema), _Sealer(keys, at)
    with open_file() as file, closing(records(file, report.layout)) as found:
        rest = islice(found, report.rows_done, None)
        while some := list(islice(rest, BATCH_ROWS)):
            batch = Batch(records=len(some), bytes_done=file.tell())
            crowd = _Crowd(keys)
            for record in some:
                read = reader.read(record) if isinstance(record, Record) else [record]
                if isinstance(read, Row):
                    read = sealer.add(batch, read, crowd)
                if read:
                    batch.errors.extend(read)
                    batch.rejected += 1
            yield batch


class _Teller(NamedTuple):
    """One person of the batch: the name and email that the first row gives, and the value that says who it is."""

    name: Name
    email: str | None
    identity: bytes


class _Crowd:
    """Whom the rows of a batch speak of, by address."""

    def __init__(self, keys: OrganisationKeys) -> None:
        self._keys = keys
        self._at: dict[bytes, list[_Teller]] = {}

    def identity(self, row: Row, lookup: bytes) -> tuple[bytes, bool] | None:
        """Return who the row speaks of, by its first address, and whether somebody else was told of there before; None in a crowd."""
        name, email = Name(row.first_name, row.last_name), fields.email_key(row.email) if row.email else None
        here = self._at.get(lookup)
        if here is None:
            self._at[lookup] = [_Teller(name, email, lookup)]
            return lookup, False
        for known in here:
            if alike(name, known.name, other_email=bool(email and known.email and email != known.email)):
                return known.identity, known.identity != here[0].identity
        if len(here) == MOST_SHARING:
            return None
        # By what sets this person apart, so that another batch comes to the same value.
        made = self._keys.index("import", f"{lookup.hex()} {name.first or ''} {name.last or ''} {email or ''}")
        here.append(_Teller(name, email, made))
        return made, True


class _Sealer:
    """Puts rows into batches, sealed; columns as in `sql/import_stage.sql`."""

    def __init__(self, keys: OrganisationKeys, at: datetime) -> None:
        self._keys = keys
        self._ids = id_bytes_of(at)

    def add(self, batch: Batch, row: Row, crowd: _Crowd) -> Sequence[RowError]:
        """Put the row in; return what keeps it out."""
        addresses = self._addresses(row)
        # Who the row speaks of, in itself: its external id, else its first address and what sets the person apart there.
        if row.external_id:
            identity, apart = self._keys.index("import", row.external_id), False
        elif (found := crowd.identity(row, addresses[0][_LOOKUP])) is None:
            return [crowded(row.line)]
        else:
            identity, apart = found
        if apart:
            batch.apart.add(row.line)
        batch.names[row.line] = Name(row.first_name, row.last_name)
        batch.addresses.extend(addresses)
        phone = row.phone or row.second_phone
        country = row.country or (phone.country if phone else None)
        batch.rows.append((
            row.line, next(self._ids), identity[1:], apart, row.external_id, row.first_name, row.last_name, country,
            row.country is not None, row.time_zone.value, row.time_zone.told, row.locale.value, row.locale.told, row.region, row.postcode,
            row.lifecycle, list(row.tags),
            _JSONB_VERSION + orjson.dumps(row.attributes),
        ))  # fmt: skip
        return ()

    def _addresses(self, row: Row) -> list[tuple[Any, ...]]:
        found: list[tuple[Any, ...]] = []
        if row.phone:
            found.append(self._phone(row.line, Rank.PROFILE, row.phone))
        if row.second_phone:
            found.append(self._phone(row.line, Rank.SECOND, row.second_phone))
        if row.whatsapp_user:
            kind, user = AddressKind.WHATSAPP_USER, row.whatsapp_user
            lookup, sealed = self._keys.index(kind, user), self._keys.seal(kind, user)
            found.append((row.line, kind, Rank.PROFILE, next(self._ids), lookup, sealed, fields.country_of_user(user), None, None, [], []))
        if row.email:
            kind, domain = AddressKind.EMAIL, row.email.rpartition("@")[2]
            lookup = self._keys.index(kind, fields.email_key(row.email))
            found.append((row.line, kind, Rank.PROFILE, next(self._ids), lookup, self._keys.seal(kind, row.email), None, None, domain, [], []))
        return found

    def _phone(self, line: int, rank: int, phone: Phone) -> tuple[Any, ...]:
        kind = AddressKind.PHONE
        lookup, sealed = self._keys.index(kind, phone.e164), self._keys.seal(kind, phone.e164)
        zones, regions = reach(phone)
        return line, kind, rank, next(self._ids), lookup, sealed, phone.country, phone.kind, None, list(zones), list(regions)


def crowded(line: int) -> RowError:
    """Say that too many people are told of at the row's address."""
    reason = f"More than {MOST_SHARING} different people have this row's phone, email or WhatsApp id, so it seems to stand for none."
    return RowError(line, "row", "address_of_too_many", reason, "Empty the cell, or give each person an external id.")
