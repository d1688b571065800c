"""Adding people to a campaign: by phone number, by contact, by target audience. Each person once, whatever is repeated."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.campaigns.errors import NoAudience, NumbersNotReached, TooManyNumbers
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.rules.adding import LANDLINE, NO_NUMBER, consent_note, masked, not_text, readable, sentence
from tidings.campaigns.rules.life import Action, check
from tidings.campaigns.service.approvals import check_right, void_if_overtaken
from tidings.campaigns.service.planning import replan
from tidings.campaigns.service.records import audit, campaign
from tidings.campaigns.service.texts import check_texts_of_added
from tidings.campaigns.types import LIVE, Campaign, RecipientsAdded, RefusedNumber
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import REACHED_BY, Address, AddressKind
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import LineType, can_receive_sms
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Recipient
from tidings.policy import service as policy
from tidings.policy.types import Candidate, Question, ReasonCode, Refused, Verdict
from tidings.segments import service as segments

MOST_NUMBERS = 50_000
"""Numbers, or contacts, of one request."""
_CHUNK = 10_000


@dataclass(slots=True)
class _Tally:
    """What adding came to so far."""

    added: int = 0
    repeated: int = 0
    already: int = 0
    created: int = 0
    invalid: list[RefusedNumber] = field(default_factory=list[RefusedNumber])
    suppressed: Counter[str] = field(default_factory=Counter[str])
    """By the first reason that refuses them."""
    refused: Counter[ReasonCode] = field(default_factory=Counter[ReasonCode])
    """By each reason that refuses them."""


async def add_phone_numbers(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID, numbers: Sequence[object]) -> RecipientsAdded:
    """Add people by their numbers, in any way of writing, or by WhatsApp users' ids; unknown ones become contacts.

    What is no text, holds NUL, or can't receive the channel is listed as invalid.
    The consent that the caller's key attests is recorded for all whose number is given, except who withdrew theirs.
    Raises CampaignNotFound, NotPossibleNow, TooManyNumbers, NumbersNotReached; after the launch RequiredTextMissing, and then nobody is added.
    """
    to = await _open_for_people(unit, organisation_id, campaign_id, len(numbers), "phone_numbers")
    if AddressKind.PHONE not in REACHED_BY[to.channel]:
        raise NumbersNotReached(to.channel)
    region = (await accounts.organisation(unit, organisation_id)).region
    written = [(position, number) for position, number in enumerate(numbers) if readable(number)]
    resolved, rejected = await contacts.resolve_recipients(unit, organisation_id, [number for _, number in written], region)
    tally = _Tally(created=len({each.contact_id for each in resolved if each.created}))
    place = [position for position, _ in written]
    tally.invalid = [
        RefusedNumber(place[each.position], each.value_masked, each.code, f"{sentence(each.reason)} {each.fix}".strip()) for each in rejected
    ]
    tally.invalid += [not_text(position, number) for position, number in enumerate(numbers) if not readable(number)]
    known = await contacts.addresses(unit, organisation_id, list({each.address_id for each in resolved}))
    fit = [each for each in resolved if not _refuse_for_sms(to, place[each.position], known[each.address_id], tally)]
    people = {(each.contact_id, each.address_id): Recipient(each.contact_id, each.address_id) for each in fit}
    tally.repeated = len(fit) - len(people)
    await _grant(unit, organisation_id, caller, to, [each.contact_id for each in people.values()])
    await _add(unit, organisation_id, to, list(people.values()), known, tally)
    return await _finish(unit, organisation_id, caller, to, tally, brought=True)


async def add_contacts(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID, contact_ids: Sequence[UUID]) -> RecipientsAdded:
    """Add contacts at their best address for the campaign's channel; who has none is listed as invalid.

    No consent is recorded: the caller brings no new address. Raises as `add_phone_numbers`.
    """
    to = await _open_for_people(unit, organisation_id, campaign_id, len(contact_ids), "contact_ids")
    reachable = await contacts.best_addresses(unit, organisation_id, list(set(contact_ids)), channel=to.channel)
    tally = _Tally(repeated=len(contact_ids) - len(set(contact_ids)))
    first = {contact_id: position for position, contact_id in reversed(list(enumerate(contact_ids)))}
    reason = f"There is no such contact, or none with an address that can receive {to.channel}."
    tally.invalid = [RefusedNumber(first[each], str(each), "no_address", reason) for each in first if each not in reachable]
    people = [Recipient(contact_id, address_id) for contact_id, address_id in reachable.items()]
    await _add(unit, organisation_id, to, people, {}, tally)
    return await _finish(unit, organisation_id, caller, to, tally)


async def add_target_audience(unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID) -> RecipientsAdded:
    """Add everybody who fits the campaign's target audience and has an address for its channel, in chunks.

    No consent is recorded: these contacts have theirs, or have none. Names in the audience that nobody has are told as warnings.
    Raises NoAudience, UnknownReference besides what `add_phone_numbers` does.
    """
    to = await _open_for_people(unit, organisation_id, campaign_id)
    target = to.settings.target_audience
    if target is None:
        raise NoAudience
    tally = _Tally()
    after: UUID | None = None
    while True:
        part = await segments.audience(unit, organisation_id, channel=to.channel, target=target, after=after, limit=_CHUNK)
        await _add(unit, organisation_id, to, [Recipient(contact_id, address_id) for contact_id, address_id in part.people], {}, tally)
        if part.next_after is None:
            break
        after = part.next_after
    added = await _finish(unit, organisation_id, caller, to, tally)
    return replace(added, warnings=await segments.audience_warnings(unit, organisation_id, target))


async def remove_recipients(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID) -> int:
    """Take everybody out of a draft, so that others can be put in their place; returns how many. Raises CampaignNotFound, NotPossibleNow."""
    draft = await campaign(unit, organisation_id, campaign_id, lock=True)
    check(Action.REPLACE_RECIPIENTS, draft.status)
    removed = await messages.unplan(unit, organisation_id, campaign_id)
    if removed:
        await audit(unit, organisation_id, actor, "recipients_removed", campaign_id, {"removed": removed})
    return removed


async def _open_for_people(unit: Unit, organisation_id: UUID, campaign_id: UUID, given: int = 0, field: str = "") -> Campaign:
    to = await campaign(unit, organisation_id, campaign_id)
    check(Action.ADD_RECIPIENTS, to.status)
    if given > MOST_NUMBERS:
        raise TooManyNumbers(given, MOST_NUMBERS, field)
    return to


def _refuse_for_sms(to: Campaign, position: int, address: Address, tally: _Tally) -> bool:
    """Refuse an address of which a campaign by SMS knows that no text arrives there."""
    if to.channel is not Channel.SMS:
        return False
    if address.kind is AddressKind.WHATSAPP_USER:
        tally.invalid.append(RefusedNumber(position, masked(address.value), "no_number", NO_NUMBER))
    elif not can_receive_sms(address.line_type or LineType.UNKNOWN):
        tally.invalid.append(RefusedNumber(position, masked(address.value), "landline", LANDLINE))
    else:
        return False
    return True


async def _grant(unit: Unit, organisation_id: UUID, caller: Caller, to: Campaign, contact_ids: Sequence[UUID]) -> None:
    """Record the consent that the caller's key attests, if it attests any."""
    if caller.consent_basis is not None:
        await consent.grant_attested(
            unit,
            organisation_id,
            contact_ids,
            caller.consent_basis,
            channels=[to.channel],
            purposes=[to.purpose],
            actor=caller.actor,
            proof={"campaign_id": str(to.id)},
            programme=to.settings.programme,
        )


