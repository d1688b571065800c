"""Use cases of policy."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, Unreadable, weightiest
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Leaving, Merging, Place, Whereabouts
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.kernel.phone import Phone, parse_many
from tidings.kernel.words import Channel, Purpose
from tidings.limits import service as limits
from tidings.policy import errors, queries, rules
from tidings.policy.rules import windows
from tidings.policy.rules.packs import Pack, Rule
from tidings.policy.rules.windows import Asked, Opening
from tidings.policy.types import (
    AllowedAddress,
    Candidate,
    Cap,
    Closure,
    Explanation,
    Listing,
    OwnHours,
    Question,
    ReasonCode,
    Settings,
    StopScope,
    TextDemand,
    Verdict,
)


@dataclass(frozen=True, slots=True)
class Foresight:
    """By contact: what policy says now, hours aside, and where they may be. `asked` is None where no hours hold."""

    verdicts: Mapping[UUID, Verdict]
    wheres: Mapping[UUID, Whereabouts]
    asked: Asked | None

    def but(self, others: "Foresight") -> "Foresight":
        """Return this, but for people of whom others say something else."""
        return Foresight({**self.verdicts, **others.verdicts}, {**self.wheres, **others.wheres}, self.asked)

    def hours(self, wheres: Collection[Whereabouts], at: datetime) -> Mapping[Whereabouts, datetime | Closure]:
        """Return until when messages may leave to places at a moment; or, where none may, until when not, and why."""
        return rules.hours(self.asked, wheres, at) if self.asked else dict.fromkeys(wheres, at + windows.HORIZON)


async def judge(unit: Unit, organisation_id: UUID, question: Question, candidates: Sequence[Candidate]) -> dict[UUID, Verdict]:
    """Say for each candidate, by contact, whether a message may leave now, and if not, why.

    Takes a constant number of statements however many there are, and one while sending is stopped. Where a cap counts messages of the
    channel, whoever asks for people who are not `released` yet holds the organisation's caps until the transaction ends.
    """
    if not candidates:
        return {}
    organisation = await accounts.organisation(unit, organisation_id)
    if organisation.stopped_at is not None:
        return dict.fromkeys((each.contact_id for each in candidates), rules.stopped(organisation.locale))
    facts = await _gather(unit, organisation, question, candidates)
    if not question.open and _hangs_on_places(question):
        own = await settings(unit, organisation_id)
        wheres = await _wheres(unit, organisation_id, candidates)
        hours = rules.hours(rules.asked(question, organisation.time_zone, own.hours), set(wheres.values()), unit.at)
        facts = replace(facts, hours={contact_id: hours[where] for contact_id, where in wheres.items()})
        facts = await _count(unit, organisation_id, question, own, wheres, facts, hold=True)
    return rules.verdicts(question, candidates, facts)


async def foresee(unit: Unit, organisation_id: UUID, question: Question, candidates: Sequence[Candidate]) -> Foresight:
    """Say what holds for people who are to get a message some day: nothing is held or counted, and a stop of all sending is not looked at.

    A constant number of statements. Hours are asked of the answer, for any moment.
    """
    organisation = await accounts.organisation(unit, organisation_id)
    own = await settings(unit, organisation_id)
    wheres = await _wheres(unit, organisation_id, candidates)
    facts = await _gather(unit, organisation, question, candidates)
    asked = None
    if _hangs_on_places(question):
        asked = rules.asked(question, organisation.time_zone, own.hours)
        facts = await _count(unit, organisation_id, question, own, wheres, facts, hold=False)
    return Foresight(rules.verdicts(question, candidates, facts), wheres, asked)


async def hours_of(unit: Unit, organisation_id: UUID, question: Question) -> rules.HoursByPlace | None:
    """Return what says of places until when messages may leave, for any moment, and which days the law closes; None where no hours hold."""
    if not _hangs_on_places(question):
        return None
    home = (await accounts.organisation(unit, organisation_id)).time_zone
    return rules.HoursByPlace(rules.asked(question, home, (await settings(unit, organisation_id)).hours))


def expires_at(since: datetime) -> datetime:
    """Return when a message expires that policy has put off time after time since then."""
    return since + rules.LONGEST_PUT_OFF


def reason_of(closed: SuppressionReason) -> str:
    """Return the reason by which the ledger names a closed address."""
    return rules.reason_of(closed)


def explain(code: str, language: str) -> Explanation:
    """Return a reason that the ledger can hold in words, in a language or locale (English if there are no words in it)."""
    return rules.explain(code, language)


def explanations(codes: Collection[str], language: str) -> dict[str, Explanation]:
    """Return many reasons in words. What is no reason of ours is left out: a provider's own code, while a message waits."""
    return {code: rules.explain(code, language) for code in codes if code in rules.EXPLAINED}


