"""Who is in a segment: how many, who, and why."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.segments.queries import members as queries
from tidings.segments.queries import segments
from tidings.segments.queries.names import unheard_of
from tidings.segments.rules.telling import sentence
from tidings.segments.rules.walking import names_in, spelt_out, stated
from tidings.segments.service.finding import bound, inside, segment, texts, to_ask, tree_of
from tidings.segments.types import Asked, Count, Judged, Member, Preview, Reason, Slice, Tree

_SAMPLE = 10


async def preview(unit: Unit, organisation_id: UUID, where: Tree, *, sample: int = _SAMPLE, language: str = "en") -> Preview:
    """Say who is meant by conditions that are not saved: how many, some of them with the conditions that hold, and names that nobody has.

    Raises UnknownReference, TooManyConditions.
    """
    tree = await bound(unit, organisation_id, where)
    asked = await to_ask(unit, organisation_id, tree)
    size = await queries.size(unit, asked)
    chosen = await queries.page(unit, asked, Slice(), sample) if size and sample else []
    judged = await _judged(unit, asked, tree, chosen)
    text = (await texts(unit, organisation_id, {organisation_id: tree}))[organisation_id]
    return Preview(tree, text, size, judged, await warnings(unit, asked, language))


async def count(unit: Unit, organisation_id: UUID, segment_id: UUID, *, language: str = "en", remember: bool = False) -> Count:
    """Count who is in a segment now; `remember` it with the segment, for lists of segments. Raises SegmentNotFound."""
    asked = await to_ask(unit, organisation_id, tree_of(await segment(unit, organisation_id, segment_id)))
    size = await queries.size(unit, asked)
    if remember:
        await segments.counted(unit, organisation_id, segment_id, size)
    return Count(size, await warnings(unit, asked, language))


async def members(unit: Unit, organisation_id: UUID, segment_id: UUID, *, cursor: str | None, limit: int) -> Page[Member]:
    """Return who is in a segment now, in the order of contact ids. Raises SegmentNotFound, Invalid on a foreign cursor."""
    asked = await to_ask(unit, organisation_id, tree_of(await segment(unit, organisation_id, segment_id)))
    found = await queries.page(unit, asked, Slice(after=decode_id_cursor(cursor)), limit + 1)
    people = await named(unit, organisation_id, found[:limit])
    return Page([people[each] for each in found[:limit]], encode_cursor(str(found[limit - 1])) if len(found) > limit else None)


async def reasons(unit: Unit, organisation_id: UUID, segment_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Reason]]:
    """Return for each of some people which conditions of a segment hold. Raises SegmentNotFound."""
    tree = tree_of(await segment(unit, organisation_id, segment_id))
    return await _reasons(unit, await to_ask(unit, organisation_id, tree), tree, contact_ids)


async def among(unit: Unit, organisation_id: UUID, segment_id: UUID, contact_ids: Sequence[UUID]) -> set[UUID]:
    """Return who of some people is in a segment now: one statement, whose cost goes with their number alone. Raises SegmentNotFound."""
    asked = await to_ask(unit, organisation_id, tree_of(await segment(unit, organisation_id, segment_id)))
    return set(await queries.page(unit, asked, Slice(ids=contact_ids), len(contact_ids)))


async def warnings(unit: Unit, asked: Asked, language: str = "en") -> list[str]:
    """Return a sentence for each name in the conditions that nobody has, in English or French ("fr")."""
    unknown = await unheard_of(unit, asked.organisation_id, names_in(asked.where))
    return [sentence(each, language) for each in unknown]


async def named(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, Member]:
    """Return people by their ids, with their names as far as they are known."""
    known = await contacts.people(unit, organisation_id, contact_ids) if contact_ids else {}
    return {each: Member(each, known[each].first_name, known[each].last_name) if each in known else Member(each, None, None) for each in contact_ids}


async def _judged(unit: Unit, asked: Asked, tree: Tree, chosen: Sequence[UUID]) -> list[Judged]:
    people = await named(unit, asked.organisation_id, chosen)
    why = await _reasons(unit, asked, tree, chosen)
    return [Judged(people[each], why[each]) for each in chosen if each in why]


async def _reasons(unit: Unit, asked: Asked, tree: Tree, contact_ids: Sequence[UUID]) -> Mapping[UUID, Sequence[Reason]]:
    if not contact_ids:
        return {}
    parts = list(dict.fromkeys(stated(tree)))
    trees = await inside(unit, asked.organisation_id, tree)
    told = await queries.told(unit, asked, [spelt_out(part, trees) for part in parts], contact_ids)
    words = await texts(unit, asked.organisation_id, {UUID(int=place): part for place, part in enumerate(parts)})
    return {each: [Reason(words[UUID(int=place)], holds) for place, holds in enumerate(held)] for each, held in told.items()}
