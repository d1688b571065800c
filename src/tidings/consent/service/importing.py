"""Consents with their proof, brought from elsewhere: a bad row is told and loses no other, the same file twice adds nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import errors, rules
from tidings.consent.queries import programmes, statements, wordings
from tidings.consent.types import GENERAL, ConsentRow, Entry, ImportedConsents, Statement, WordingRef, WrongRow
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, AddressKind
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import Phone, parse_many

AT_ONCE = 1000
"""Rows for one call of `import_rows`."""

Numbered = tuple[int, ConsentRow]


async def import_rows(unit: Unit, organisation_id: UUID, actor: str, rows: Sequence[tuple[int, Mapping[str, str]]]) -> ImportedConsents:
    """Record rows of a file, each with its line and its cells by column (`rules.COLUMNS`); at most eight statements however many."""
    organisation = await accounts.organisation(unit, organisation_id)
    wrong: list[WrongRow] = []
    read: list[Numbered] = []
    for line, cells in rows:
        try:
            row = rules.row_of(cells, zone=organisation.time_zone, actor=actor, now=unit.at)
            rules.check_statement(row.statement)
            read.append((line, row))
        except Invalid as error:
            wrong.append(_wrong(line, error))
    whose = await _whose(unit, organisation_id, read, organisation.region)
    known = await _Known.of(unit, organisation_id, [row.statement for _, row in read])
    entries: list[Entry] = []
    people: list[list[UUID]] = []
    for line, row in read:
        try:
            contact_id, address_id = _found(whose, row)
            entries.append(known.entry(replace(row.statement, proof=replace(row.statement.proof, address_id=address_id))))
            people.append([contact_id])
        except Invalid as error:
            wrong.append(_wrong(line, error))
    moved = await statements.record(unit, organisation_id, entries, people) if entries else 0
    return ImportedConsents(len(entries), moved, sorted(wrong, key=lambda each: each.line))


async def import_file(unit: Unit, organisation_id: UUID, actor: str, content: bytes) -> ImportedConsents:
    """Record all rows of a CSV file in one unit, a thousand at a time; audited. Raises Invalid for a file that can't be read."""
    rows = list(rules.read_rows(content))
    parts = [await import_rows(unit, organisation_id, actor, rows[start : start + AT_ONCE]) for start in range(0, len(rows), AT_ONCE)]
    imported = ImportedConsents(
        sum(part.recorded for part in parts), sum(part.moved for part in parts), [row for part in parts for row in part.wrong]
    )
    if imported.moved:
        detail = {"rows": len(rows), "moved": imported.moved, "wrong": len(imported.wrong)}
        await accounts.record_audit(unit, organisation_id, actor, "consents.imported", f"organisation:{organisation_id}", detail)
    return imported


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


async def _whose(unit: Unit, organisation_id: UUID, rows: Sequence[Numbered], region: str) -> dict[str, tuple[UUID, UUID | None] | Invalid]:
    """Return, for each address or external id as written, the contact and the address, or why the address can't be read."""
    told = [row.address for _, row in rows if row.address is not None]
    kinds = {text: contacts.kind_of(text) for text in told}
    emails = {text: text.lower() for text, kind in kinds.items() if kind is AddressKind.EMAIL}
    users = {text: text.strip() for text, kind in kinds.items() if kind is AddressKind.WHATSAPP_USER}
    phones = [text for text, kind in kinds.items() if kind is AddressKind.PHONE]
    read = dict(zip(phones, parse_many(phones, region), strict=True))
    numbers = {text: phone.e164 for text, phone in read.items() if isinstance(phone, Phone)}
    values = numbers | emails | users
    found: dict[str, Address] = {}
    for kind, asked in ((AddressKind.PHONE, numbers), (AddressKind.EMAIL, emails), (AddressKind.WHATSAPP_USER, users)):
        found |= await contacts.addresses_by_value(unit, organisation_id, kind, list(asked.values())) if asked else {}
    owners = await contacts.contacts_at(unit, organisation_id, [address.id for address in found.values()])
    whose: dict[str, tuple[UUID, UUID | None] | Invalid] = {text: why for text, why in read.items() if isinstance(why, Invalid)}
    for text, value in values.items():
        if value in found and owners.get(found[value].id):
            whose[text] = owners[found[value].id][0], found[value].id
    ids = [row.external_id for _, row in rows if row.external_id is not None]
    return whose | {known: (contact, None) for known, contact in (await contacts.contacts_by_external_id(unit, organisation_id, ids)).items()}


def _found(whose: Mapping[str, tuple[UUID, UUID | None] | Invalid], row: ConsentRow) -> tuple[UUID, UUID | None]:
    found = whose.get(row.address or row.external_id or "")
    if found is None:
        raise errors.contact_unknown("address" if row.address else "external_id")
    if isinstance(found, Invalid):
        raise found
    return found


def _wrong(line: int, error: Invalid) -> WrongRow:
    return WrongRow(line, error.code, error.message, error.fix)