def packs(language: str = "en") -> Sequence[Pack]:
    """Return the rule packs, each with its rules of all times, by id, titles in English or French."""
    return sorted((rules.pack_in(language, pack) for pack in rules.LAW.packs.values()), key=lambda pack: pack.id)


def pack(pack_id: str, language: str = "en") -> Pack:
    """Return one rule pack, its id in any case. Raises NotFound."""
    found = next((pack for pack in packs(language) if pack.id.casefold() == pack_id.casefold()), None)
    if found is None:
        raise errors.no_pack(pack_id, [pack.id for pack in packs()])
    return found


def rules_at(place: Place, channel: Channel, purpose: Purpose, on: date, language: str = "en") -> list[tuple[Pack, Rule]]:
    """Return the rules of law in force at a place for such a message on a day, each with its pack, in the order of their file."""
    found = rules.LAW.rules_at(place, channel, purpose, on)
    return [(rules.pack_in(language, pack), rules.rule_in(language, rule)) for pack, rule in found] if language == "fr" else found


def text_demands(where: Whereabouts, channel: Channel, purpose: Purpose, on: date) -> Collection[TextDemand]:
    """Return what the law demands in the text of a message to somebody who may be at any of these places."""
    return rules.demands(where.places, channel, purpose, on)


def opening(asked: Asked, where: Whereabouts, at: datetime) -> Opening:
    """Say whether a message may leave at a moment by the hours, days and holidays of the law where somebody may be; else from when on.

    Raises Invalid for a moment of another century.
    """
    windows.check_moment(at)
    return windows.opening(rules.LAW, asked, where, at)


async def opening_here(unit: Unit, organisation_id: UUID, question: Question, where: Whereabouts, at: datetime) -> Opening:
    """Say the same by what an organisation has set of its own, in its time zone for those whose zone nothing tells."""
    home = (await accounts.organisation(unit, organisation_id)).time_zone
    return opening(rules.asked(question, home, (await settings(unit, organisation_id)).hours), where, at)


async def settings(unit: Unit, organisation_id: UUID) -> Settings:
    """Return what an organisation has decided about its messages, else the defaults."""
    kept = await queries.settings(unit, organisation_id)
    caps = kept.caps if kept else None
    scope = (kept.stop_scope if kept else None) or rules.DEFAULT_STOP_SCOPE
    return Settings(rules.default_caps() if caps is None else caps, caps is not None, kept.hours if kept else (), scope)


async def set_caps(unit: Unit, organisation_id: UUID, actor: str, caps: Sequence[Cap] | None) -> Settings:
    """Set an organisation's frequency caps, none at all with an empty list; None brings the defaults back. Raises Invalid.

    Who is put off by a cap that no longer holds is looked at again at once.
    """
    for place, cap in enumerate(caps or ()):
        rules.check_cap(cap, place)
    before = await settings(unit, organisation_id)
    await queries.set_caps(unit, organisation_id, caps)
    now = await settings(unit, organisation_id)
    detail = {"before": [cap.words for cap in before.caps], "now": [cap.words for cap in now.caps]}
    await accounts.record_audit(unit, organisation_id, actor, "policy.caps_changed", f"organisation:{organisation_id}", detail)
    unit.happened(Happened("policy.changed", organisation_id, {"reason": ReasonCode.FREQUENCY_CAP}))
    return now


