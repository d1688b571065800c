"""What people choose on their page: each change is a statement of consent with its proof."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.consent.types import BoxState, ConsentStatus, Proof, Statement, Suppression, SuppressionReason, SuppressionScope, Wish
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, Contact
from tidings.contacts.types import Changes as ContactChanges
from tidings.content import service as content
from tidings.content.types import Link
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.kernel.words import Purpose, Visit
from tidings.permissions import errors, rules
from tidings.permissions.service.boxes import CHANNELS, REOPENED_HERE, boxes_of, version_of
from tidings.permissions.service.own_numbers import numbers_of
from tidings.permissions.types import Choice, Page, Sent, Series
from tidings.policy import service as policy

_SOURCE = "preferences"
_ONE_CLICK = "one_click"
_ACTOR = "person"
_MOST_AGENT = 300
_AFTER = timedelta(microseconds=1)


async def page_of(unit: Unit, link: Link, token: str, language: str | None) -> Page:
    """Return what the page of a link shows; it changes nothing. Raises NotFound for somebody who is not stored any more."""
    contact = await _contact(unit, link)
    organisation = await accounts.organisation(unit, link.organisation_id)
    spoken = rules.language_of(language or contact.locale, organisation.locale)
    boxes = await boxes_of(unit, link.organisation_id, contact, spoken)
    addresses, code = await numbers_of(unit, link.organisation_id, contact)
    return Page(
        business=organisation.name,
        name=contact.first_name or "",
        language=spoken,
        written_in=rules.language_of(contact.locale, spoken),
        addresses=addresses,
        choices=boxes.general,
        series=boxes.series,
        weekly=await policy.personal_cap(unit, link.organisation_id, contact.id),
        code=code,
        form=content.form_of(await unit.keys(link.organisation_id), token, unit.at),
    )


async def business_of(unit: Unit, link: Link) -> str:
    """Return the name of the business that a link belongs to."""
    return (await accounts.organisation(unit, link.organisation_id)).name


async def choose(unit: Unit, link: Link, token: str, form: str, sent: Sent, visit: Visit) -> None:
    """Follow the form as it was sent: a box that changed becomes a statement with its proof; language and weekly number are kept. Raises Forbidden.

    The words that count are those of the language in which the page was shown.
    Who leaves everything on a channel and keeps a programme there says so of the programme anew, a moment later: that grant holds.
    """
    content.check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    contact = await _contact(unit, link)
    language = rules.language_of(sent.language, contact.locale or "")
    shown = rules.language_of(sent.shown or language, "")
    boxes = await boxes_of(unit, link.organisation_id, contact, shown)
    leaves = {each.channel for each in boxes.general if each.ticked and each.value not in sent.ticked}
    names = {choice.value: each for each in boxes.series for choice in each.choices}
    said: list[Statement] = []
    for choice in boxes.all:
        wanted = choice.value in sent.ticked
        kept = wanted and bool(choice.programme) and choice.channel in leaves
        if choice.stopped or (wanted is choice.ticked and not kept):
            continue
        statement = Statement(
            channel=choice.channel,
            purpose=Purpose.MARKETING,
            status=ConsentStatus.GRANTED if wanted else ConsentStatus.WITHDRAWN,
            source=_SOURCE,
            wording=_told(names[choice.value], choice) if choice.programme else None,
            at=unit.at + _AFTER if kept else unit.at,
            actor=_ACTOR,
            proof=replace(_proof(link, visit), box=BoxState.TICKED if wanted else BoxState.NONE, locale=shown),
            programme=choice.programme,
            version=None if choice.programme else await version_of(unit, link.organisation_id, choice.channel, shown),
        )
        said.append(statement)
    await _keep(unit, link, contact, said)
    await _keep_weekly(unit, link, sent.weekly)
    if language != (contact.locale or "")[:2]:
        region = (await accounts.organisation(unit, link.organisation_id)).region
        await contacts.update_contact(unit, link.organisation_id, _ACTOR, contact.id, ContactChanges(locale=language), region)


async def _keep_weekly(unit: Unit, link: Link, weekly: str | None) -> None:
    """Keep how many messages a week are wanted; what the page did not offer changes nothing."""
    offered = {"": None} | {str(most): most for most in rules.WEEKLY_CHOICES}
    if weekly in offered:
        await policy.set_personal_cap(unit, link.organisation_id, _ACTOR, link.contact_id, offered[weekly])


async def _keep(unit: Unit, link: Link, contact: Contact, said: Sequence[Statement]) -> None:
    """Write down what was chosen; whoever wants marketing again on a channel that they refused here opens it."""
    await consent.record(unit, link.organisation_id, [contact.id], said)
    for channel in {each.channel for each in said if each.status is ConsentStatus.GRANTED and each.channel in REOPENED_HERE}:
        address = next(owned.address.value for owned in contact.addresses if channel in CHANNELS[owned.address.kind])
        await consent.set_marketing_preference(unit, link.organisation_id, channel, address, stop=False)


def _told(series: Series, choice: Choice) -> str:
    """Return what the page says of a programme and beside its box."""
    return "\n".join(filter(None, (series.name, series.description, choice.words)))


async def leave_everything(unit: Unit, link: Link, token: str, form: str, visit: Visit) -> None:
    """Close every channel of a person, as a STOP on each would have. Raises Forbidden."""
    content.check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    contact = await _contact(unit, link)
    for owned in contact.addresses:
        lookups = (await unit.keys(link.organisation_id)).indexes(owned.address.kind, owned.address.value)
        wish = Wish(lookups, [contact.id], unit.at, _SOURCE, {"ip": visit.ip, "user_agent": visit.user_agent[:_MOST_AGENT]})
        for channel in CHANNELS[owned.address.kind]:
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
