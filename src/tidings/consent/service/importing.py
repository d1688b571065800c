"""Consents with their proof, brought from elsewhere: a bad row is told and loses no other, the same file twice adds nothing.

A file is read as a stream and written in batches, each a transaction of its own. Where it has come to is kept nowhere: after an interruption
it is brought again from its start. What stands already is known by the ledger's key: contact, channel, purpose, programme, and the
statement's id, which is made from all it says (`rules.event_id`).
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import errors, rules
from tidings.consent.queries import programmes, statements, wordings
from tidings.consent.types import GENERAL, ConsentRow, ConsentStatus, Entry, ImportedConsents, Statement, WordingRef, WrongRow
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, AddressKind
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel

AT_ONCE = 1000
"""Rows of a file in one transaction."""
MOST_TOLD = 1000
"""Wrong rows of a file that are told one by one; all are counted."""

Read = tuple[int, ConsentRow]
_Owners = tuple[Sequence[UUID], UUID | None]
"""Whose a row is, the one meant where only one can be first, and the address by which they were found."""
OnProgress = Callable[[int, int], None]
"""Called after each batch with the bytes read and the size of the file."""


async def import_rows(unit: Unit, organisation_id: UUID, actor: str, rows: Sequence[rules.Numbered | WrongRow]) -> ImportedConsents:
    """Record rows of a file (columns are `rules.COLUMNS`); at most eight statements however many, and one for the audit if states move."""
    organisation = await accounts.organisation(unit, organisation_id)
    wrong = [row for row in rows if isinstance(row, WrongRow)]
    read: list[Read] = []
    for line, cells in (row for row in rows if not isinstance(row, WrongRow)):
        try:
            row = rules.row_of(cells, zone=organisation.time_zone, actor=actor, now=unit.at)
            rules.check_statement(row.statement)
            read.append((line, row))
        except Invalid as error:
            wrong.append(_wrong(line, error))
    whose = await _whose(unit, organisation_id, read, organisation.region)
    known = await _Known.of(unit, organisation_id, [row.statement for _, row in read])
    entries: list[Entry] = []
    people: list[Sequence[UUID]] = []
    for line, row in read:
        try:
            owners, address_id = _found(whose, row)
            entry = known.entry(replace(row.statement, proof=replace(row.statement.proof, address_id=address_id)))
            # A dated row counts whatever the state is just then: else it would hang on the batch and the run whether it is kept.
            entries.append(replace(entry, counts=True))
            people.append(owners)
        except Invalid as error:
            wrong.append(_wrong(line, error))
    moved = await statements.record(unit, organisation_id, entries, people) if entries else 0
    if moved:
        detail = {"rows": len(rows), "moved": moved, "wrong": len(wrong)}
        await accounts.record_audit(unit, organisation_id, actor, "consents.imported", f"organisation:{organisation_id}", detail)
    others = sum(len(owners) - 1 for owners in people)
    return ImportedConsents(len(entries), moved, len(wrong), sorted(wrong, key=lambda each: each.line), others)


async def import_file(
    database: Database, organisation_id: UUID, actor: str, open_file: contacts.OpenFile, *, on_progress: OnProgress | None = None
) -> ImportedConsents:
    """Record all rows of a CSV file, `AT_ONCE` in a transaction; each that moves states is audited with what it moved.

    What an interruption leaves is whole batches; the same file brought again adds the rest. Memory is constant in the length of the file.
    Raises Invalid, with nothing written, for a workbook or a header that can't be one.
    """
    total = ImportedConsents(0, 0, 0, ())
    with contacts.open_sheet(open_file) as sheet:
        for rows in _batches(rules.named_rows(sheet.rows)):
            async with database.unit(organisation_id) as unit:
                part = await import_rows(unit, organisation_id, actor, rows)
            total = _sum(total, part)
            if on_progress:
                on_progress(sheet.position(), sheet.size)
    return total


def _batches(rows: Iterator[rules.Numbered | WrongRow]) -> Iterator[list[rules.Numbered | WrongRow]]:
    while some := list(islice(rows, AT_ONCE)):
        yield some


def _sum(total: ImportedConsents, part: ImportedConsents) -> ImportedConsents:
    wrong = [*total.wrong, *part.wrong][:MOST_TOLD]
    return ImportedConsents(total.recorded + part.recorded, total.moved + part.moved, total.refused + part.refused, wrong, total.others + part.others)


class _Known:
    """The programmes and wordings that rows speak of."""

    def __init__(self, keys: Sequence[str], texts: Mapping[WordingRef, str]) -> None:
        self._keys = keys
        self._texts = texts

    @classmethod
    async def of(cls, unit: Unit, organisation_id: UUID, said: Sequence[Statement]) -> "_Known":
        keys = [each.key for each in await programmes.programmes(unit, organisation_id)]
        return cls(keys, await wordings.texts(unit, organisation_id, {each.version for each in said if each.version is not None}))

    def entry(self, statement: Statement) -> Entry:
        """Return a statement as it goes into the ledger. Raises Invalid for what is not known."""
        if statement.programme != GENERAL and statement.programme not in self._keys:
            raise errors.no_such_programme(statement.programme, self._keys)
        text = statement.wording
        if statement.version is not None:
            text = self._texts.get(statement.version)
            if text is None:
                raise errors.no_such_wording(statement.version.key)
        return rules.entry(statement, text)


async def _whose(unit: Unit, organisation_id: UUID, rows: Sequence[Read], region: str) -> dict[str, _Owners | Invalid]:
    """Return, for each address or external id as written, its contacts and the address, or why the address can't be read."""
    read = _read({row.address for _, row in rows if row.address is not None}, region)
    values = {text: value for text, (_, value) in read.items() if isinstance(value, str)}
    found: dict[str, Address] = {}
    for kind in {kind for kind, _ in read.values()}:
        asked = list({values[text] for text, (of, _) in read.items() if of is kind and text in values})
        found |= await contacts.addresses_by_value(unit, organisation_id, kind, asked) if asked else {}
    owners = await contacts.contacts_at(unit, organisation_id, [address.id for address in found.values()])
    whose: dict[str, _Owners | Invalid] = {text: why for text, (_, why) in read.items() if isinstance(why, Invalid)}
    for text, value in values.items():
        if value in found and owners.get(found[value].id):
            whose[text] = owners[found[value].id], found[value].id
    ids = [row.external_id for _, row in rows if row.external_id is not None]
    return whose | {known: ([contact], None) for known, contact in (await contacts.contacts_by_external_id(unit, organisation_id, ids)).items()}