async def set_hours(unit: Unit, organisation_id: UUID, actor: str, hours: Sequence[OwnHours]) -> Settings:
    """Set when an organisation's messages may arrive, by rule pack; an empty list keeps to the law's own hours. Raises Invalid.

    Who is put off by hours that no longer hold is looked at again at once.
    """
    for place, own in enumerate(hours):
        rules.check_own_hours(own, place)
    if len({own.pack for own in hours}) < len(hours):
        raise Invalid("pack_twice", "A rule pack is named twice.", field="hours", fix="Give each rule pack once.")
    before = await settings(unit, organisation_id)
    await queries.set_hours(unit, organisation_id, hours)
    detail = {name: [asdict(each) for each in those] for name, those in (("before", before.hours), ("now", hours))}
    await accounts.record_audit(unit, organisation_id, actor, "policy.hours_changed", f"organisation:{organisation_id}", detail)
    for code in (ReasonCode.QUIET_HOURS, ReasonCode.QUIET_DAY, ReasonCode.PUBLIC_HOLIDAY):
        unit.happened(Happened("policy.changed", organisation_id, {"reason": code}))
    return await settings(unit, organisation_id)


async def set_stop_scope(unit: Unit, organisation_id: UUID, actor: str, scope: StopScope) -> Settings:
    """Set what a STOP closes in an organisation, from the next one on; audited. The law of a place may close more (`stop_scopes`)."""
    before = (await settings(unit, organisation_id)).stop_scope
    await queries.set_stop_scope(unit, organisation_id, scope)
    detail = {"before": before.value, "now": scope.value}
    await accounts.record_audit(unit, organisation_id, actor, "policy.stop_scope_changed", f"organisation:{organisation_id}", detail)
    return await settings(unit, organisation_id)


async def stop_scopes(
    unit: Unit, organisation_id: UUID, channel: Channel, people: Collection[tuple[UUID, UUID]]
) -> tuple[StopScope, Mapping[tuple[UUID, UUID], StopScope]]:
    """Return what a STOP on a channel closes: of anybody, and of people (contact, address) whose law closes more than the organisation wants."""
    wanted = (await settings(unit, organisation_id)).stop_scope
    known = await contacts.places(unit, organisation_id, list(people)) if people else {}
    by_law = {who: rules.stop_scope(wanted, where, channel, unit.at.date()) for who, where in known.items()}
    return wanted, {who: scope for who, scope in by_law.items() if scope is not wanted}


async def personal_cap(unit: Unit, organisation_id: UUID, contact_id: UUID) -> int | None:
    """Return how many marketing messages in seven days a person chose to get at most; None for as many as there are."""
    return (await queries.personal_caps(unit, organisation_id, [contact_id])).get(contact_id)


