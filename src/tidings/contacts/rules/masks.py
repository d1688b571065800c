"""Addresses in a form that may be shown and logged: enough to recognise, too little to use."""

from tidings.contacts.types import AddressKind
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import parse

_SHOWN = 2


def masked(kind: AddressKind, value: str) -> str:
    """Return `+33 6 ** ** ** 78` for a phone (E.164), `j***@example.org` for an email, `FR************18` for a WhatsApp user's id."""
    if kind is AddressKind.PHONE:
        return _phone(value)
    return _email(value) if kind is AddressKind.EMAIL else masked_input(value)


def masked_input(value: str) -> str:
    """Mask what somebody wrote and nobody could read: its first and last two characters, if it is long enough."""
    value = value.strip()
    if len(value) <= _SHOWN * 2:
        return "*" * len(value)
    return f"{value[:_SHOWN]}{'*' * min(len(value) - 2 * _SHOWN, 12)}{value[-_SHOWN:]}"


def _phone(e164: str) -> str:
    try:
        written = parse(e164, "FR").international
    except Invalid:
        return masked_input(e164)
    code, _, rest = written.partition(" ")
    digits = sum(character.isdigit() for character in rest)
    out: list[str] = []
    seen = 0
    for character in rest:
        seen += character.isdigit()
        hidden = character.isdigit() and 1 < seen <= digits - _SHOWN
        out.append("*" if hidden else character)
    return f"{code} {''.join(out)}"


def _email(value: str) -> str:
    local, _, domain = value.rpartition("@")
    return f"{local[:1]}***@{domain}"
