"""The proof of a statement: what it may hold, how much, and as what it is stored."""

import json
from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from tidings.consent import errors
from tidings.consent.types import BoxState, Proof

MOST_CHARACTERS = {"url": 2000, "form_id": 200, "ip": 45, "locale": 35, "seller": 200}
MOST_EXTRA = 20
"""Values of the caller's own in one proof."""
MOST_EXTRA_CHARACTERS = 8000
"""...and their length together, as JSON."""


def as_json(proof: Proof) -> dict[str, Any]:
    """Return a proof as it is stored: what is known of it, beside the caller's own values."""
    known = {
        "address_id": proof.address_id and str(proof.address_id),
        "box": proof.box and proof.box.value,
        "url": proof.url,
        "form_id": proof.form_id,
        "ip": proof.ip,
        "locale": proof.locale,
        "seller": proof.seller,
        "channels": [channel.value for channel in proof.channels],
        "purposes": [purpose.value for purpose in proof.purposes],
    }
    return {**proof.extra, **{name: value for name, value in known.items() if value}}


NAMES = frozenset(("address_id", "box", "url", "form_id", "ip", "locale", "seller", "channels", "purposes"))
"""What has a meaning of its own and can't be one of the caller's values."""


def check_proof(proof: Proof, *, agreed: bool) -> None:
    """Refuse what proves nothing or is too much to keep. `agreed`: it is to prove a consent. Raises Invalid that names the field."""
    if agreed:
        _check_box(proof.box)
    for name, most in MOST_CHARACTERS.items():
        value: str | None = getattr(proof, name)
        if value is not None and not 0 < len(value.strip()) <= most:
            raise errors.proof_field(name, f"1 to {most} characters")
        if value is not None and "\0" in value:
            raise errors.proof_field(name, "text without the character NUL")
    if proof.ip is not None and not _is_ip(proof.ip):
        raise errors.proof_field("ip", "an IPv4 or IPv6 address")
    if proof.url is not None and not proof.url.startswith(("https://", "http://")):
        raise errors.proof_field("url", "an address that begins with https:// or http://")
    _check_extra(proof.extra)


def _check_box(box: BoxState | None) -> None:
    if box is BoxState.PRE_TICKED:
        raise errors.box_pre_ticked()
    if box is BoxState.UNTICKED:
        raise errors.box_unticked()


def _check_extra(extra: Mapping[str, Any]) -> None:
    if taken := sorted(NAMES & extra.keys()):
        raise errors.proof_field("extra", f"names of your own: {taken[0]} has a place of its own")
    text = json.dumps(dict(extra), default=str)
    if len(extra) > MOST_EXTRA or len(text) > MOST_EXTRA_CHARACTERS:
        raise errors.proof_field("extra", f"at most {MOST_EXTRA} values, {MOST_EXTRA_CHARACTERS} characters together")
    if "\\u0000" in text:
        raise errors.proof_field("extra", "text without the character NUL")


def _is_ip(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        return False
    return True
