"""The public pages of a ticket and of its owner. Looking changes nothing; forms carry a sealed word of their own link."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import BoxState, ConsentStatus, Proof, Statement
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, Contact, Rank
from tidings.content import service as content
from tidings.content.types import PublicAddress
from tidings.infra.db.unit import Unit
from tidings.kernel.phone import parse
from tidings.kernel.words import Channel, Purpose, Visit
from tidings.permissions import service as permissions
from tidings.permissions.types import Asking
from tidings.repairs import errors
from tidings.repairs.queries import customers
from tidings.repairs.rules.links import code_of
from tidings.repairs.rules.statuses import STATUSES, label
from tidings.repairs.rules.values import language_of
from tidings.repairs.service.appointing import appoint, times_for
from tidings.repairs.service.desk import Desk, desk_of
from tidings.repairs.service.estimating import answer_estimate
from tidings.repairs.service.numbers import expect_word
from tidings.repairs.service.photos import photos
from tidings.repairs.service.wording import COUNTER_SOURCE, key_of, version_of
from tidings.repairs.types import Box, NewNumber, PageKind, PersonPage, SavedPerson, SentPerson, Ticket, TicketPage

_BY_OWNER = "person"
_MOST_AGENT = 300
_LONGEST_NUMBER = 6
_SOURCE = "repairs:page"
_BOXES = [
    *((Purpose.TRANSACTIONAL, channel) for channel in (Channel.SMS, Channel.WHATSAPP)),  # emails about repairs need no opt-in
    *((Purpose.MARKETING, channel) for channel in (Channel.SMS, Channel.WHATSAPP, Channel.EMAIL)),
]


async def ticket_page(unit: Unit, organisation_id: UUID, ticket: Ticket, code: str, asked_for: str | None) -> TicketPage:
    """Return what a ticket's page shows, in the language that its reader chose (`asked_for`), else the owner's."""
    desk = await desk_of(unit, organisation_id)
    language = asked_for or await _language(unit, desk, ticket)
    return TicketPage(
        business=desk.organisation.name,
        language=language,
        currency=desk.organisation.currency,
        zone=desk.organisation.time_zone,
        ticket=ticket,
        label=label(ticket.status, language),
        asks=STATUSES[ticket.status].asks_price,
        times=times_for(desk, ticket, unit.at),
        photos=await photos(unit, organisation_id, ticket),
        person_code=code_of(desk.keys, PageKind.PERSON, ticket.number, ticket.links),
        form=content.form_of(desk.keys, code, unit.at),
    )


async def answer_on_page(unit: Unit, organisation_id: UUID, ticket: Ticket, code: str, form: str, *, number: str, agreed: bool) -> None:
    """Take the answer to an estimate from its page. Raises Forbidden for a form that is not its own, and as `answer_estimate` does."""
    content.check_form(await unit.keys(organisation_id), code, form, unit.at)
    shown = int(number) if number.isdecimal() and len(number) < _LONGEST_NUMBER else -1
    await answer_estimate(unit, organisation_id, _BY_OWNER, ticket.id, number=shown, agreed=agreed)


async def appoint_on_page(unit: Unit, organisation_id: UUID, ticket: Ticket, code: str, form: str, *, at: str) -> None:
    """Take from a ticket's page when its device will be fetched, nothing for no time any more. Raises Forbidden, and Conflict as `appoint` does."""
    desk = await desk_of(unit, organisation_id)
    content.check_form(desk.keys, code, form, unit.at)
    chosen = next((each for each in times_for(desk, ticket, unit.at) if each.isoformat() == at), None)
    if at and chosen is None:
        raise errors.time_not_offered()
    await appoint(unit, organisation_id, _BY_OWNER, ticket.id, chosen)


async def person_page(unit: Unit, organisation_id: UUID, ticket: Ticket, code: str, asked_for: str | None) -> PersonPage:
    """Return what the page of a ticket's owner shows: what the shop was told, masked, and the boxes as they themselves ticked them."""
    desk = await desk_of(unit, organisation_id)
    contact = await _owner(unit, organisation_id, ticket)
    language = asked_for or language_of(contact.locale, desk.organisation.locale)
    waiting = await permissions.unverified_emails(unit, organisation_id, [contact.id])
    return PersonPage(
        business=desk.organisation.name,
        language=language,
        first_name=contact.first_name or "",
        phone=_shown(contact, AddressKind.PHONE),
        email=_shown(contact, AddressKind.EMAIL),
        unverified=contacts.masked(AddressKind.EMAIL, waiting[contact.id].email) if contact.id in waiting else None,
        registered=contact.id in await customers.registered(unit, organisation_id, [contact.id]),
        boxes=await _boxes(unit, organisation_id, contact, language),
        ticket=ticket,
        label=label(ticket.status, language),
        ticket_code=code_of(desk.keys, PageKind.TICKET, ticket.number, ticket.links),
        form=content.form_of(desk.keys, code, unit.at),
    )


