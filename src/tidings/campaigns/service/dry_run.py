"""The dry run (SPEC D8): the campaign's own people, policy's own rules and the planner's own arithmetic on a virtual clock.

It only reads, and holds nothing: what it says is what would be if nothing else changed. People are read in chunks of a constant number
of statements; kept of each are a few numbers.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.rules.calendar import business_day
from tidings.campaigns.rules.crowd import Crowd
from tidings.campaigns.rules.plan import plan
from tidings.campaigns.rules.rerouting import OF_THE_CHANNEL, OTHER, reroute
from tidings.campaigns.service.planning import needs_of, portfolio_of
from tidings.campaigns.service.records import campaign
from tidings.campaigns.service.rerouting import reachable
from tidings.campaigns.service.scattering import scattered
from tidings.campaigns.service.senders import lines_of, sender_for
from tidings.campaigns.service.texts import text_findings
from tidings.campaigns.types import Campaign, DryRun, DryRunDay, Foreseen, LeftOut, NotReached, Reroute, Status, TextFinding
from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import spoken
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Cost, Recipient, Source, State
from tidings.policy import service as policy
from tidings.policy.service import Foresight
from tidings.policy.types import Deferred, Refused

_CHUNK = 5_000
_NAMED = 10


@dataclass(slots=True)
class _Found:
    """What reading everybody came to: the crowd and who it is, and who is left out, with the first few of each reason."""

    crowd: Crowd
    who: list[UUID] = field(default_factory=list[UUID])
    out: Counter[str] = field(default_factory=Counter[str])
    named: dict[str, list[UUID]] = field(default_factory=dict[str, list[UUID]])
    unknown: Counter[str] = field(default_factory=Counter[str])
    elsewhere: Counter[str] = field(default_factory=Counter[str])
    """Of those left out, how many the other channel reaches, by reason."""

    def leave_out(self, contact_id: UUID, reason: str) -> None:
        """Count somebody who gets nothing."""
        self.out[reason] += 1
        named = self.named.setdefault(reason, [])
        if len(named) < _NAMED:
            named.append(contact_id)


async def dry_run(unit: Unit, organisation_id: UUID, campaign_id: UUID, language: str | None = None) -> DryRun:
    """Say who of those planned would get the message when, who not and why, what it costs, and what its texts lack by law.

    Sentences are in a language, else in the organisation's. Raises CampaignNotFound, NoSender.
    """
    shown = await campaign(unit, organisation_id, campaign_id)
    organisation = await accounts.organisation(unit, organisation_id)
    sender = sender_for(await lines_of(unit, organisation_id), shown)
    found = await _read(unit, organisation_id, shown, sender, ZoneInfo(organisation.time_zone))
    await _walk(unit, organisation_id, shown, found.crowd)
    left = found.crowd.remaining
    if left:
        found.out[_why_left(shown, found.crowd)] += left
    return DryRun(
        currency=organisation.currency,
        people=len(found.who) + sum(found.out.values()) - left,
        days=[DryRunDay(day, each.people, each.segments, each.micros, each.unpriced) for day, each in sorted(found.crowd.days.items())],
        hours=sorted(found.crowd.by_hour.items()),
        first=[Foreseen(found.who[number], at) for number, at in found.crowd.left],
        left_out=[LeftOut(reason, people, found.named.get(reason, [])) for reason, people in found.out.most_common()],
        put_off=dict(found.crowd.held.most_common()),
        unknown_prices=dict(found.unknown),
        finishes_at=None if left else found.crowd.last,
        texts=await _texts(unit, organisation_id, shown, sender, language),
        reroutes=_reroutes(shown, found, spoken(language) or organisation.locale),
    )


async def _texts(unit: Unit, organisation_id: UUID, shown: Campaign, sender: Sender, language: str | None) -> Sequence[TextFinding]:
    """Return what the texts lack; a draft whose content is not chosen yet has none."""
    if shown.settings.template_name is None:
        return []
    template = await content.template_by_name(unit, organisation_id, shown.settings.template_name)
    return await text_findings(unit, organisation_id, shown, template, sender, language)


async def _read(unit: Unit, organisation_id: UUID, shown: Campaign, sender: Sender, zone: ZoneInfo) -> _Found:
    source = await messages.source_of(unit, organisation_id, shown.id)
    elsewhere = any(each.channel is OTHER[shown.channel] for each in (await lines_of(unit, organisation_id)).senders)
    found: _Found | None = None
    cursor: str | None = None
    while True:
        page = await messages.recipients(unit, organisation_id, shown.id, states=[State.PLANNED], cursor=cursor, limit=_CHUNK)
        people = [Recipient(row.contact_id, row.address_id) for row in page.rows]
        costs, foresight = await _foreseen(unit, organisation_id, source, sender, people)
        unnamed = [each for each, row in zip(people, page.rows, strict=True) if not row.named]
        if moved := await messages.would_move(unit, organisation_id, source, unnamed, foresight.verdicts):
            again, there = await _foreseen(unit, organisation_id, source, sender, moved)
            costs, foresight = {**costs, **again}, foresight.but(there)
        if found is None:
            found = _Found(Crowd(foresight.hours, zone, await _purse(unit, organisation_id, shown), shown.settings.accept_unknown_prices))
        _sort(found, people, costs, foresight)
        if elsewhere:
            await _try_elsewhere(unit, organisation_id, shown, found, foresight)
        cursor = page.next_cursor
        if cursor is None:
            return found


async def _foreseen(
    unit: Unit, organisation_id: UUID, source: Source, sender: Sender, people: Sequence[Recipient]
) -> tuple[dict[UUID, Cost], Foresight]:
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each in people])
    candidates = await messages.candidates(unit, organisation_id, source, sender.id, people, known)
    costs = await messages.price_of(unit, organisation_id, source, sender, people, known)
    return costs, await policy.foresee(unit, organisation_id, source.question(), candidates)


def _sort(found: _Found, people: Sequence[Recipient], costs: dict[UUID, Cost], foresight: Foresight) -> None:
    for each in people:
        verdict = foresight.verdicts.get(each.contact_id)
        if verdict is None:
            found.leave_out(each.contact_id, NotReached.ADDRESS_GONE)
        elif isinstance(verdict, Refused):
            found.leave_out(each.contact_id, verdict.code.value)
        else:
            cost = costs[each.contact_id]
            if cost.lacks is not None:
                found.unknown[cost.lacks] += 1
            held = verdict if isinstance(verdict, Deferred) else None
            found.who.append(each.contact_id)
            where = foresight.wheres[each.contact_id]
            found.crowd.add(where, cost.segments, cost.micros, held.until if held else None, held.code.value if held else None)


async def _try_elsewhere(unit: Unit, organisation_id: UUID, shown: Campaign, found: _Found, foresight: Foresight) -> None:
    """Count who of those whom the channel keeps out the other one reaches; no statement where nobody is kept out."""
    kept_out: dict[str, list[UUID]] = {}
    for contact_id, verdict in foresight.verdicts.items():
        if isinstance(verdict, Refused) and verdict.code in OF_THE_CHANNEL:
            kept_out.setdefault(verdict.code.value, []).append(contact_id)
    for reason, people in kept_out.items():
        found.elsewhere[reason] += await reachable(unit, organisation_id, shown, OTHER[shown.channel], people)


def _reroutes(shown: Campaign, found: _Found, language: str) -> list[Reroute]:
    return [reroute(reason, found.out[reason], OTHER[shown.channel], people, language) for reason, people in found.elsewhere.most_common() if people]


async def _purse(unit: Unit, organisation_id: UUID, shown: Campaign) -> int | None:
    if shown.settings.budget is None:
        return None
    spending = await messages.spending(unit, organisation_id, shown.id)
    return max(shown.settings.budget - spending.committed - spending.spent, 0)


async def _walk(unit: Unit, organisation_id: UUID, shown: Campaign, crowd: Crowd) -> None:
    """Plan the days with everybody who shares the campaign's limits; of the others' people only how many are where is known."""
    organisation = await accounts.organisation(unit, organisation_id)
    zone = ZoneInfo(organisation.time_zone)
    live = await queries.live(unit, organisation_id, lock=False)
    others = [each for each in live if each.status is not Status.PAUSED and each.id != shown.id]
    lines = await lines_of(unit, organisation_id)
    portfolio_id, members = next((group for group in lines.groups([*others, shown]) if shown in group[1]), (None, [shown]))
    ids = [each.id for each in members]
    progress = await messages.progress(unit, organisation_id, ids)
    released = await limits.released_on(unit, organisation_id, ids, business_day(unit.at, zone))
    pending = {each.id: progress[each.id].pending for each in members} | {shown.id: crowd.remaining}
    needs = [needs_of(each, lines, pending[each.id], released[each.id]) for each in members]
    people = {**await scattered(unit, organisation_id, [each for each in members if each.id != shown.id], needs), shown.id: crowd}
    plan(needs, await portfolio_of(unit, organisation_id, lines, portfolio_id), zone=zone, now=unit.at, people=people)


def _why_left(shown: Campaign, crowd: Crowd) -> NotReached:
    if crowd.out_of_money:
        return NotReached.PRICE_UNKNOWN if crowd.price_unknown else NotReached.BUDGET_USED_UP
    return NotReached.END_DATE_PASSED if shown.settings.end_date is not None else NotReached.NO_TURN
