"""How far an audience reaches: before anybody is added to a campaign, who could be written to now, and where the others are lost.

Only a few thousand people are judged, so that it can be asked while somebody chooses; the dry run judges everybody.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tidings.campaigns.rules.reach import behind_others, step_of
from tidings.campaigns.service.addressing import by_living_numbers
from tidings.campaigns.service.records import campaign
from tidings.campaigns.types import Campaign, Loss, Reach, Step
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Recipient, State
from tidings.policy import service as policy
from tidings.policy.service import Foresight
from tidings.policy.types import Allowed, Candidate, Closure, Question, ReasonCode, Refused
from tidings.segments import service as segments

MOST_JUDGED = 5_000
_NAMED = 5


@dataclass(slots=True)
class _Losses:
    """Who was lost or put off so far, by step and reason."""

    counts: Counter[tuple[Step, str | None]] = field(default_factory=Counter[tuple[Step, str | None]])
    named: dict[tuple[Step, str | None], list[UUID]] = field(default_factory=dict[tuple[Step, str | None], list[UUID]])
    lost: int = 0
    """Of those judged, who is lost and not put off."""

    def add(self, contact_id: UUID, step: Step, code: ReasonCode | None) -> None:
        """Count somebody."""
        lost = (step, code and code.value)
        self.counts[lost] += 1
        named = self.named.setdefault(lost, [])
        if len(named) < _NAMED:
            named.append(contact_id)

    def all(self) -> list[Loss]:
        """Return them by step, the largest of each first."""
        order = list(Step)
        ordered = sorted(self.counts.items(), key=lambda each: (order.index(each[0][0]), -each[1]))
        return [Loss(step, reason, people, self.named.get((step, reason), [])) for (step, reason), people in ordered]


async def reach(unit: Unit, organisation_id: UUID, campaign_id: UUID, *, most: int = MOST_JUDGED) -> Reach:
    """Say how many of a campaign's target audience could be written to now; of one without, how many of those planned.

    A constant number of statements. Nothing is written or held. Raises CampaignNotFound, UnknownReference.
    """
    shown = await campaign(unit, organisation_id, campaign_id)
    target = shown.settings.target_audience
    if target is None:
        page = await messages.recipients(unit, organisation_id, shown.id, states=[State.PLANNED], limit=most)
        people = [Recipient(row.contact_id, row.address_id) for row in page.rows]
        size = (await messages.progress(unit, organisation_id, [shown.id]))[shown.id].pending
        return await _reach(unit, organisation_id, shown, people, size=size, whole=page.next_cursor is None)
    counted = await segments.audience_size(unit, organisation_id, target)
    people, whole = await _first(unit, organisation_id, shown.channel, target, most)
    return await _reach(unit, organisation_id, shown, people, size=counted.size, whole=whole, warnings=counted.warnings)


async def _first(unit: Unit, organisation_id: UUID, channel: Channel, target: Mapping[str, Any], most: int) -> tuple[list[Recipient], bool]:
    """Return the first so many of an audience who have an address, and whether that is all of them."""
    people: list[Recipient] = []
    after: UUID | None = None
    while len(people) <= most:
        part = await segments.audience(unit, organisation_id, channel=channel, target=target, after=after, limit=most + 1)
        people += [Recipient(contact_id, address_id) for contact_id, address_id in part.people]
        after = part.next_after
        if after is None:
            return people[:most], len(people) <= most
    return people[:most], False


async def _reach(
    unit: Unit, organisation_id: UUID, shown: Campaign, people: Sequence[Recipient], *, size: int, whole: bool, warnings: Sequence[str] = ()
) -> Reach:
    losses = _Losses()
    if whole and size > len(people):
        losses.counts[Step.ADDRESS, None] = size - len(people)
    foreseen, placed = await _foreseen(unit, organisation_id, shown, people)
    _sort(foreseen, frozenset() if shown.settings.each_person else behind_others(placed), unit, losses)
    return Reach(
        audience=size,
        looked_at=len(foreseen.verdicts),
        whole=whole,
        reachable=len(foreseen.verdicts) - losses.lost,
        losses=losses.all(),
        warnings=warnings,
    )


async def _foreseen(unit: Unit, organisation_id: UUID, shown: Campaign, people: Sequence[Recipient]) -> tuple[Foresight, Sequence[Recipient]]:
    """Return what policy says of people at those of their numbers that work, and which these are."""
    first = await _judged(unit, organisation_id, shown, people)
    chosen = await by_living_numbers(unit, organisation_id, shown, people, first.verdicts)
    moved = [now for now, before in zip(chosen, people, strict=True) if now != before]
    if not moved:
        return first, chosen
    again = await _judged(unit, organisation_id, shown, moved)
    return Foresight({**first.verdicts, **again.verdicts}, {**first.wheres, **again.wheres}, first.asked), chosen


async def _judged(unit: Unit, organisation_id: UUID, shown: Campaign, people: Sequence[Recipient]) -> Foresight:
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each in people])
    candidates = [
        Candidate(each.contact_id, each.address_id, address.lookup, address.country, address.line_type, window_open=False)
        for each in people
        if (address := known.get(each.address_id)) is not None
    ]
    source = await messages.source_of(unit, organisation_id, shown.id)
    question = Question(shown.channel, shown.purpose, Lane.MARKETING, programme=shown.settings.programme, local_hours=source.local_hours)
    return await policy.foresee(unit, organisation_id, question, candidates)


def _sort(foreseen: Foresight, behind: Collection[UUID], unit: Unit, losses: _Losses) -> None:
    """Put everybody at their step; who is `behind` another at the same address is not planned, whatever policy says of them."""
    hours = foreseen.hours(set(foreseen.wheres.values()), unit.at)
    for contact_id, verdict in foreseen.verdicts.items():
        if contact_id in behind:
            losses.lost += 1
            losses.add(contact_id, Step.SHARED, None)
        elif not isinstance(verdict, Allowed):
            losses.lost += isinstance(verdict, Refused)
            losses.add(contact_id, step_of(verdict.code), verdict.code)
        elif isinstance(closed := hours[foreseen.wheres[contact_id]], Closure):
            losses.add(contact_id, step_of(closed.code), closed.code)