def _read(told: Collection[str], region: str) -> dict[str, tuple[AddressKind, str | Invalid]]:
    """Return the kind of each address as written, and what it is known by, or what is wrong with it."""
    kinds = {text: contacts.kind_of(text) for text in told}
    users = {text: (kind, text.strip()) for text, kind in kinds.items() if kind is AddressKind.WHATSAPP_USER}
    read: dict[str, tuple[AddressKind, str | Invalid]] = {**users}
    for kind, channel in ((AddressKind.PHONE, Channel.SMS), (AddressKind.EMAIL, Channel.EMAIL)):
        texts = [text for text in told if kinds[text] is kind]
        _, values = contacts.read_addresses(texts, channel, region)
        read |= {text: (kind, value if isinstance(value, Invalid) else value.lower()) for text, value in zip(texts, values, strict=True)}
    return read


def _found(whose: Mapping[str, _Owners | Invalid], row: ConsentRow) -> _Owners:
    """Return whose a row is: a refusal is that of everybody who shares the address, as a STOP is; only one of them agrees."""
    found = whose.get(row.address or row.external_id or "")
    if found is None:
        raise errors.contact_unknown("address" if row.address else "external_id")
    if isinstance(found, Invalid):
        raise found
    owners, address_id = found
    return (owners if row.statement.status is ConsentStatus.WITHDRAWN else owners[:1]), address_id


def _wrong(line: int, error: Invalid) -> WrongRow:
    field = error.field if error.field in rules.COLUMNS else "address" if error.field in {"phone", "email"} else "row"
    return WrongRow(line, field, error.code, error.message, error.fix)
