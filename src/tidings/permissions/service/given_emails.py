"""An email that somebody gives for themselves: kept at once, used once it is verified by the link that is sent to it, or by staff who saw to it.

Until then it is nobody's, so that no message finds it. The link's page shows whose request it is, and only its button verifies anything.
"""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Sender, Status
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import Address, AddressKind, Changes, NewAddress, Rank
from tidings.content import service as content
from tidings.content.types import Link, LinkKind, PublicAddress
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TooOften
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose, Visit
from tidings.messages import service as messages
from tidings.messages.types import Recipient, SourceKind
from tidings.permissions import errors, rules
from tidings.permissions.queries import given_emails as queries
from tidings.permissions.queries import verifying
from tidings.permissions.service.answering import reply_template
from tidings.permissions.service.verifying import check_pace
from tidings.permissions.types import Asking, EmailPage, GivenEmail, Reply, Unverified, Verification, VerificationState, VerifiedBy

_BY_OWNER = "person"


async def give_email(
    unit: Unit, organisation_id: UUID, contact_id: UUID, value: str, *, source: str, language: str, public: PublicAddress, visit: Visit
) -> Asking:
    """Keep an email that somebody gives for themselves, in the place of one that waits, and send it the link that verifies it.

    Says what became of the link; without one, staff may declare the email verified. Nothing else is sent there. Raises Invalid for what is no email.
    """
    contact = await contacts.contact(unit, organisation_id, contact_id)
    address = await contacts.know_email(unit, organisation_id, value)
    if any(each.address.id == address.id and each.rank < Rank.FORMER for each in contact.addresses):
        return Asking.THEIRS
    before = await queries.put(unit, organisation_id, GivenEmail(contact_id, address.id, source, unit.at))
    if before is not None:
        await _end(unit, organisation_id, contact_id, before)
    sender = await _email_sender(unit, organisation_id)
    if sender is None or await consent.suppressed_addresses(unit, organisation_id, Channel.EMAIL, [address], Purpose.TRANSACTIONAL):
        return Asking.IMPOSSIBLE
    await verifying.take_turn(unit, organisation_id)
    try:
        await check_pace(unit, organisation_id, address.id, visit.ip)
    except TooOften:
        return Asking.OFTEN
    await _send(unit, organisation_id, Recipient(contact_id, address.id), sender, language, public, visit.ip)
    return Asking.SENT