async def save_person(unit: Unit, organisation_id: UUID, ticket: Ticket, code: str, form: str, sent: SentPerson, visit: Visit) -> SavedPerson:
    """Register a ticket's owner, or change what they said: names, and each box that they changed, as their own word.

    A number or an email that is new counts once it is verified: by a word from the one, by the link that is sent to the other. Says what is to be
    done. Raises Forbidden for a form that is not its own, and Invalid for an address that is none.
    """
    desk = await desk_of(unit, organisation_id)
    content.check_form(desk.keys, code, form, unit.at)
    contact = await _owner(unit, organisation_id, ticket)
    contact = await _changed(unit, desk, contact, sent)
    number = await _number(unit, desk, contact, sent.phone)
    language = sent.language or language_of(contact.locale, desk.organisation.locale)
    email = await _email(unit, desk, contact, sent.email.strip(), language, visit)
    await consent.record(unit, organisation_id, [contact.id], await _said(unit, organisation_id, sent, language, visit))
    if await customers.register(unit, organisation_id, contact.id):
        unit.changed(organisation_id, "ticket", ticket.id)
    return SavedPerson(number, email, contacts.masked(AddressKind.EMAIL, sent.email.strip()) if email else "")


async def _email(unit: Unit, desk: Desk, contact: Contact, email: str, language: str, visit: Visit) -> Asking | None:
    """Have an email that is not somebody's own yet verified by the link that is sent to it; None where there is nothing to verify."""
    if not email:
        return None
    public = PublicAddress(desk.base)
    asked = await permissions.give_email(unit, desk.organisation.id, contact.id, email, source=_SOURCE, language=language, public=public, visit=visit)
    unit.changed(desk.organisation.id, "contact", contact.id)
    return None if asked is Asking.THEIRS else asked


async def _number(unit: Unit, desk: Desk, contact: Contact, phone: str) -> NewNumber:
    """Have a word from a number that is not somebody's own yet make it theirs."""
    region = desk.organisation.region
    if not phone or parse(phone, region).e164 in {each.address.value for each in contact.addresses if each.rank == Rank.PROFILE}:
        return NewNumber(waits=False)
    return await expect_word(unit, desk.organisation.id, contact.id, phone, region)


async def _owner(unit: Unit, organisation_id: UUID, ticket: Ticket) -> Contact:
    if ticket.contact_id is None:
        raise errors.no_such_link()
    return await contacts.contact(unit, organisation_id, ticket.contact_id)


async def _language(unit: Unit, desk: Desk, ticket: Ticket) -> str:
    people = await contacts.people(unit, desk.organisation.id, [ticket.contact_id] if ticket.contact_id else [])
    return language_of(next((each.locale for each in people.values()), None), desk.organisation.locale)


def _shown(contact: Contact, kind: AddressKind) -> str | None:
    """Return a person's own address of a kind, masked; None without one."""
    found = next((each.address.value for each in contact.addresses if each.address.kind is kind), None)
    return contacts.masked(kind, found) if found else None


async def _boxes(unit: Unit, organisation_id: UUID, contact: Contact, language: str) -> list[Box]:
    """Return the boxes: ticked only where the person themselves agreed, so that what somebody else vouched for is not ticked beforehand."""
    boxes: list[Box] = []
    for purpose, channel in _BOXES:
        state = (await consent.states(unit, organisation_id, [contact.id], channel, purpose)).get(contact.id)
        granted = state is not None and state.status is ConsentStatus.GRANTED
        at_counter = granted and state is not None and state.source == COUNTER_SOURCE
        words = await version_of(unit, organisation_id, key_of(purpose, channel), language)
        boxes.append(Box(channel, purpose, words.text, granted and not at_counter, at_counter))
    return boxes


async def _changed(unit: Unit, desk: Desk, contact: Contact, sent: SentPerson) -> Contact:
    """Write down what somebody says of themselves."""
    names = {"first_name": sent.first_name.strip(), "last_name": sent.last_name.strip(), "locale": sent.language}
    told = {name: value for name, value in names.items() if value and value != (getattr(contact, name) or "")}
    if not told:
        return contact
    return await contacts.update_contact(unit, desk.organisation.id, _BY_OWNER, contact.id, replace(Changes(), **told), desk.organisation.region)


async def _said(unit: Unit, organisation_id: UUID, sent: SentPerson, language: str, visit: Visit) -> Sequence[Statement]:
    """Return a statement for each box that somebody ticked or took the tick from, in the words beside it."""
    said: list[Statement] = []
    for purpose, channel in _BOXES:
        value = f"{purpose.value}:{channel.value}"
        ticked, before = value in sent.ticked, value in sent.shown or value in sent.withdrawn
        if ticked is before:
            continue
        wording = await version_of(unit, organisation_id, key_of(purpose, channel), language)
        status = ConsentStatus.GRANTED if ticked else ConsentStatus.WITHDRAWN
        said.append(
            Statement(channel, purpose, status, _SOURCE, None, unit.at, _BY_OWNER, _proof(visit, language, ticked=ticked), version=wording.ref)
        )
    return said


def _proof(visit: Visit, language: str, *, ticked: bool) -> Proof:
    box = BoxState.TICKED if ticked else BoxState.UNTICKED
    return Proof(box=box, form_id="repairs_registration", ip=visit.ip, locale=language, extra={"user_agent": visit.user_agent[:_MOST_AGENT]})
