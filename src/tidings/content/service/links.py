"""Public links: opaque, and sealed under the organisation's key, so that nobody can make or read one.

A token is the organisation's id and the rest sealed with AES-256-GCM, whose tag is compared in constant time. It holds ids, no address and
no name. Links are computed where a message is rendered and stored nowhere; what is the same makes the same link, so that a message
that is rendered again, to look for it at its provider, is the same too.
"""

import base64
import binascii
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID

from tidings.content.types import Link, LinkKind, PublicAddress
from tidings.infra.crypto import OrganisationKeys
from tidings.kernel.errors import Conflict
from tidings.kernel.words import Channel

LINKS: Mapping[str, LinkKind] = {"preferences_url": LinkKind.PREFERENCES, "unsubscribe_url": LinkKind.UNSUBSCRIBE}
"""The links that any template may name, computed for each person."""

_SEALED_AS = "public_link"
_ID = 16
_LONGEST = 400


def links_of(
    names: Collection[str], keys: OrganisationKeys, public: PublicAddress, *, contact_id: UUID, address_id: UUID, channel: Channel
) -> Mapping[str, str]:
    """Return links to a person's own pages, by the names that templates have for them: valid without end."""
    return {name: url_of(keys, public, Link(LINKS[name], keys.organisation_id, contact_id, address_id, channel)) for name in names}


def url_of(keys: OrganisationKeys, public: PublicAddress, link: Link) -> str:
    """Return the address that opens a link."""
    return f"{public.base}/{link.kind.value}/{token_of(keys, link)}"


def token_of(keys: OrganisationKeys, link: Link) -> str:
    """Return the token of a link."""
    expires = int(link.expires_at.timestamp()) if link.expires_at else 0
    plain = link.kind.value.encode() + link.contact_id.bytes + link.address_id.bytes + expires.to_bytes(8) + link.channel.value.encode()
    return url_text(link.organisation_id.bytes + keys.seal_alike(_SEALED_AS, plain))


def organisation_of_token(token: str) -> UUID | None:
    """Return whose link a token may be, before it is known to be real; None for what is no token."""
    raw = url_bytes(token)
    return UUID(bytes=raw[:_ID]) if raw else None


def link_of(keys: OrganisationKeys, token: str) -> Link | None:
    """Return what a token says, None for one that was not made under these keys."""
    raw = url_bytes(token)
    if raw is None:
        return None
    try:
        plain = keys.open(_SEALED_AS, raw[_ID:])
    except Conflict:
        return None
    kind, expires, channel = plain[:1].decode(), int.from_bytes(plain[1 + 2 * _ID : 9 + 2 * _ID]), plain[9 + 2 * _ID :].decode()
    contact_id, address_id = UUID(bytes=plain[1 : 1 + _ID]), UUID(bytes=plain[1 + _ID : 1 + 2 * _ID])
    expires_at = datetime.fromtimestamp(expires, UTC) if expires else None
    return Link(LinkKind(kind), UUID(bytes=raw[:_ID]), contact_id, address_id, Channel(channel), expires_at)


def url_text(raw: bytes) -> str:
    """Return bytes as a word for addresses and forms."""
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def url_bytes(word: str) -> bytes | None:
    """Return the bytes of such a word that begins with an id and holds more; None for any other."""
    if not word.isascii() or not _ID < len(word) <= _LONGEST:
        return None
    try:
        raw = base64.b64decode(word + "=" * (-len(word) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        return None
    return raw if len(raw) > _ID and url_text(raw) == word else None
