"""Choosing: by which channels notices may go now, in which order, and why not by others. A constant number of statements for any number of people."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import Portfolio, Sender, Status
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, AddressKind, Person
from tidings.content import service as content
from tidings.content.errors import CannotRender
from tidings.content.service import Compiled
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.limits import service as limits
from tidings.messages import service as messages
from tidings.messages.types import Recipient, Source, SourceKind, SourceState, WaitCode
from tidings.notices.queries import orders
from tidings.notices.rules.cascades import BY_KIND, BY_PERSON, COSTLY, ENGAGED_WITHIN, Beside, kept_back, route_of, silent_channels
from tidings.notices.rules.habits import smart
from tidings.notices.service.budgets import stopped, used_up
from tidings.notices.service.remembering import habits
from tidings.notices.types import Entry, Habit, Kind, NoticeReason, Plan
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Candidate, Closure, ReasonCode

_ANYWHERE = UUID(int=0)
_NAMED_FOR = {
    AddressKind.PHONE: {"sms", "whatsapp"},
    AddressKind.EMAIL: {"email"},
    AddressKind.WHATSAPP_USER: {"whatsapp"},
    AddressKind.DEVICE: {"push"},
}
"""By which channels an address that a notice names is written to."""


@dataclass(frozen=True, slots=True)
class Wish:
    """A notice that looks for channels: what it says, and the address it was asked to go to, if one was named."""

    notice_id: UUID
    kind: Kind
    contact_id: UUID
    address_id: UUID | None
    data: Mapping[str, object]
    several: bool = False
    """Whether it speaks for more than one."""
    first: Channel | None = None
    """The channel to begin with, before the person's own order."""
    urgent: bool = False
    """Whether it leaves although its kind's budget is used up, unless that stops all."""


@dataclass(frozen=True, slots=True)
class _Text:
    """A kind's text for a channel, made ready; or why there is none."""

    template: tuple[UUID, int] | None = None
    compiled: Compiled | None = None
    reason: str | None = None
    detail: str | None = None
    marketing: bool = False
    """Whether it counts as marketing, whatever its kind is: its provider files it so."""


@dataclass(slots=True)
class _Known:
    """What was asked for all wishes at once."""

    senders: Mapping[Channel, Sender | None]
    texts: Mapping[tuple[str, bool, Channel], _Text]
    people: Mapping[UUID, Person]
    targets: Mapping[tuple[UUID, Channel], UUID]
    refused: Mapping[tuple[UUID, Channel], str]
    counted: Collection[tuple[UUID, Channel]]
    orders: Mapping[UUID, Sequence[Channel]]
    engaged: Collection[tuple[UUID, Channel]]
    habits: Mapping[UUID, Sequence[Habit]]
    """Of those to whom a kind that asks for smart choice is to go."""
    silent: Collection[Channel]
    """The channels that tell no arrival."""
    used_up: Collection[str]
    """The kinds whose month's budget is used up, and which stop something then."""


async def plans(unit: Unit, organisation_id: UUID, wishes: Sequence[Wish], *, now: bool = False) -> dict[UUID, Plan]:
    """Return for each notice which channels it may go by, in their order, and why not by others; `now` says so of this hour."""
    if not wishes:
        return {}
    senders = await _senders(unit, organisation_id)
    texts = await _texts(unit, organisation_id, wishes, senders)
    people = await contacts.people(unit, organisation_id, list({each.contact_id for each in wishes}))
    targets, opened = await _targets(unit, organisation_id, wishes)
    refused, counted = await _judged(unit, organisation_id, _groups(wishes, targets, texts), targets, opened, senders, now=now)
    known = _Known(
        senders,
        texts,
        people,
        targets,
        refused,
        counted,
        await orders.of_people(unit, organisation_id, list(people)),
        await contacts.engaged(unit, organisation_id, list(people), unit.at - ENGAGED_WITHIN),
        await habits(unit, organisation_id, sorted({each.contact_id for each in wishes if each.kind.settings.smart})),
        await _silent(unit, organisation_id, senders.get(Channel.PUSH)),
        await used_up(unit, organisation_id, [each.kind for each in wishes]),
    )
    return {each.notice_id: _plan(each, known) for each in wishes}


