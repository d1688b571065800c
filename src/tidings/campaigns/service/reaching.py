"""How far an audience reaches: before anybody is added to a campaign, who could be written to now, and where the others are lost.

Everybody is judged, in chunks of a constant number of statements; of very many a random part, which tells how sure it is. Whoever asks
while somebody chooses may ask for a small part first.
"""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any
from uuid import UUID

from tidings.campaigns.rules.reach import behind_others, between, in_sample, scaled, step_of
from tidings.campaigns.service.records import campaign
from tidings.campaigns.service.senders import lines_of
from tidings.campaigns.types import Campaign, Loss, PlaceReach, Reach, Step
from tidings.channels import service as channels
from tidings.channels.types import Priced
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Recipient, State
from tidings.policy import service as policy
from tidings.policy.service import Foresight
from tidings.policy.types import Allowed, Candidate, Closure, Question, Refused
from tidings.segments import service as segments

MOST_JUDGED = 100_000
"""People judged at most: some three seconds of a processor."""
_CHUNK = 5_000
_NAMED = 5


@dataclass(frozen=True, slots=True)
class _Judged:
    """What policy says of people at those of their addresses that work."""

    foreseen: Foresight
    placed: list[Recipient]
    countries: dict[UUID, str | None]
    """Of their addresses, by contact: a price hangs on it."""


@dataclass(slots=True)
class _Losses:
    """Who was lost or put off so far, by step and reason; who would get it, by country."""

    counts: Counter[tuple[Step, str | None]] = field(default_factory=Counter[tuple[Step, str | None]])
    named: dict[tuple[Step, str | None], list[UUID]] = field(default_factory=dict[tuple[Step, str | None], list[UUID]])
    places: Counter[str | None] = field(default_factory=Counter[str | None])

    def add(self, contact_id: UUID, step: Step, reason: str | None) -> None:
        """Count somebody."""
        self.counts[step, reason] += 1
        named = self.named.setdefault((step, reason), [])
        if len(named) < _NAMED:
            named.append(contact_id)

    @property
    def present(self) -> int:
        """Who would get it, but is in the campaign already."""
        return self.counts[Step.ALREADY, None]

    def all(self) -> list[Loss]:
        """Return them by step, the largest of each first."""
        order = list(Step)
        ordered = sorted(self.counts.items(), key=lambda each: (order.index(each[0][0]), -each[1]))
        return [Loss(step, reason, people, self.named.get((step, reason), [])) for (step, reason), people in ordered if people]


async def reach(unit: Unit, organisation_id: UUID, campaign_id: UUID, *, most: int = MOST_JUDGED) -> Reach:
    """Say how many of a campaign's target audience could be written to now; of one without, how many of those planned.

    Where more than `most` are meant, a random part of about so many is judged, and the figures are estimates for all. Nothing is written or
    held. Raises CampaignNotFound, UnknownReference.
    """
    shown = await campaign(unit, organisation_id, campaign_id)
    target = shown.settings.target_audience
    if target is None:
        size, warnings = (await messages.progress(unit, organisation_id, [shown.id]))[shown.id].pending, list[str]()
    else:
        counted = await segments.audience_size(unit, organisation_id, target)
        size, warnings = counted.size, list(counted.warnings)
    share = min(1.0, most / max(size, 1))
    people: list[Recipient] = []
    reached = 0
    async for part in _everybody(unit, organisation_id, shown):
        reached += len(part)
        people += part if share == 1 else [each for each in part if in_sample(each.address_id, share)]
    found = await _reach(unit, organisation_id, shown, people, reached=reached)
    # Who came between the two statements is counted, so that nobody is missing in the sum.
    audience = max(size, reached)
    missing = [Loss(Step.ADDRESS, None, audience - reached, [])] if audience > reached else []
    return replace(found, audience=audience, losses=[*missing, *found.losses], warnings=warnings)


