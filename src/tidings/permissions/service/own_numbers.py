"""Showing on the preference page that a number is one's own, by the code that is sent to it."""

from uuid import UUID

from tidings.contacts.types import AddressKind, Contact
from tidings.content import service as content
from tidings.content.types import Link
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, NotFound, TooOften
from tidings.kernel.words import Visit
from tidings.permissions import rules
from tidings.permissions.service.verifying import check_verification, request_verification, tries_left, verifiable, waiting_verification
from tidings.permissions.types import CodeField, Notice, Shown, VerificationState

_ACTOR = "person"
_NOTICES = {
    VerificationState.VERIFIED: Notice.CODE_RIGHT,
    VerificationState.PENDING: Notice.CODE_WRONG,
    VerificationState.FAILED: Notice.CODE_ENDED,
}
"""What is told of a code by where its verification stands then; any other is over."""


async def send_code(unit: Unit, link: Link, token: str, form: str, *, address: str, visit: Visit) -> Notice:
    """Send a code to a number of the page's, by its id as the form sent it. What can't be is told, not raised. Raises Forbidden."""
    content.check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    address_id = _id(address)
    try:
        if address_id is None:
            return Notice.CODE_IMPOSSIBLE
        await request_verification(unit, link.organisation_id, _ACTOR, link.contact_id, address_id=address_id, ip=visit.ip)
    except TooOften:
        return Notice.CODE_OFTEN
    except (Conflict, NotFound):
        return Notice.CODE_IMPOSSIBLE
    return Notice.CODE_SENT


async def give_code(unit: Unit, link: Link, token: str, form: str, *, verification: str, code: str) -> tuple[Notice, int]:
    """Compare a code with the one that was sent; returns what to tell, and how many tries are left. Raises Forbidden."""
    content.check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    verification_id = _id(verification)
    try:
        if verification_id is None:
            return Notice.CODE_OVER, 0
        checked = await check_verification(unit, link.organisation_id, _ACTOR, link.contact_id, verification_id, code)
    except NotFound:
        return Notice.CODE_OVER, 0
    return _NOTICES.get(checked.state_at(unit.at), Notice.CODE_OVER), tries_left(checked, unit.at)


async def numbers_of(unit: Unit, organisation_id: UUID, contact: Contact) -> tuple[list[Shown], CodeField | None]:
    """Return the addresses of a person as the page shows them, and the code that it asks for, if one waits."""
    shown = [
        Shown(
            owned.address.id,
            rules.masked(owned.address.value),
            owned.verified_at is not None,
            owned.verified_at is None and await verifiable(unit, organisation_id, owned),
        )
        for owned in contact.addresses
        if owned.address.kind is not AddressKind.DEVICE
    ]
    waiting = await waiting_verification(unit, organisation_id, contact.id)
    masked = {each.id: each.masked for each in shown}
    return shown, CodeField(waiting.id, masked[waiting.address_id]) if waiting and waiting.address_id in masked else None


def _id(word: str) -> UUID | None:
    try:
        return UUID(word)
    except ValueError:
        return None