async def untold(unit: Unit, organisation_id: UUID) -> Collection[Channel]:
    """Return the channels of which nobody tells the organisation that a message arrived: what they take counts as arrived unless it comes back."""
    return await _silent(unit, organisation_id, (await _senders(unit, organisation_id))[Channel.PUSH])


def lane_of(purpose: Purpose) -> Lane:
    """Return the lane in which notices of a purpose leave."""
    return Lane.TRANSACTIONAL if purpose is Purpose.TRANSACTIONAL else Lane.MARKETING


def source_of(kind: Kind, channel: Channel, source_id: UUID, template: tuple[UUID, int] | None, *, marketing: bool = False) -> Source:
    """Return the source of an attempt by a channel, `marketing` where its text counts so whatever the kind is."""
    settings = kind.settings
    purpose = Purpose.MARKETING if marketing else settings.purpose
    return Source(
        source_id=source_id,
        kind=SourceKind.NOTICE,
        name=settings.name,
        lane=lane_of(purpose),
        purpose=purpose,
        channel=channel,
        template_id=template[0] if template else None,
        template_version=template[1] if template else None,
        state=SourceState.OPEN,
        each_person=False,
        programme=settings.programme,
    )


def _plan(wish: Wish, known: _Known) -> Plan:
    entries = {channel: _entry(wish, channel, known) for channel in Channel}
    usable = frozenset(channel for channel, entry in entries.items() if entry.usable)
    own = known.orders.get(wish.contact_id, ())
    route = route_of(wish.kind.settings, [wish.first, *(each for each in own if each is not wish.first)] if wish.first else own, usable)
    remembered = known.habits.get(wish.contact_id, ()) if wish.kind.settings.smart else ()
    if remembered and route.by not in {BY_KIND, BY_PERSON}:
        route = smart(route, remembered, usable)
    besides = [_beside(wish, each, entries[each.channel], known) for each in route.besides if each.channel is not route.tries[0]]
    return Plan(route.by, [*(entries[channel] for channel in route.tries), *besides], remembered)


def _entry(wish: Wish, channel: Channel, known: _Known) -> Entry:
    text = known.texts.get((wish.kind.key, wish.several, channel), _Text(reason=NoticeReason.NO_TEMPLATE))
    target, person, sender = known.targets.get((wish.notice_id, channel)), known.people.get(wish.contact_id), known.senders.get(channel)
    reasons = (
        (text.reason, text.detail),
        (NoticeReason.HIGH_VALUE_ONLY if kept_back(wish.kind.settings, channel) else None, None),
        (NoticeReason.NO_ADDRESS if target is None or person is None else None, None),
        (_closed(sender), sender.status_reason if sender else None),
        (known.refused.get((wish.notice_id, channel)), None),
        (NoticeReason.BUDGET_USED_UP if _unaffordable(wish, channel, known) else None, None),
        _unsaid(text, person, wish),
    )
    for reason, detail in reasons:
        if reason is not None:
            return Entry(channel, beside=False, reason=reason, detail=detail)
    counted = (wish.notice_id, channel) in known.counted
    sender_id = sender.id if sender else None
    tells = channel not in known.silent
    return Entry(
        channel,
        beside=False,
        address_id=target,
        sender_id=sender_id,
        template=text.template,
        marketing=text.marketing,
        counted=counted,
        tells=tells,
    )


def _unsaid(text: _Text, person: Person | None, wish: Wish) -> tuple[str | None, str | None]:
    """Return why a text can't be said to a person: what they lack, or what else is wrong with what the notice brings; no reason if it can."""
    try:
        lacking = text.compiled.missing(person, wish.data) if text.compiled and person else ()
    except CannotRender as error:
        return error.code, error.message
    return ("variable_missing" if lacking else None, ", ".join(lacking))


def _unaffordable(wish: Wish, channel: Channel, known: _Known) -> bool:
    return wish.kind.key in known.used_up and channel in COSTLY and stopped(wish.kind.settings.budget, urgent=wish.urgent)


def _closed(sender: Sender | None) -> str | None:
    """Return why nothing leaves by a channel's sender; one that is held for a while is waited for."""
    if sender is None:
        return WaitCode.NO_SENDER
    return WaitCode.SENDER_STOPPED if sender.status is Status.STOPPED else None


