"""Double opt-in by a link: its page shows what was asked for, and only the button there is a consent."""

from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.types import Address
from tidings.content import service as content
from tidings.content.types import Link
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Purpose, Visit
from tidings.permissions import errors, rules
from tidings.permissions.queries import opt_ins
from tidings.permissions.service.opting_in import grant
from tidings.permissions.types import ConfirmPage, OptIn

_MOST_AGENT = 300


async def confirmation_of(unit: Unit, link: Link, token: str) -> ConfirmPage:
    """Return what the page of a link shows; it changes nothing. Raises NotFound for what was confirmed, is over, or is closed since."""
    request, address = await _waiting(unit, link)
    organisation = await accounts.organisation(unit, link.organisation_id)
    form = content.form_of(await unit.keys(link.organisation_id), token, unit.at)
    return ConfirmPage(organisation.name, rules.masked(address.value), request.wording, form)


async def confirm(unit: Unit, link: Link, token: str, form: str, *, shown: str, visit: Visit) -> None:
    """Make the opt-in of a link a consent; `shown` is what the page said beside the button. Raises NotFound as its page does, then Forbidden."""
    request, _ = await _waiting(unit, link)
    content.check_form(await unit.keys(link.organisation_id), token, form, unit.at)
    proof = {"confirmed_by": "link", "confirmed_ip": visit.ip, "confirmed_user_agent": visit.user_agent[:_MOST_AGENT], "confirmed_words": shown}
    await grant(unit, link.organisation_id, request, proof)


async def _waiting(unit: Unit, link: Link) -> tuple[OptIn, Address]:
    request = await opt_ins.pending(unit, link.organisation_id, link.address_id, link.channel)
    address = (await contacts.addresses(unit, link.organisation_id, [link.address_id])).get(link.address_id)
    if request is None or address is None or request.expires_at.replace(microsecond=0) != link.expires_at:
        raise errors.no_such_link()
    if await consent.suppressed_addresses(unit, link.organisation_id, link.channel, [address], Purpose.MARKETING):
        raise errors.no_such_link()
    return request, address