async def unverified_emails(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[UUID, Unverified]:
    """Return the emails that people gave for themselves and nobody verified, by contact."""
    given = await queries.of_people(unit, organisation_id, contact_ids)
    opened = await contacts.addresses(unit, organisation_id, [each.address_id for each in given])
    return {each.contact_id: Unverified(each, opened[each.address_id].value) for each in given if each.address_id in opened}


async def unverified_emails_of(unit: Unit, organisation_id: UUID, contact_id: UUID) -> list[Unverified]:
    """Return the emails that a contact gave and nobody verified. Raises NotFound."""
    await contacts.contact(unit, organisation_id, contact_id)
    return list((await unverified_emails(unit, organisation_id, [contact_id])).values())


async def email_page(unit: Unit, link: Link, token: str) -> EmailPage:
    """Return what the page of a link shows; it changes nothing. Raises NotFound for what was verified, replaced or closed since."""
    _, address = await _claimed(unit, link)
    organisation = await accounts.organisation(unit, link.organisation_id)
    return EmailPage(organisation.name, rules.masked(address.value), content.form_of(await unit.keys(link.organisation_id), token, unit.at))


async def verify_email(unit: Unit, link: Link, token: str, form: str) -> None:
    """Make the email of a link its owner's own. Raises NotFound as its page does, then Forbidden."""
    contact_id, address = await _claimed(unit, link)
    content.check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    await _theirs(unit, link.organisation_id, _BY_OWNER, contact_id, address, VerifiedBy.BY_LINK)


async def declare_email(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, address_id: UUID, how: VerifiedBy) -> None:
    """Make an email that waits somebody's own because staff saw to it; who and how is audited. Raises NotFound."""
    address = await _waiting(unit, organisation_id, contact_id, address_id)
    await _theirs(unit, organisation_id, actor, contact_id, address, how)


async def drop_email(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, address_id: UUID) -> None:
    """Forget an email that waits, because it is not theirs; one that does not wait stays as it is. Audited. Raises NotFound for the contact."""
    await contacts.contact(unit, organisation_id, contact_id)
    if address_id not in {each.address_id for each in await queries.of_people(unit, organisation_id, [contact_id])}:
        return
    await _end(unit, organisation_id, contact_id, address_id)
    await accounts.record_audit(unit, organisation_id, actor, "email.dropped", f"contact:{contact_id}", {"address_id": str(address_id)})


async def forget_unverified_emails(unit: Unit, organisation_id: UUID) -> int:
    """Forget emails that nobody has verified for half a year; returns how many people's."""
    old = await queries.old(unit, organisation_id, unit.at - rules.UNVERIFIED_KEPT)
    if old:
        await contacts.forget_unowned(unit, organisation_id, await queries.forget(unit, organisation_id, old, []))
    return len(old)


async def _waiting(unit: Unit, organisation_id: UUID, contact_id: UUID, address_id: UUID) -> Address:
    await contacts.contact(unit, organisation_id, contact_id)
    known = [each.address_id for each in await queries.of_people(unit, organisation_id, [contact_id])]
    address = (await contacts.addresses(unit, organisation_id, [address_id])).get(address_id) if address_id in known else None
    if address is None:
        raise errors.no_unverified_email()
    return address


async def _theirs(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, address: Address, how: VerifiedBy) -> None:
    """Make an email the profile's; the one before stays behind it as a former one."""
    await queries.end(unit, organisation_id, contact_id, address.id, verified=True)
    region = (await accounts.organisation(unit, organisation_id)).region
    changes = Changes(addresses=[NewAddress(AddressKind.EMAIL, address.value)])
    await contacts.update_contact(unit, organisation_id, actor, contact_id, changes, region)
    await contacts.mark_verified(unit, organisation_id, contact_id, address.id, how.value)
    detail = {"address_id": str(address.id), "how": how.value}
    await accounts.record_audit(unit, organisation_id, actor, "email.verified", f"contact:{contact_id}", detail)


async def _end(unit: Unit, organisation_id: UUID, contact_id: UUID, address_id: UUID) -> None:
    """Let an email wait no more; its address goes where nobody has it or gave it."""
    await queries.end(unit, organisation_id, contact_id, address_id, verified=False)
    if not await queries.given(unit, organisation_id, address_id):
        await contacts.forget_unowned(unit, organisation_id, [address_id])


async def _claimed(unit: Unit, link: Link) -> tuple[UUID, Address]:
    address = (await contacts.addresses(unit, link.organisation_id, [link.address_id])).get(link.address_id)
    if address is None or link.expires_at is None:
        raise errors.no_such_link()
    contact_id = await queries.giver(unit, link.organisation_id, link.address_id, link.expires_at)
    if contact_id is None or await consent.suppressed_addresses(unit, link.organisation_id, Channel.EMAIL, [address], Purpose.TRANSACTIONAL):
        raise errors.no_such_link()
    return contact_id, address


async def _email_sender(unit: Unit, organisation_id: UUID) -> Sender | None:
    ours = await channels.senders(unit, organisation_id, Channel.EMAIL)
    return next((each for each in ours if each.status is Status.OPEN), None)


async def _send(
    unit: Unit, organisation_id: UUID, recipient: Recipient, sender: Sender, language: str, public: PublicAddress, ip: str | None
) -> None:
    keys = await unit.keys(organisation_id)
    made_id, expires_at = new_id(unit.at), unit.at + rules.PROVE_WITHIN
    made = Verification(
        id=made_id,
        contact_id=recipient.contact_id,
        address_id=recipient.address_id,
        channel=Channel.EMAIL,
        state=VerificationState.PENDING,
        tries=0,
        requested_at=unit.at,
        expires_at=expires_at,
        verified_at=None,
        code_hash=keys.index("verification_link", str(made_id)),  # nobody types it: the link is sealed
    )
    await verifying.insert(unit, organisation_id, made, ip)
    business = (await accounts.organisation(unit, organisation_id)).name
    template = await reply_template(unit, organisation_id, Reply.VERIFY_EMAIL, rules.language_of(language, language), business=business)
    link = Link(LinkKind.EMAIL, organisation_id, recipient.contact_id, recipient.address_id, Channel.EMAIL, expires_at)
    await messages.answer(
        unit,
        organisation_id,
        source_id=made_id,
        kind=SourceKind.VERIFICATION,
        template=(template.id, template.version),
        recipient=recipient,
        sender=sender,
        brings=messages.Brings({"link": content.url_of(keys, public, link)}, expires_at),
    )
