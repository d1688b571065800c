"""Public links: opaque, and sealed under the organisation's key, so that nobody can make or read one.

A token is the organisation's id and the rest sealed with AES-256-GCM, whose tag is compared in constant time. It holds ids, no address and
no name. Links are computed where a message is rendered and stored nowhere; what is the same makes the same link, so that a message
that is rendered again, to look for it at its provider, is the same too.
"""

import base64
import binascii
import re
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from typing import Any, cast
from uuid import UUID

from tidings.content.types import Link, LinkKind, PublicAddress, ThingKind, ThingLink
from tidings.infra.crypto import OrganisationKeys
from tidings.kernel.errors import Conflict
from tidings.kernel.words import Channel

LINKS: Mapping[str, LinkKind] = {"preferences_url": LinkKind.PREFERENCES, "unsubscribe_url": LinkKind.UNSUBSCRIBE}
"""The links that any template may name, computed for each person."""

ANY_LINK = "https://example.org/p/" + "x" * 122
"""Stands for a person's own link where none can be made: as long as a real one."""
ANY_THING_LINK = "https://example.org/b/" + "x" * 96
"""Stands for a link to a thing in the same way."""

_STOOD_IN = re.compile(r"https://example\.org/[a-z]/x{90}")
_SENTENCES = re.compile(r"(?<=[.!?])\s+|\n+")
_SEALED_AS = "public_link"
_THING_SEALED_AS = "public_thing_link"
_LEADS_TO = "leads_to"
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


def leads_to(kind: ThingKind, thing_id: UUID, expires_at: datetime | None = None) -> Mapping[str, str]:
    """Return what a message brings in the place of a link to a thing: the address is made when it is rendered, where our own is known."""
    until = {"until": expires_at.isoformat()} if expires_at else {}
    return {_LEADS_TO: kind.value, "id": str(thing_id), **until}


def led(brought: Mapping[str, Any], keys: OrganisationKeys, public: PublicAddress) -> Mapping[str, Any]:
    """Return what a message brings with the links that stand for things (`leads_to`) as addresses."""
    return {name: _led(cast("Mapping[str, str]", value), keys, public) if _leads(value) else value for name, value in brought.items()}


def unled(brought: Mapping[str, Any], stand_in: str) -> Mapping[str, Any]:
    """Return what a message brings with something else in the place of links that stand for things: they are the person's own."""
    return {name: stand_in if _leads(value) else value for name, value in brought.items()}


def stood_in(names: Collection[str], brought: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a message brings, and the links of these names, with something as long in the place of each link: enough to count a text."""
    return {**dict.fromkeys(names, ANY_LINK), **unled(brought, ANY_THING_LINK)}


def without_links(text: str) -> str:
    """Return a text that was made with links stood in for, less the sentences and lines that hold one."""
    return " ".join(each for each in _SENTENCES.split(text) if not _STOOD_IN.search(each))


def _leads(value: object) -> bool:
    return isinstance(value, Mapping) and _LEADS_TO in value


def _led(value: Mapping[str, str], keys: OrganisationKeys, public: PublicAddress) -> str:
    until = datetime.fromisoformat(value["until"]) if "until" in value else None
    return thing_url(keys, public, ThingLink(ThingKind(value[_LEADS_TO]), keys.organisation_id, UUID(value["id"]), until))


def thing_url(keys: OrganisationKeys, public: PublicAddress, link: ThingLink) -> str:
    """Return the address that opens a link to a thing."""
    return f"{public.base}/{link.kind.value}/{thing_token(keys, link)}"


def thing_token(keys: OrganisationKeys, link: ThingLink) -> str:
    """Return the token of a link to a thing: the same link, the same token."""
    expires = int(link.expires_at.timestamp()) if link.expires_at else 0
    plain = link.kind.value.encode() + link.thing_id.bytes + expires.to_bytes(8)
    return url_text(link.organisation_id.bytes + keys.seal_alike(_THING_SEALED_AS, plain))


def thing_of(keys: OrganisationKeys, token: str, kind: ThingKind, at: datetime) -> UUID | None:
    """Return the thing of a kind that a token leads to; None for one that was not made under these keys, is of another kind, or is over."""
    raw = url_bytes(token)
    if raw is None:
        return None
    try:
        plain = keys.open(_THING_SEALED_AS, raw[_ID:])
    except Conflict:
        return None
    expires = int.from_bytes(plain[1 + _ID : 9 + _ID])
    if plain[:1] != kind.value.encode() or 0 < expires <= at.timestamp():
        return None
    return UUID(bytes=plain[1 : 1 + _ID])


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