def _beside(wish: Wish, beside: Beside, entry: Entry, known: _Known) -> Entry:
    if entry.usable and beside.engaged and (wish.contact_id, beside.channel) not in known.engaged:
        return Entry(beside.channel, beside=True, reason=NoticeReason.NOT_ENGAGED)
    return replace(entry, beside=True)


async def _senders(unit: Unit, organisation_id: UUID) -> dict[Channel, Sender | None]:
    """Return by channel the first open sender, else any, else none."""
    found: dict[Channel, Sender | None] = dict.fromkeys(Channel)
    for each in await channels.senders(unit, organisation_id):
        present = found[each.channel]
        if present is None or (present.status is not Status.OPEN and each.status is Status.OPEN):
            found[each.channel] = each
    return found


async def _silent(unit: Unit, organisation_id: UUID, push: Sender | None) -> Collection[Channel]:
    confirms = push is not None and await channels.app_confirms(unit, organisation_id, push.connection_id)
    return silent_channels(app_confirms=confirms)


async def _texts(
    unit: Unit, organisation_id: UUID, wishes: Sequence[Wish], senders: Mapping[Channel, Sender | None]
) -> dict[tuple[str, bool, Channel], _Text]:
    """Return the texts of each kind, as many statements as kinds have channels."""
    kinds = {(each.kind.key, each.several): each.kind for each in wishes}
    found: dict[tuple[str, bool, Channel], _Text] = {}
    for (key, several), kind in kinds.items():
        names = kind.settings.grouped_templates if several else kind.settings.templates
        for channel, name in names.items():
            found[key, several, channel] = await _text(unit, organisation_id, name, senders.get(channel))
    return found


async def _text(unit: Unit, organisation_id: UUID, name: str, sender: Sender | None) -> _Text:
    template = await content.find_template(unit, organisation_id, name)
    if template is None:
        return _Text(reason=NoticeReason.NO_TEMPLATE, detail=name)
    if sender is not None and (why := await content.sendable(unit, organisation_id, template, provider=sender.provider)):
        return _Text(reason=NoticeReason.TEMPLATE_HELD, detail=why)
    try:
        compiled = await content.compiled(unit, organisation_id, template.id, template.version)
    except (NotFound, Invalid) as error:
        return _Text(reason="template_failed", detail=error.message)
    marketing = await content.counts_as(unit, organisation_id, template) is Purpose.MARKETING
    return _Text((template.id, template.version), compiled, marketing=marketing)


async def _targets(unit: Unit, organisation_id: UUID, wishes: Sequence[Wish]) -> tuple[dict[tuple[UUID, Channel], UUID], Mapping[UUID, Address]]:
    """Return at which address each channel reaches each notice's person, the named one before their best, and all of them opened."""
    people = list({each.contact_id for each in wishes})
    best = {channel: await contacts.best_addresses(unit, organisation_id, people, channel=channel) for channel in Channel}
    ids = {each.address_id for each in wishes if each.address_id} | {each for found in best.values() for each in found.values()}
    opened = await contacts.addresses(unit, organisation_id, list(ids))
    targets: dict[tuple[UUID, Channel], UUID] = {}
    for wish in wishes:
        for channel, found in best.items():
            named = opened.get(wish.address_id) if wish.address_id else None
            target = named.id if named is not None and channel.value in _NAMED_FOR.get(named.kind, ()) else found.get(wish.contact_id)
            if target is not None:
                targets[wish.notice_id, channel] = target
    return targets, opened


