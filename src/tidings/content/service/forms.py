"""The forms of public pages: each carries a sealed word of its own link, so that no other site can send it."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from tidings.content.errors import form_stale
from tidings.content.service.links import url_bytes, url_text
from tidings.infra.crypto import OrganisationKeys
from tidings.kernel.errors import Conflict

_SEALED_AS = "preference_form"
_LASTS = timedelta(days=1)


def form_of(keys: OrganisationKeys, token: str, at: datetime) -> str:
    """Return what the form of a page carries, by the token of the link that leads to the page."""
    return url_text(keys.seal(_SEALED_AS, sha256(token.encode()).digest() + int(at.timestamp()).to_bytes(8)))


def check_form(keys: OrganisationKeys, token: str, form: str, at: datetime) -> None:
    """Raise Forbidden unless a form came from the page of this link within a day."""
    try:
        plain = keys.open(_SEALED_AS, url_bytes(form) or b"")
    except Conflict as error:
        raise form_stale() from error
    made_at = datetime.fromtimestamp(int.from_bytes(plain[32:]), UTC)
    if plain[:32] != sha256(token.encode()).digest() or not at - _LASTS <= made_at <= at + _LASTS:
        raise form_stale()
