"""Public links made and opened."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import Link, LinkKind
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.permissions import errors


async def link_for(unit: Unit, organisation_id: UUID, contact_id: UUID, kind: LinkKind, channel: Channel, *, days: int | None = None) -> Link:
    """Return a link for a person and the address at which a channel reaches them, valid for some days. Raises NotFound without such an address."""
    await contacts.contact(unit, organisation_id, contact_id)
    address_id = (await contacts.best_addresses(unit, organisation_id, [contact_id], channel=channel)).get(contact_id)
    if address_id is None:
        raise errors.no_address()
    expires_at = unit.at + timedelta(days=days) if days else None
    return Link(kind, organisation_id, contact_id, address_id, channel, expires_at)


async def link_token(unit: Unit, link: Link) -> str:
    """Return the token of a link."""
    return content.token_of(await unit.keys(link.organisation_id), link)


def organisation_of(token: str) -> UUID:
    """Return whose link a token may be, before it is known to be real. Raises NotFound."""
    organisation_id = content.organisation_of_token(token)
    if organisation_id is None:
        raise errors.no_such_link()
    return organisation_id


async def open_link(unit: Unit, token: str, kind: LinkKind) -> Link:
    """Return what a token says; a preference page is that of the person whose part somebody became. Raises NotFound for what is not ours or over."""
    organisation_id = organisation_of(token)
    await accounts.organisation(unit, organisation_id)
    link = content.link_of(await unit.keys(organisation_id), token)
    if link is None or link.kind is not kind or (link.expires_at is not None and link.expires_at <= unit.at):
        raise errors.no_such_link()
    if kind is LinkKind.PREFERENCES:
        return replace(link, contact_id=await contacts.whose_now(unit, organisation_id, link.contact_id))
    return link


def unsubscribe_headers(url: str) -> Mapping[str, str]:
    """Return the headers of RFC 8058 for a message by email, from the URL of its one-click link; both must be under its DKIM signature."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
