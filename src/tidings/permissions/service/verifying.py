"""Phone verification: a code goes to the number, and who gives it back shows that the number is theirs.

The code is kept as a keyed hash alone and compared in constant time. Wrong codes are counted in the transaction that answers, so that
the answer, which is no error, is also what commits them.
"""

import hmac
import secrets
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, OwnedAddress, Rank
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.phone import can_receive_sms
from tidings.kernel.words import Purpose
from tidings.messages import service as messages
from tidings.messages.types import Recipient, SourceKind
from tidings.permissions import errors, rules
from tidings.permissions.queries import verifying as queries
from tidings.permissions.service.answering import reply_template
from tidings.permissions.service.opting_in import open_sender
from tidings.permissions.types import Reply, Verification, VerificationState

HOW = "sms_code"


async def request_verification(
    unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, *, address_id: UUID | None = None, ip: str | None = None
) -> Verification:
    """Send a code to a phone of a contact, by default the preferred one; a code that was sent to it before ends.

    `ip` is where the person asks from. Raises NotFound without a phone, Conflict for one that gets no SMS or is closed and where there is no
    open number of ours, TooOften for a code too many.
    """
    contact = await contacts.contact(unit, organisation_id, contact_id)
    phones = [owned for owned in contact.addresses if owned.address.kind is AddressKind.PHONE and owned.rank < Rank.FORMER]
    owned = next((each for each in phones if address_id in {None, each.address.id}), None)
    if owned is None:
        raise errors.no_address()
    if not await verifiable(unit, organisation_id, owned):
        raise errors.not_verifiable()
    sender = await open_sender(unit, organisation_id)
    await queries.take_turn(unit, organisation_id)
    await check_pace(unit, organisation_id, owned.address.id, ip)
    code = f"{secrets.randbelow(10**rules.CODE_DIGITS):0{rules.CODE_DIGITS}}"
    made_id = new_id(unit.at)
    made = Verification(
        id=made_id,
        contact_id=contact_id,
        address_id=owned.address.id,
        channel=rules.CHANNEL,
        state=VerificationState.PENDING,
        tries=0,
        requested_at=unit.at,
        expires_at=unit.at + rules.CODE_LASTS,
        verified_at=None,
        code_hash=(await unit.keys(organisation_id)).index(*_hashed(made_id, code)),
    )
    await queries.insert(unit, organisation_id, made, ip)
    organisation = await accounts.organisation(unit, organisation_id)
    language = rules.language_of(contact.locale, organisation.locale)
    template = await reply_template(unit, organisation_id, Reply.CODE, language, business=organisation.name)
    await messages.answer(
        unit,
        organisation_id,
        source_id=made.id,
        kind=SourceKind.VERIFICATION,
        template=(template.id, template.version),
        recipient=Recipient(contact_id, owned.address.id),
        sender=sender,
        brings=messages.Brings({"code": code}, made.expires_at),
    )
    await _audit(unit, organisation_id, actor, "verification.requested", made)
    return made


async def check_verification(unit: Unit, organisation_id: UUID, actor: str, contact_id: UUID, verification_id: UUID, code: str) -> Verification:
    """Compare a code with the one that was sent; the right one verifies the number, and five wrong ones end the verification.

    Returns where it stands then: wrong codes raise nothing, so that they are counted. Raises NotFound.
    """
    known = await queries.one(unit, organisation_id, contact_id, verification_id)
    if known is None:
        raise errors.no_such_verification()
    if known.state_at(unit.at) is not VerificationState.PENDING:
        return known
    right = _fits(await unit.keys(organisation_id), known, code)
    if right and await contacts.mark_verified(unit, organisation_id, contact_id, known.address_id, HOW):
        state = VerificationState.VERIFIED
    else:
        state = VerificationState.FAILED if known.tries + 1 >= rules.MOST_TRIES else VerificationState.PENDING
    await queries.tried(unit, organisation_id, known.id, state)
    if state is not VerificationState.PENDING:
        await _audit(unit, organisation_id, actor, f"verification.{state.value}", known)
    return replace(known, state=state, tries=known.tries + 1, verified_at=unit.at if state is VerificationState.VERIFIED else None)


def tries_left(verification: Verification, at: datetime) -> int:
    """Return how many codes may still be given."""
    return rules.MOST_TRIES - verification.tries if verification.state_at(at) is VerificationState.PENDING else 0


async def waiting_verification(unit: Unit, organisation_id: UUID, contact_id: UUID) -> Verification | None:
    """Return the verification of a contact that waits for its code."""
    return await queries.waiting(unit, organisation_id, contact_id)


async def forget_verifications(unit: Unit, organisation_id: UUID) -> int:
    """Forget who asked for codes a month ago; that a number is verified stays. Returns how many."""
    return await queries.delete_old(unit, organisation_id, unit.at - rules.VERIFICATIONS_KEPT)


async def verifiable(unit: Unit, organisation_id: UUID, owned: OwnedAddress) -> bool:
    """Say whether a code can be sent to an address: a phone in use that gets texts and is not closed."""
    line = owned.address.line_type
    if owned.address.kind is not AddressKind.PHONE or owned.rank >= Rank.FORMER or (line is not None and not can_receive_sms(line)):
        return False
    return not await consent.suppressed_addresses(unit, organisation_id, rules.CHANNEL, [owned.address], Purpose.TRANSACTIONAL)


async def check_pace(unit: Unit, organisation_id: UUID, address_id: UUID, ip: str | None) -> None:
    """Refuse a code, or a link, too many: to one address, or asked for from one on the network. Raises TooOften."""
    asked = await queries.asked_since(unit, organisation_id, address_id, unit.at - rules.DAY)
    nearby = await queries.asked_from(unit, organisation_id, ip, unit.at - rules.HOUR) if ip is not None else []
    next_at = rules.next_code_at(asked, nearby)
    if next_at is not None and next_at > unit.at:
        raise errors.codes_too_often(next_at - unit.at)


def _fits(keys: OrganisationKeys, known: Verification, code: str) -> bool:
    """Compare under every live index key, each in constant time: the key may have been rotated since."""
    digits = "".join(code.split())
    return any(hmac.compare_digest(each, known.code_hash) for each in keys.indexes(*_hashed(known.id, digits)))


def _hashed(verification_id: UUID, code: str) -> tuple[str, str]:
    return "verification_code", f"{verification_id}:{code}"


async def _audit(unit: Unit, organisation_id: UUID, actor: str, action: str, about: Verification) -> None:
    detail = {"verification": str(about.id), "address_id": str(about.address_id), "how": HOW}
    await accounts.record_audit(unit, organisation_id, actor, action, f"contact:{about.contact_id}", detail)