async def _add(unit: Unit, organisation_id: UUID, to: Campaign, people: Sequence[Recipient], known: dict[UUID, Address], tally: _Tally) -> None:
    """Plan people into the ledger and count who of them would be refused as things stand."""
    ordered = sorted(people, key=lambda each: each.contact_id)
    for start in range(0, len(ordered), _CHUNK):
        chunk = ordered[start : start + _CHUNK]
        verdicts = await _foreseen(unit, organisation_id, to, chunk, known)
        if not known:
            chunk, verdicts = await _with_living_numbers(unit, organisation_id, to, chunk, verdicts)
        added = await messages.plan(unit, organisation_id, to.id, chunk, named=bool(known))
        tally.added += added.added
        tally.already += added.duplicates
        refused = [verdict for verdict in verdicts.values() if isinstance(verdict, Refused)]
        tally.suppressed.update(verdict.code.value for verdict in refused)
        tally.refused.update(code for verdict in refused for code in {verdict.code, *verdict.besides})


async def _with_living_numbers(
    unit: Unit, organisation_id: UUID, to: Campaign, people: Sequence[Recipient], verdicts: Mapping[UUID, Verdict]
) -> tuple[Sequence[Recipient], Mapping[UUID, Verdict]]:
    """Return people at numbers that work, as far as they have some, and what policy says of them there."""
    chosen = await messages.by_living_numbers(unit, organisation_id, to.channel, to.purpose, people, verdicts)
    moved = [now for now, before in zip(chosen, people, strict=True) if now != before]
    return chosen, {**verdicts, **(await _foreseen(unit, organisation_id, to, moved, {}) if moved else {})}