async def set_personal_cap(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, most: int | None) -> None:
    """Keep how many marketing messages in seven days a person wants at most, over all channels; None for as many as there are. Audited.

    It holds beside the organisation's caps and those of the law: the strictest wins. Whom it put off is looked at again at once. Messages count
    from when something counts them, so that the first week may hold a few from before. Raises Invalid.
    """
    before = await personal_cap(unit, organisation_id, contact_id)
    if before == most:
        return
    if most is None:
        await queries.forget_personal_caps(unit, organisation_id, [contact_id])
    else:
        rules.check_cap(rules.personal(most)[0], 0)
        await queries.set_personal_cap(unit, organisation_id, contact_id, most)
    detail = {"before": before, "now": most}
    await accounts.record_audit(unit, organisation_id, actor, "contact.personal_cap_changed", f"contact:{contact_id}", detail)
    unit.happened(Happened("policy.changed", organisation_id, {"reason": ReasonCode.PERSONAL_CAP}))


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Have the stricter of two people's own caps hold for the one who stays."""
    found = await queries.personal_caps(unit, organisation_id, [merging.kept_id, merging.gone_id])
    if merging.gone_id in found:
        await queries.set_personal_cap(unit, organisation_id, merging.kept_id, min(found.values()))
    return {"kept": found.get(merging.kept_id), "gone": found.get(merging.gone_id)}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each back their own cap; what was chosen since the merge stays with both, and is told."""
    now = await personal_cap(unit, organisation_id, merging.kept_id)
    merged = min((each for each in moved.values() if each is not None), default=None)
    if now != merged:
        return ["The number of messages a week that was chosen since stays."]
    if moved["kept"] is None:
        await queries.forget_personal_caps(unit, organisation_id, [merging.kept_id])
    else:
        await queries.set_personal_cap(unit, organisation_id, merging.kept_id, moved["kept"])
    return []


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return how many messages a week a person chose to get at most."""
    found = await queries.personal_caps(unit, organisation_id, contact_ids)
    return {"most_messages_a_week": sorted(found.values())}


async def allow_addresses(unit: Unit, organisation_id: UUID, actor: str, phones: Sequence[str], emails: Sequence[str] = ()) -> Listing:
    """Put phone numbers, in any way of writing, and emails on the allow-list; what can't be read is told by its place, emails behind numbers."""
    organisation = await accounts.organisation(unit, organisation_id)
    keys = await unit.keys(organisation_id)
    numbers = parse_many(phones, organisation.region)
    kind, mails = contacts.read_addresses(emails, Channel.EMAIL, organisation.region)
    read = [*numbers, *mails]
    invalid = [Unreadable(position, why.code, why.message, why.fix) for position, why in enumerate(read) if isinstance(why, Invalid)]
    labels = {keys.index(AddressKind.PHONE, phone.e164): rules.masked(phone) for phone in numbers if isinstance(phone, Phone)}
    labels |= {keys.index(kind, email): contacts.masked(kind, email) for email in mails if isinstance(email, str)}
    listed = await queries.allow(unit, organisation_id, [(new_id(unit.at), *each) for each in labels.items()], actor) if labels else 0
    if listed:
        await accounts.record_audit(unit, organisation_id, actor, "allow_list.extended", f"organisation:{organisation_id}", {"added": listed})
    return Listing(listed, len(read) - len(invalid) - listed, invalid)


async def disallow_address(unit: Unit, organisation_id: UUID, actor: str, allowed_id: UUID) -> None:
    """Take an address off the list. Raises NotFound."""
    if not await queries.disallow(unit, organisation_id, allowed_id):
        raise errors.not_listed()
    await accounts.record_audit(unit, organisation_id, actor, "allow_list.reduced", f"allowed_address:{allowed_id}")