async def _judged(
    unit: Unit,
    organisation_id: UUID,
    groups: Mapping[tuple[Channel, Purpose, str], Sequence[Wish]],
    targets: Mapping[tuple[UUID, Channel], UUID],
    opened: Mapping[UUID, Address],
    senders: Mapping[Channel, Sender | None],
    *,
    now: bool,
) -> tuple[dict[tuple[UUID, Channel], str], set[tuple[UUID, Channel]]]:
    """Return what policy or the tier has against a channel of a notice, and for which the person is to be counted."""
    refused: dict[tuple[UUID, Channel], str] = {}
    counted: set[tuple[UUID, Channel]] = set()
    for (channel, purpose, programme), group in groups.items():
        sender = senders.get(channel)
        if sender is None:
            continue
        if purpose is Purpose.MARKETING:  # holds the caps, so that nobody else sees the same last place
            await limits.sendings(unit, organisation_id, [each.contact_id for each in group], unit.at)
        source = replace(source_of(group[0].kind, channel, _ANYWHERE, None), purpose=purpose, programme=programme)
        for some in _each_person_once(group):
            going = [Recipient(each.contact_id, targets[each.notice_id, channel]) for each in some]
            candidates = await messages.candidates(unit, organisation_id, source, sender.id, going, opened)
            foreseen = await policy.foresee(unit, organisation_id, source.question(), candidates)
            said = {contact_id: verdict.code for contact_id, verdict in foreseen.verdicts.items() if not isinstance(verdict, Allowed)}
            said = (_not_the_hour(foreseen, unit) if now else {}) | said
            refused |= {(each.notice_id, channel): said[each.contact_id].value for each in some if each.contact_id in said}
            open_ones = [each for each in some if each.contact_id not in said]
            full, new = await _admissible(unit, organisation_id, sender, open_ones, {each.contact_id: each for each in candidates})
            refused |= {(notice_id, channel): WaitCode.TIER_USED_UP.value for notice_id in full}
            counted |= {(notice_id, channel) for notice_id in new}
    return refused, counted


def _not_the_hour(foreseen: policy.Foresight, unit: Unit) -> dict[UUID, ReasonCode]:
    """Return what closes the present hour for people, where anything does."""
    hours = foreseen.hours(set(foreseen.wheres.values()), unit.at)
    closed = {where: found.code for where, found in hours.items() if isinstance(found, Closure)}
    return {contact_id: closed[where] for contact_id, where in foreseen.wheres.items() if where in closed}


def _groups(
    wishes: Sequence[Wish], targets: Mapping[tuple[UUID, Channel], UUID], texts: Mapping[tuple[str, bool, Channel], _Text]
) -> dict[tuple[Channel, Purpose, str], list[Wish]]:
    groups: dict[tuple[Channel, Purpose, str], list[Wish]] = defaultdict(list)
    for wish in wishes:
        settings = wish.kind.settings
        for channel in settings.templates:
            if (wish.notice_id, channel) in targets:
                text = texts.get((wish.kind.key, wish.several, channel))
                purpose = Purpose.MARKETING if text is not None and text.marketing else settings.purpose
                groups[channel, purpose, settings.programme].append(wish)
    return groups


def _each_person_once(wishes: Sequence[Wish]) -> list[list[Wish]]:
    """Divide wishes so that nobody is twice in a part: policy answers by person. Most batches are one part."""
    parts: list[list[Wish]] = []
    seen: dict[UUID, int] = defaultdict(int)
    for wish in wishes:
        place = seen[wish.contact_id]
        seen[wish.contact_id] += 1
        if place == len(parts):
            parts.append([])
        parts[place].append(wish)
    return parts


async def _admissible(
    unit: Unit, organisation_id: UUID, sender: Sender, wishes: Sequence[Wish], candidates: Mapping[UUID, Candidate]
) -> tuple[set[UUID], set[UUID]]:
    """Return the notices for whose people the tier has no room left, and those whose people are to be counted if they are sent to."""
    asking = [each for each in wishes if each.contact_id in candidates and not candidates[each.contact_id].window_open]
    if sender.portfolio_id is None or not asking:
        return set(), set()
    portfolio = await _portfolio(unit, organisation_id, sender.portfolio_id)
    room = await limits.people_room(unit, organisation_id, portfolio.id, portfolio.daily_people)
    addresses = [candidates[each.contact_id].address_id for each in asking]
    in_already = await limits.counted(unit, organisation_id, portfolio.id, addresses) if room is not None else set(addresses)
    full: set[UUID] = set()
    for each, address_id in zip(asking, addresses, strict=True):
        if address_id in in_already:
            continue
        if room is not None and room <= 0:
            full.add(each.notice_id)
        elif room is not None:
            room -= 1
    return full, {each.notice_id for each in asking} - full


async def _portfolio(unit: Unit, organisation_id: UUID, portfolio_id: UUID) -> Portfolio:
    return next(each for each in await channels.portfolios(unit, organisation_id) if each.id == portfolio_id)
