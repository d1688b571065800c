"""Signing up: who puts themselves on the list, with what they agreed to, in which words, and how they like to be reached."""

from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.consent.types import BoxState, ConsentStatus, Proof, Statement, Wording
from tidings.contacts import service as contacts
from tidings.contacts.types import UNSET, AddressKind, Changes, NewAddress
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose, Visit
from tidings.notices import service as notices
from tidings.waitlist import errors
from tidings.waitlist.rules import saying
from tidings.waitlist.service import catalogue
from tidings.waitlist.service.answering import PAGE
from tidings.waitlist.service.listing import join
from tidings.waitlist.service.pages import check_form, organisation_of
from tidings.waitlist.types import USUAL, Entry, SignUp

_SOURCE = "waitlist_page"
_ACTOR = "person"
_BY = "system:waitlist"
_MOST_AGENT = 300
_MOST_NAME = 100


async def sign_up(unit: Unit, token: str, form: str, sent: SignUp, visit: Visit) -> Entry:
    """Put somebody on the list who sent the form of the sign-up page. Each box that they ticked is a consent with the words beside it.

    A known number or email is its owner's, and nothing that is stored of them is changed or shown. They are told by the channels that they
    chose, with the link by which whoever it was not leaves. Raises Forbidden for a form of another page, Invalid for what does not fit.
    """
    await check_form(unit, token, form)
    organisation_id = organisation_of(token)
    if sent.service_id is None:
        raise errors.wrong("service", "No service was chosen.", "Choose one.")
    if not sent.channels:
        raise errors.wrong("channels", "No way to reach them was chosen.", "Tick a box.")
    contact_id = await _person(unit, organisation_id, sent)
    await _agree(unit, organisation_id, contact_id, sent, visit)
    if sent.first is not None and await _is_new(unit, organisation_id, contact_id):
        order = [sent.first, *(each for each in sent.channels if each is not sent.first)]
        await notices.set_channel_order(unit, organisation_id, _ACTOR, contact_id, order)
    await catalogue.service(unit, organisation_id, sent.service_id)
    return await join(unit, organisation_id, _ACTOR, contact_id, sent.service_id, sent.wishes, priority=USUAL, source=PAGE)


async def wording_of(unit: Unit, organisation_id: UUID, channel: Channel, language: str) -> Wording:
    """Return the newest words beside a box, the organisation's own or ours, which are written down the first time."""
    key = f"waitlist_{channel.value}"
    mine = [each for each in await consent.wordings(unit, organisation_id) if each.key == key]
    newest = max((each.version for each in mine), default=0)
    found = [each for each in mine if each.version == newest]
    if not found:
        found = await consent.add_wording(unit, organisation_id, _BY, key, saying.consent_wording()[channel.value])
    return next((each for each in found if each.locale[:2].lower() == language), found[0])


async def words_shown(unit: Unit, organisation_id: UUID, language: str) -> dict[Channel, str]:
    """Return the words beside each box of the page, without writing anything down."""
    shown = {Channel(name): texts[language] for name, texts in saying.consent_wording().items()}
    wordings = sorted(await consent.wordings(unit, organisation_id), key=lambda each: each.version)
    own = {each.key: each.text for each in wordings if each.locale[:2].lower() == language}
    return {channel: own.get(f"waitlist_{channel.value}", text) for channel, text in shown.items()}


async def _person(unit: Unit, organisation_id: UUID, sent: SignUp) -> UUID:
    """Return whose number or email it is, a new contact if it is nobody's."""
    region = (await accounts.organisation(unit, organisation_id)).region
    if sent.phone:
        resolved, rejected = await contacts.resolve_phones(unit, organisation_id, [sent.phone], region)
        if rejected:
            raise errors.wrong("phone", rejected[0].reason, rejected[0].fix)
        contact_id = resolved[0].contact_id
        await _complete(unit, organisation_id, contact_id, sent, region)
        return contact_id
    if not sent.email:
        raise errors.wrong("phone", "Neither a number nor an email was given.", "Give one.")
    found = await contacts.addresses_by_value(unit, organisation_id, AddressKind.EMAIL, [sent.email.lower()])
    owners = await contacts.contacts_at(unit, organisation_id, [each.id for each in found.values()])
    known = next((each[0] for each in owners.values() if each), None)
    if known is not None:
        return known
    changes = Changes(first_name=sent.name[:_MOST_NAME] or UNSET, locale=sent.language, addresses=[NewAddress(AddressKind.EMAIL, sent.email)])
    return (await contacts.create_contact(unit, organisation_id, _ACTOR, changes, region)).id


async def _complete(unit: Unit, organisation_id: UUID, contact_id: UUID, sent: SignUp, region: str) -> None:
    """Write down of somebody new what they said of themselves; of somebody known nothing is changed by a form that anybody can send."""
    if not await _is_new(unit, organisation_id, contact_id):
        return
    addresses = [NewAddress(AddressKind.EMAIL, sent.email)] if sent.email else []
    changes = Changes(first_name=sent.name[:_MOST_NAME] or UNSET, locale=sent.language, addresses=addresses)
    try:
        await contacts.update_contact(unit, organisation_id, _ACTOR, contact_id, changes, region)
    except Invalid as error:
        raise errors.wrong(error.field or "name", error.message, error.fix or "") from error


async def _is_new(unit: Unit, organisation_id: UUID, contact_id: UUID) -> bool:
    return (await contacts.contact(unit, organisation_id, contact_id)).created_at == unit.at


async def _agree(unit: Unit, organisation_id: UUID, contact_id: UUID, sent: SignUp, visit: Visit) -> None:
    said: list[Statement] = []
    for channel in sent.channels:
        words = await wording_of(unit, organisation_id, channel, sent.language)
        proof = Proof(box=BoxState.TICKED, ip=visit.ip, locale=sent.language, extra={"user_agent": visit.user_agent[:_MOST_AGENT]})
        said.append(
            Statement(channel, Purpose.TRANSACTIONAL, ConsentStatus.GRANTED, _SOURCE, None, unit.at, _ACTOR, proof, version=words.ref)
        )  # fmt: skip
    await consent.record(unit, organisation_id, [contact_id], said)
