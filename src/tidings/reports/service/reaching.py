"""What may be sent to one person now, and why not: policy asked for every channel and purpose, with nothing held or counted."""

from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.contacts import service as contacts
from tidings.contacts.types import REACHED_BY, Address, Contact, Rank, Whereabouts
from tidings.infra.db.unit import Unit
from tidings.kernel.languages import spoken
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy import service as policy
from tidings.policy.types import Candidate, Closure, Deferred, Question, ReasonCode, Refused
from tidings.reports.types import Reach, Reachable, ReachReason, ReachState

_LANES = {Purpose.MARKETING: Lane.MARKETING, Purpose.TRANSACTIONAL: Lane.TRANSACTIONAL}


async def reachable(unit: Unit, organisation_id: UUID, contact_id: UUID, *, wanted: str | None = None) -> Reachable:
    """Say for each channel and purpose whether a message may leave to a person now, by the address that is preferred, and if not, why.

    Asked as of a template outside WhatsApp's window, and of what has no programme of its own. Reasons are in the reader's language (`wanted`, as an
    Accept-Language) or the organisation's. Raises NotFound.
    """
    found = await contacts.contact(unit, organisation_id, contact_id)
    organisation = await accounts.organisation(unit, organisation_id)
    language = spoken(wanted) or organisation.locale
    reaches: list[Reach] = []
    where: Whereabouts | None = None
    for channel in Channel:
        address = _address(found, channel)
        for purpose, lane in _LANES.items():
            if address is None:
                reaches.append(Reach(channel, purpose, ReachState.NO_ADDRESS, None, []))
                continue
            foresight = await policy.foresee(unit, organisation_id, Question(channel, purpose, lane), [_candidate(contact_id, address)])
            where = foresight.wheres[contact_id]
            reaches.append(_reach(channel, purpose, foresight, organisation, (contact_id, unit.at, language)))
    return Reachable(reaches, sorted(where.zones) if where else [], where.zones_told if where else None)


def _address(found: Contact, channel: Channel) -> Address | None:
    current = [each for each in found.addresses if each.rank < Rank.FORMER and each.address.kind in REACHED_BY[channel]]
    current.sort(key=lambda each: (REACHED_BY[channel].index(each.address.kind), each.rank))
    return current[0].address if current else None


def _candidate(contact_id: UUID, address: Address) -> Candidate:
    return Candidate(contact_id, address.id, address.lookup, address.country, address.line_type, window_open=False)


def _reach(channel: Channel, purpose: Purpose, foresight: policy.Foresight, organisation: Organisation, asked: tuple[UUID, datetime, str]) -> Reach:
    """Put together what policy foresees, the hours of where the person may be, and a stop of all sending."""
    contact_id, at, language = asked
    verdict = foresight.verdicts[contact_id]
    if isinstance(verdict, Refused):
        return Reach(channel, purpose, ReachState.REFUSED, None, _told([verdict.code, *verdict.besides], language))
    codes: list[ReasonCode] = []
    untils: list[datetime] = []
    if isinstance(verdict, Deferred):
        codes += [verdict.code, *verdict.besides]
        untils += [verdict.until] if verdict.until else []
    where = foresight.wheres[contact_id]
    hours = foresight.hours({where}, at)[where]
    if isinstance(hours, Closure):
        codes.append(hours.code)
        untils.append(hours.until)
    if organisation.stopped_at is not None:
        return Reach(channel, purpose, ReachState.LATER, None, _told([ReasonCode.ORGANISATION_STOPPED, *codes], language))
    if codes:
        return Reach(channel, purpose, ReachState.LATER, max(untils, default=None), _told(codes, language))
    until = None if isinstance(hours, Closure) or foresight.asked is None else hours
    return Reach(channel, purpose, ReachState.ALLOWED, until, [])


def _told(codes: list[ReasonCode], language: str) -> list[ReachReason]:
    words = policy.explanations(codes, language)
    return [ReachReason(code.value, words[code].sentence, words[code].fix) for code in codes if code in words]
