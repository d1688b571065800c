"""Credentials of a connection: complete, known to the provider, and shown only in part."""

import re
from collections.abc import Mapping, Sequence

from tidings.channels.errors import CredentialsInvalid
from tidings.channels.types import CredentialHint
from tidings.ports.adapter import CredentialField, Traits

_SHOWN = 4
_LONG_ENOUGH = 12
_LONGEST = 4096


class Credentials(dict[str, str]):
    """Credentials by name, whose repr tells the names only, so that none ends in a log or a traceback."""

    def __repr__(self) -> str:
        return f"<credentials: {', '.join(sorted(self))}>"


def checked_credentials(traits: Traits, given: Mapping[str, str], *, from_environment: bool = False) -> Credentials:
    """Return the values that this provider wants, without blank ones. Raises CredentialsInvalid that names the field, or the variable."""
    known = {field.name: field for field in traits.credentials}
    for name, value in given.items():
        if name not in known:
            raise CredentialsInvalid(f"credentials.{name}", f"{traits.label} has no credential {name}.", f"It wants: {', '.join(known)}.")
        _check_value(known[name], _tidied(known[name], value), _place(known[name], from_environment=from_environment))
    kept = Credentials({name: tidied for name, value in given.items() if (tidied := _tidied(known[name], value))})
    for name, field in known.items():
        if field.required and name not in kept:
            place = _place(field, from_environment=from_environment)
            raise CredentialsInvalid(place, f"{field.label} is missing.", f"{traits.label} gives it to you in its console.")
    return kept


def _tidied(field: CredentialField, value: str) -> str:
    return " ".join(value.split()) if field.lines else value.strip()


def _check_value(field: CredentialField, value: str, place: str) -> None:
    if len(value) > _LONGEST or not value.isascii() or not value.isprintable():
        raise CredentialsInvalid(place, f"{place} holds a character that no header can carry.", "Copy it again.")
    if value and field.pattern is not None and re.fullmatch(field.pattern, value) is None:
        raise CredentialsInvalid(place, f"{place} is not what is expected here ({field.label}).", f"It is {field.form}. Copy it again.")


def _place(field: CredentialField, *, from_environment: bool) -> str:
    return field.environment if from_environment and field.environment else f"credentials.{field.name}"


def hints(values: Mapping[str, str]) -> Sequence[CredentialHint]:
    """Return credentials as they may be shown: of a long one the last four characters, of a short one none."""
    return [CredentialHint(name, "…" + (value[-_SHOWN:] if len(value) >= _LONG_ENOUGH else "")) for name, value in sorted(values.items())]
