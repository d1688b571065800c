"""What people choose on their page: each change is a statement of consent with its proof."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.consent.types import BoxState, ConsentStatus, Proof, Statement, Suppression, SuppressionReason, SuppressionScope, Wish
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, AddressKind, Contact
from tidings.contacts.types import Changes as ContactChanges
from tidings.content.types import Link
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.kernel.words import Channel, Purpose
from tidings.permissions import errors, rules
from tidings.permissions.service.links import check_form, form_of
from tidings.permissions.types import Choice, Page, Visit

_BY_KIND: Mapping[AddressKind, Sequence[Channel]] = {AddressKind.PHONE: (Channel.SMS, Channel.WHATSAPP), AddressKind.EMAIL: ()}
_REOPENED_HERE = {Channel.SMS: Purpose.TRANSACTIONAL}
"""Where a refusal of marketing alone may be taken back here: what WhatsApp's users tell WhatsApp, only they take back there."""
_SOURCE = "preferences"
_ONE_CLICK = "one_click"
_ACTOR = "person"
_MOST_AGENT = 300


async def page_of(unit: Unit, link: Link, token: str, language: str | None) -> Page:
    """Return what the page of a link shows; it changes nothing. Raises NotFound for somebody who is not stored any more."""
    contact = await _contact(unit, link)
    organisation = await accounts.organisation(unit, link.organisation_id)
    return Page(
        business=organisation.name,
        name=contact.first_name or "",
        language=rules.language_of(language or contact.locale, organisation.locale),
        addresses=[rules.masked(owned.address.value) for owned in contact.addresses],
        choices=await _choices(unit, link.organisation_id, contact),
        form=form_of(await unit.keys(link.organisation_id), token, unit.at),
    )


async def business_of(unit: Unit, link: Link) -> str:
    """Return the name of the business that a link belongs to."""
    return (await accounts.organisation(unit, link.organisation_id)).name


async def choose(unit: Unit, link: Link, token: str, form: str, *, ticked: Collection[str], language: str, visit: Visit) -> None:
    """Follow the boxes as they were sent: what changed becomes a statement with its proof, and the language is kept. Raises Forbidden."""
    check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    contact = await _contact(unit, link)
    language = rules.language_of(language, contact.locale or "")
    said: list[Statement] = []
    for choice in await _choices(unit, link.organisation_id, contact):
        wanted = choice.channel.value in ticked
        if wanted is choice.ticked or choice.stopped:
            continue
        status = ConsentStatus.GRANTED if wanted else ConsentStatus.WITHDRAWN
        box = BoxState.TICKED if wanted else BoxState.NONE
        proof = replace(_proof(link, visit), box=box, locale=language)
        wording = rules.page_words(language)[f"box_{choice.channel.value}"]
        said.append(Statement(choice.channel, Purpose.MARKETING, status, _SOURCE, wording, unit.at, _ACTOR, proof))
    await consent.record(unit, link.organisation_id, [contact.id], said)
    for statement in said:
        if statement.status is ConsentStatus.GRANTED and statement.channel in _REOPENED_HERE:
            phone = next(owned.address.value for owned in contact.addresses if owned.address.kind is AddressKind.PHONE)
            await consent.set_marketing_preference(unit, link.organisation_id, statement.channel, phone, stop=False)
    if language != (contact.locale or "")[:2]:
        region = (await accounts.organisation(unit, link.organisation_id)).region
        await contacts.update_contact(unit, link.organisation_id, _ACTOR, contact.id, ContactChanges(locale=language), region)


async def leave_everything(unit: Unit, link: Link, token: str, form: str, visit: Visit) -> None:
    """Close every channel of a person, as a STOP on each would have. Raises Forbidden."""
    check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    contact = await _contact(unit, link)
    for owned in contact.addresses:
        lookups = (await unit.keys(link.organisation_id)).indexes(owned.address.kind, owned.address.value)
        wish = Wish(lookups, [contact.id], unit.at, _SOURCE, {"ip": visit.ip, "user_agent": visit.user_agent[:_MOST_AGENT]})
        for channel in _BY_KIND[owned.address.kind]:
            await consent.hold_addresses(unit, link.organisation_id, channel, [wish])
            await consent.opt_out(unit, link.organisation_id, channel, [wish])


async def unsubscribe(unit: Unit, link: Link, visit: Visit) -> bool:
    """Follow a one-click (RFC 8058): no more marketing to this address on its channel.

    Returns whether it was open until now; a repetition changes nothing.
    """
    address = await _address(unit, link)
    closed = await consent.suppressed_addresses(unit, link.organisation_id, link.channel, [address], Purpose.MARKETING)
    if closed.get(address.id) is SuppressionReason.OPTED_OUT:
        return False
    entry = Suppression(link.channel, address.lookup, SuppressionScope.MARKETING, SuppressionReason.OPTED_OUT, _ONE_CLICK)
    await consent.suppress(unit, link.organisation_id, [entry], unit.at)
    people = (await contacts.contacts_at(unit, link.organisation_id, [address.id])).get(address.id, ())
    proof = _proof(link, visit)
    statement = Statement(link.channel, Purpose.MARKETING, ConsentStatus.WITHDRAWN, _ONE_CLICK, None, unit.at, _ACTOR, proof)
    await consent.record(unit, link.organisation_id, people, [statement])
    return True


async def _choices(unit: Unit, organisation_id: UUID, contact: Contact) -> Sequence[Choice]:
    choices: list[Choice] = []
    for owned in contact.addresses:
        for channel in _BY_KIND[owned.address.kind]:
            if any(choice.channel is channel for choice in choices):
                continue
            state = (await consent.states(unit, organisation_id, [contact.id], channel, Purpose.MARKETING)).get(contact.id)
            closed = await consent.suppressed_addresses(unit, organisation_id, channel, [owned.address], Purpose.MARKETING)
            granted = state is not None and state.status is ConsentStatus.GRANTED
            refused = await consent.suppressed_addresses(
                unit, organisation_id, channel, [owned.address], _REOPENED_HERE.get(channel, Purpose.MARKETING)
            )
            choices.append(Choice(channel, granted and not closed, bool(refused)))
    return choices


async def _contact(unit: Unit, link: Link) -> Contact:
    try:
        return await contacts.contact(unit, link.organisation_id, link.contact_id)
    except NotFound as error:
        raise errors.no_such_link() from error


async def _address(unit: Unit, link: Link) -> Address:
    found = (await contacts.addresses(unit, link.organisation_id, [link.address_id])).get(link.address_id)
    if found is None:
        raise errors.no_such_link()
    return found


def _proof(link: Link, visit: Visit) -> Proof:
    return Proof(address_id=link.address_id, ip=visit.ip, extra={"user_agent": visit.user_agent[:_MOST_AGENT]})