async def _foreseen(
    unit: Unit, organisation_id: UUID, to: Campaign, people: Sequence[Recipient], known: dict[UUID, Address]
) -> Mapping[UUID, Verdict]:
    """Return what policy says of people at their numbers as things stand."""
    addresses = known or await contacts.addresses(unit, organisation_id, [each.address_id for each in people])
    candidates = [
        Candidate(each.contact_id, each.address_id, address.lookup, address.country, address.line_type, window_open=False)
        for each in people
        if (address := addresses.get(each.address_id)) is not None
    ]
    question = Question(to.channel, to.purpose, Lane.MARKETING, programme=to.settings.programme)
    # Asked without holding the caps: the release locks campaigns first and then the caps, and this transaction locks its campaign only later.
    return (await policy.foresee(unit, organisation_id, question, candidates)).verdicts


async def _check_approved(unit: Unit, organisation_id: UUID, caller: Caller, now: Campaign) -> None:
    """See that nobody is added to what another person approved without them. Raises ApprovalNeeded for a campaign that was launched."""
    if now.status in LIVE and Scope.CAMPAIGNS_LAUNCH not in caller.scopes:
        progress = await messages.progress(unit, organisation_id, [now.id])
        await check_right(unit, organisation_id, caller, now, progress[now.id].total)
    await void_if_overtaken(unit, organisation_id, caller.actor, now)


async def _finish(unit: Unit, organisation_id: UUID, caller: Caller, to: Campaign, tally: _Tally, *, brought: bool = False) -> RecipientsAdded:
    now = await campaign(unit, organisation_id, to.id, lock=True)
    check(Action.ADD_RECIPIENTS, now.status)  # it may have been cancelled meanwhile
    if tally.added:
        await _check_approved(unit, organisation_id, caller, now)
        await queries.touch(unit, organisation_id, to.id)
        await audit(unit, organisation_id, caller.actor, "recipients_added", to.id, {"added": tally.added})
        if now.status in LIVE:
            await check_texts_of_added(unit, organisation_id, now)
            await replan(unit, organisation_id, wake=[to.id])
    return RecipientsAdded(
        recipients_added=tally.added,
        duplicates_in_request=tally.repeated,
        already_in_campaign=tally.already,
        new_contacts=tally.created,
        invalid=sorted(tally.invalid, key=lambda each: each.position),
        suppressed=dict(tally.suppressed),
        consent=consent_note(
            caller.consent_basis,
            tally.added + tally.already,
            tally.refused[ReasonCode.NO_CONSENT],
            tally.refused[ReasonCode.CONSENT_WITHDRAWN],
            brought=brought,
        ),
    )