async def _everybody(unit: Unit, organisation_id: UUID, shown: Campaign) -> AsyncIterator[Sequence[Recipient]]:
    """Yield all of an audience who have an address, in parts, in the order of their ids."""
    target = shown.settings.target_audience
    if target is not None:
        async for part in _targeted(unit, organisation_id, shown.channel, target):
            yield part
        return
    cursor: str | None = None
    while True:
        page = await messages.recipients(unit, organisation_id, shown.id, states=[State.PLANNED], cursor=cursor, limit=_CHUNK)
        yield [Recipient(row.contact_id, row.address_id) for row in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            return


async def _targeted(unit: Unit, organisation_id: UUID, channel: Channel, target: Mapping[str, Any]) -> AsyncIterator[Sequence[Recipient]]:
    after: UUID | None = None
    while True:
        part = await segments.audience(unit, organisation_id, channel=channel, target=target, after=after)
        yield [Recipient(contact_id, address_id) for contact_id, address_id in part.people]
        after = part.next_after
        if after is None:
            return


async def _reach(unit: Unit, organisation_id: UUID, shown: Campaign, people: Sequence[Recipient], *, reached: int) -> Reach:
    """Judge people, who stand for all that have an address (`reached`)."""
    judged = _together([await _judged_where_it_works(unit, organisation_id, shown, chunk) for chunk in _chunks(people)])
    losses = await _sorted(unit, organisation_id, shown, judged)
    looked_at = len(judged.foreseen.verdicts)
    allowed = sum(losses.places.values()) - losses.present
    whole = looked_at == len(people) == reached
    return Reach(
        audience=reached,
        looked_at=looked_at,
        whole=whole,
        reachable=scaled(allowed, looked_at, reached),
        between=between(allowed, looked_at, reached),
        losses=[replace(each, people=scaled(each.people, looked_at, reached)) for each in losses.all()],
        places=await _priced(unit, organisation_id, shown, {place: scaled(many, looked_at, reached) for place, many in losses.places.most_common()}),
        warnings=[],
    )


async def _priced(unit: Unit, organisation_id: UUID, shown: Campaign, places: Mapping[str | None, int]) -> list[PlaceReach]:
    """Say what one segment, or one message, costs in each country today."""
    sender = (await lines_of(unit, organisation_id)).sender_of(shown)
    book = await channels.price_book(unit, organisation_id)
    category = channels.category_of(shown.channel, shown.purpose)
    today = unit.at.date()

    def price(country: str | None) -> int | None:
        return None if sender is None else book.quote(Priced(sender.provider, shown.channel, country, category), today).micros

    return [PlaceReach(country, people, price(country), book.currency) for country, people in places.items()]


async def _judged_where_it_works(unit: Unit, organisation_id: UUID, shown: Campaign, people: Sequence[Recipient]) -> _Judged:
    first = await _judged(unit, organisation_id, shown, people)
    chosen = await messages.by_living_numbers(unit, organisation_id, shown.channel, shown.purpose, people, first.foreseen.verdicts)
    moved = [now for now, before in zip(chosen, people, strict=True) if now != before]
    if not moved:
        return first
    again = await _judged(unit, organisation_id, shown, moved)
    return _Judged(first.foreseen.but(again.foreseen), chosen, {**first.countries, **again.countries})


async def _judged(unit: Unit, organisation_id: UUID, shown: Campaign, people: Sequence[Recipient]) -> _Judged:
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each in people])
    candidates = [
        Candidate(each.contact_id, each.address_id, address.lookup, address.country, address.line_type, window_open=False)
        for each in people
        if (address := known.get(each.address_id)) is not None
    ]
    source = await messages.source_of(unit, organisation_id, shown.id)
    question = Question(shown.channel, shown.purpose, Lane.MARKETING, programme=shown.settings.programme, local_hours=source.local_hours)
    foreseen = await policy.foresee(unit, organisation_id, question, candidates)
    return _Judged(foreseen, list(people), {each.contact_id: each.country for each in candidates})


async def _sorted(unit: Unit, organisation_id: UUID, shown: Campaign, judged: _Judged) -> _Losses:
    """Put everybody at their step; who is behind another at the same address is not planned, whatever policy says of them.

    Who is in the campaign already stands at that step if nothing refuses them.
    """
    present: dict[UUID, UUID] = {}
    if shown.settings.target_audience is not None:
        for chunk in _chunks(judged.placed):
            present |= await messages.in_already(unit, organisation_id, shown.id, chunk)
    behind = frozenset[UUID]() if shown.settings.each_person else behind_others(judged.placed, present)
    return _counted(judged, behind, present.keys(), unit)


def _counted(judged: _Judged, behind: Collection[UUID], present: Collection[UUID], unit: Unit) -> _Losses:
    losses = _Losses()
    foreseen = judged.foreseen
    hours = foreseen.hours(set(foreseen.wheres.values()), unit.at)
    for contact_id, verdict in foreseen.verdicts.items():
        if contact_id in behind:
            losses.add(contact_id, Step.SHARED, None)
            continue
        if isinstance(verdict, Refused):
            losses.add(contact_id, step_of(verdict.code), verdict.code.value)
            continue
        losses.places[judged.countries[contact_id]] += 1
        if contact_id in present:
            losses.add(contact_id, Step.ALREADY, None)
        elif not isinstance(verdict, Allowed):
            losses.add(contact_id, step_of(verdict.code), verdict.code.value)
        elif isinstance(closed := hours[foreseen.wheres[contact_id]], Closure):
            losses.add(contact_id, step_of(closed.code), closed.code.value)
    return losses


def _together(parts: Sequence[_Judged]) -> _Judged:
    """Return parts, of people that are in one of them each, as one."""
    verdicts = dict(chain.from_iterable(each.foreseen.verdicts.items() for each in parts))
    wheres = dict(chain.from_iterable(each.foreseen.wheres.items() for each in parts))
    asked = parts[0].foreseen.asked if parts else None
    countries = dict(chain.from_iterable(each.countries.items() for each in parts))
    return _Judged(Foresight(verdicts, wheres, asked), [each for part in parts for each in part.placed], countries)


def _chunks(people: Sequence[Recipient]) -> list[Sequence[Recipient]]:
    return [people[start : start + _CHUNK] for start in range(0, len(people), _CHUNK)]