async def allowed(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> set[bytes]:
    """Return those of the look-up values that are on the list."""
    return await queries.allowed(unit, organisation_id, lookups) if lookups else set()


async def list_allowed(unit: Unit, organisation_id: UUID, *, cursor: str | None = None, limit: int = 100) -> Page[AllowedAddress]:
    """Return the list, newest first; numbers are masked."""
    rows = await queries.list_allowed(unit, organisation_id, decode_id_cursor(cursor), limit + 1)
    return Page(rows[:limit], encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Take a person's addresses off the allow-list, and forget how many messages they chose to get."""
    lookups = [lookup for each in leaving.addresses for lookup in leaving.lookups[each.id]]
    return {
        "allow_list": await queries.forget_allowed(unit, organisation_id, lookups),
        "personal_caps": await queries.forget_personal_caps(unit, organisation_id, leaving.contact_ids),
    }


async def move_lookups(unit: Unit, organisation_id: UUID, moved: Sequence[tuple[bytes, bytes]]) -> None:
    """Follow addresses whose look-up values changed (before, now) with the index key."""
    await queries.move_lookups(unit, organisation_id, moved)


async def _gather(unit: Unit, organisation: Organisation, question: Question, candidates: Sequence[Candidate]) -> rules.Facts:
    """Return what closes addresses, and what people agreed to."""
    own_of = await _own_lookups(unit, organisation.id, candidates)
    people = [candidate.contact_id for candidate in candidates]
    closed = await consent.suppressed(unit, organisation.id, question.channel, list(own_of), question.purpose)
    listed = await queries.allowed(unit, organisation.id, list(own_of)) if organisation.allow_list_only else None
    return rules.Facts(
        organisation.locale,
        unit.at,
        listed=None if listed is None else frozenset(own_of[lookup] for lookup in listed),
        suppressed=weightiest((own_of[lookup], reason) for lookup, reason in closed.items()),
        consents=await consent.statuses(unit, organisation.id, people, question.channel, question.purpose, question.programme),
    )


def _hangs_on_places(question: Question) -> bool:
    """Say whether any hours or numbers hold: no law of them does for what is transactional."""
    return question.purpose is not Purpose.TRANSACTIONAL or question.local_hours is not None


async def _wheres(unit: Unit, organisation_id: UUID, candidates: Sequence[Candidate]) -> Mapping[UUID, Whereabouts]:
    found = await contacts.places_in_order(unit, organisation_id, [(each.contact_id, each.address_id) for each in candidates])
    return {each.contact_id: where or _somewhere(each.country) for each, where in zip(candidates, found, strict=True)}


async def _count(
    unit: Unit,
    organisation_id: UUID,
    question: Question,
    own: Settings,
    wheres: Mapping[UUID, Whereabouts],
    facts: rules.Facts,
    *,
    hold: bool,
) -> rules.Facts:
    """Add whose caps are reached: the organisation's, those of the law where they are, and their own."""
    if question.purpose is not Purpose.MARKETING or question.released:
        return facts
    caps = dict.fromkeys(wheres, rules.concerned(own.caps, question.channel))
    lawful = {contact_id: rules.caps_of_law(where, question.channel, unit.at.date()) for contact_id, where in wheres.items()}
    chosen = {contact_id: rules.personal(most) for contact_id, most in (await queries.personal_caps(unit, organisation_id, list(wheres))).items()}
    remembered = own.stop_scope is StopScope.PROGRAMME  # so that a STOP finds the message that it answers
    counted = [contact_id for contact_id in wheres if remembered or caps[contact_id] or lawful[contact_id] or contact_id in chosen]
    if not counted:
        return facts
    since = unit.at - rules.longest([cap for found in (caps, lawful, chosen) for contact_id in counted for cap in found.get(contact_id, ())])
    sent = rules.of_others(await limits.sendings(unit, organisation_id, counted, since, hold=hold), question.source_id)
    return replace(
        facts,
        capped=rules.reached(caps, sent, unit.at),
        capped_by_law=rules.reached(lawful, sent, unit.at),
        capped_by_choice=rules.reached(chosen, sent, unit.at),
        counted=frozenset(counted),
    )


def _somewhere(country: str | None) -> Whereabouts:
    """Return where a person may be of whom only their number's country is known, if that."""
    return Whereabouts(frozenset({Place(country, None)}), frozenset(), None, None)


async def _own_lookups(unit: Unit, organisation_id: UUID, candidates: Sequence[Candidate]) -> Mapping[bytes, bytes]:
    """Map every look-up value under which an address may be known to the candidate's own.

    With one index key they are the same. After a rotation a suppression or listing may still stand under an older
    key, which only the address itself, opened, can give.
    """
    own_of = {candidate.lookup: candidate.lookup for candidate in candidates}
    keys = await unit.keys(organisation_id)
    if len(keys.indexing) > 1:
        opened = await contacts.addresses(unit, organisation_id, [candidate.address_id for candidate in candidates])
        for candidate in candidates:
            address = opened.get(candidate.address_id)
            if address is not None:
                own_of.update(dict.fromkeys(keys.indexes(address.kind, address.value), candidate.lookup))
    return own_of
