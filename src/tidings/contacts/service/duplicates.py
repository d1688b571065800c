"""Contacts that may be one person, a page at a time."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from uuid import UUID

from tidings.contacts.queries import duplicates as queries
from tidings.contacts.queries.duplicates import Row
from tidings.contacts.rules.duplicates import Suspect, judged
from tidings.contacts.rules.likeness import MOST_SHARING
from tidings.contacts.rules.masks import masked
from tidings.contacts.service.people import addresses
from tidings.contacts.types import AddressKind, Duplicate, Name
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor

_MOST_SAME_IDS = 200
_Pair = tuple[UUID, UUID]


async def duplicates(unit: Unit, organisation_id: UUID, cursor: str | None = None, limit: int = 50) -> Page[Duplicate]:
    """Return pairs of contacts that share an address and can be one person, from some `limit` shared addresses; each pair once.

    The first page has those, too, whose ids of another system differ in writing alone. A page may be empty and not the last. Of an address
    of more than 20 contacts, which stands for nobody, the first 20 are compared.
    """
    after = decode_id_cursor(cursor)
    shared = await queries.shared(unit, organisation_id, after, MOST_SHARING, limit + 1)
    more, shared = len(shared) > limit, shared[:limit]
    same_ids = await queries.same_ids(unit, organisation_id, MOST_SHARING, _MOST_SAME_IDS) if cursor is None else []
    involved = {contact for each in shared for contact in each.contact_ids} | {contact for ids in same_ids for contact in ids}
    known = {row.id: row for row in await queries.rows(unit, organisation_id, list(involved))}
    at = [(each.address_id, pair) for each in shared for pair in combinations(each.contact_ids, 2)]
    pairs = [pair for address_id, pair in at if pair[0] in known and pair[1] in known and min(_common(known, pair)) == address_id]
    by_id = [pair for ids in same_ids for pair in combinations(ids, 2)]
    pairs += [pair for pair in by_id if not _common(known, pair)]
    masks = await _masks(unit, organisation_id, {address for pair in pairs for address in _common(known, pair)})
    found = list(_judged(known, pairs, masks, set(by_id)))
    return Page(found, encode_cursor(str(shared[-1].address_id)) if more else None)


def _judged(known: Mapping[UUID, Row], pairs: Sequence[_Pair], masks: Mapping[UUID, tuple[str, str]], by_id: set[_Pair]) -> Iterator[Duplicate]:
    for pair in pairs:
        evidence = sorted(masks[each] for each in _common(known, pair) if each in masks)
        if pair in by_id:
            evidence.append(("external_id", known[pair[0]].external_id or ""))
        told = judged(_suspect(known[pair[0]]), _suspect(known[pair[1]]), evidence)
        if told is not None:
            yield told


def _common(known: Mapping[UUID, Row], pair: _Pair) -> set[UUID]:
    return set(known[pair[0]].address_ids) & set(known[pair[1]].address_ids)


async def _masks(unit: Unit, organisation_id: UUID, address_ids: set[UUID]) -> dict[UUID, tuple[str, str]]:
    opened = await addresses(unit, organisation_id, list(address_ids))
    return {each.id: (each.kind.value, masked(each.kind, each.value)) for each in opened.values()}


def _suspect(row: Row) -> Suspect:
    emails = frozenset(each for each, kind in zip(row.address_ids, row.kinds, strict=True) if kind == AddressKind.EMAIL)
    return Suspect(row.id, Name(row.first_name, row.last_name), row.external_id, row.created_at, emails)
