"""Public links: opaque, and sealed under the organisation's key, so that nobody can make or read one.

A token is the organisation's id and the rest sealed with AES-256-GCM, whose tag is compared in constant time. It holds ids, no address and
no name.
"""

import base64
import binascii
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict
from tidings.kernel.words import Channel
from tidings.permissions import errors
from tidings.permissions.types import Link, LinkKind

_SEALED_AS = "public_link"
_FORM = "preference_form"
_FORM_LASTS = timedelta(days=1)
_ID = 16
_LONGEST = 400


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
    return _token(await unit.keys(link.organisation_id), link)


def organisation_of(token: str) -> UUID:
    """Return whose link a token may be, before it is known to be real. Raises NotFound."""
    return UUID(bytes=_bytes(token)[:_ID])


async def open_link(unit: Unit, token: str, kind: LinkKind) -> Link:
    """Return what a token says. Raises NotFound for one that is not ours, of another kind, or over."""
    raw = _bytes(token)
    organisation_id = UUID(bytes=raw[:_ID])
    await accounts.organisation(unit, organisation_id)
    try:
        plain = (await unit.keys(organisation_id)).open(_SEALED_AS, raw[_ID:])
    except Conflict as error:
        raise errors.no_such_link() from error
    said, expires, channel = plain[:1].decode(), int.from_bytes(plain[1 + 2 * _ID : 9 + 2 * _ID]), plain[9 + 2 * _ID :].decode()
    expires_at = datetime.fromtimestamp(expires, UTC) if expires else None
    if said != kind.value or (expires_at is not None and expires_at <= unit.at):
        raise errors.no_such_link()
    contact_id, address_id = UUID(bytes=plain[1 : 1 + _ID]), UUID(bytes=plain[1 + _ID : 1 + 2 * _ID])
    return Link(kind, organisation_id, contact_id, address_id, Channel(channel), expires_at)


def unsubscribe_headers(url: str) -> Mapping[str, str]:
    """Return the headers of RFC 8058 for a message by email, from the URL of its one-click link; both must be under its DKIM signature."""
    return {"List-Unsubscribe": f"<{url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def form_of(keys: OrganisationKeys, token: str, at: datetime) -> str:
    """Return what the form of a page carries, so that no other site can send it."""
    return _text(keys.seal(_FORM, sha256(token.encode()).digest() + int(at.timestamp()).to_bytes(8)))


def check_form(keys: OrganisationKeys, token: str, form: str, at: datetime) -> None:
    """Raise Forbidden unless a form came from the page of this link within a day."""
    try:
        plain = keys.open(_FORM, _bytes(form))
    except (Conflict, errors.NotFound) as error:
        raise errors.form_stale() from error
    made_at = datetime.fromtimestamp(int.from_bytes(plain[32:]), UTC)
    if plain[:32] != sha256(token.encode()).digest() or not at - _FORM_LASTS <= made_at <= at + _FORM_LASTS:
        raise errors.form_stale()


def _token(keys: OrganisationKeys, link: Link) -> str:
    expires = int(link.expires_at.timestamp()) if link.expires_at else 0
    plain = link.kind.value.encode() + link.contact_id.bytes + link.address_id.bytes + expires.to_bytes(8) + link.channel.value.encode()
    return _text(link.organisation_id.bytes + keys.seal(_SEALED_AS, plain))


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(token: str) -> bytes:
    if not token.isascii() or not _ID < len(token) <= _LONGEST:
        raise errors.no_such_link()
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError) as error:
        raise errors.no_such_link() from error
    if len(raw) <= _ID or _text(raw) != token:
        raise errors.no_such_link()
    return raw
