"""What each role may do, and what an organisation, a key and a password must look like."""

import re
import secrets
import tomllib
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from zoneinfo import available_timezones

from tidings.accounts.types import MOST_PASSWORD, LinkPurpose, Role, Scope
from tidings.kernel.errors import Forbidden, Invalid

SECRET_START = "tdg_live_"  # noqa: S105 - the public start of every secret, which tells scanners whose it is
SHOWN_CHARACTERS = len(SECRET_START) + 4
LEAST_PASSWORD = 12

SESSION_LASTS = timedelta(days=14)
SESSION_RESTS = timedelta(days=3)
"""A session ends so long after its start, and so long after it was last used."""
LINK_LASTS: Mapping[LinkPurpose, timedelta] = {LinkPurpose.PASSWORD: timedelta(days=3), LinkPurpose.SIGN_IN: timedelta(minutes=15)}
ATTEMPTS_COUNT_FOR = timedelta(minutes=15)
MOST_ATTEMPTS_AT_AN_EMAIL = 10
MOST_ATTEMPTS_FROM_A_PLACE = 100
"""Fewer than the hundred in a row that NIST SP 800-63B-4, 3.2.2, allows; an office behind one address still gets in."""
RECOVERY_CODES = 10
_RECOVERY_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_RECOVERY_LENGTH = 16  # of 32 letters: 80 bits, so that a plain hash can't be searched

_READING = frozenset({
    Scope.ORGANISATION_READ, Scope.CONTACTS_READ, Scope.CHANNELS_READ, Scope.TEMPLATES_READ, Scope.CAMPAIGNS_READ, Scope.MESSAGES_READ,
})  # fmt: skip

SCOPES_OF: Mapping[Role, frozenset[Scope]] = {
    Role.OWNER: frozenset(Scope),
    Role.ADMIN: frozenset(Scope) - {Scope.KEYS_WRITE},
    Role.MARKETER: _READING | {Scope.CONTACTS_WRITE, Scope.TEMPLATES_WRITE, Scope.CAMPAIGNS_WRITE, Scope.MESSAGES_SEND},
    Role.APPROVER: _READING | {Scope.CAMPAIGNS_LAUNCH},
    Role.AGENT: frozenset(
        {
            Scope.ORGANISATION_READ,
            Scope.CONTACTS_READ,
            Scope.CONTACTS_WRITE,
            Scope.MESSAGES_READ,
            Scope.MESSAGES_SEND,
            Scope.TEMPLATES_READ,
            Scope.INBOX_READ,
            Scope.INBOX_WRITE,
        }
    ),
    Role.ANALYST: _READING,
}
"""Keys come from owners only, because a key may launch a campaign without a second person (SPEC, "Settled")."""

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_REGION = re.compile(r"[A-Z]{2}")
_CURRENCY = re.compile(r"[A-Z]{3}")
_LOCALE = re.compile(r"[a-z]{2,3}(?:-[A-Z]{2})?")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]+\.[^@\s]{2,}")
_MOST_EMAIL = 254


def check_profile(*, slug: str, region: str, time_zone: str, currency: str, locale: str) -> None:
    """Refuse an organisation that could not work. Raises Invalid that names the field and what it may hold."""
    for field, value, pattern, fix in (
        ("slug", slug, _SLUG, "Use small letters, digits and hyphens, 63 at most."),
        ("region", region, _REGION, "Give the two letters of ISO 3166, such as FR."),
        ("currency", currency, _CURRENCY, "Give the three letters of ISO 4217, such as EUR."),
        ("locale", locale, _LOCALE, "Give a language, or language-COUNTRY, such as fr or en-GB."),
    ):
        if not pattern.fullmatch(value):
            raise Invalid(f"{field}_invalid", f"{value!r} is no {field}.", field=field, fix=fix)
    if time_zone not in available_timezones():
        raise Invalid("time_zone_invalid", f"There is no time zone {time_zone!r}.", field="time_zone", fix="Give an IANA name, such as Europe/Paris.")


def hash_of(secret: str) -> bytes:
    """Return what is stored of a key's secret: plain SHA-256, because 256 random bits can't be guessed."""
    return sha256(secret.encode("utf-8", "surrogatepass")).digest()


def check_within(wanted: Collection[Scope], held: Collection[Scope]) -> None:
    """Refuse to hand on, by a key or a role, more than one has. Raises Forbidden."""
    if missing := sorted(set(wanted) - set(held)):
        message = f"Nobody can give what they may not do themselves: {', '.join(missing)}."
        raise Forbidden("scope_not_yours", message, fix="Give less, or ask somebody who has these scopes.")


def check_over(role: Role, held: Collection[Scope]) -> None:
    """Refuse to change or remove a member who may do more than one may oneself. Raises Forbidden."""
    if missing := sorted(SCOPES_OF[role] - set(held)):
        message = f"Nobody changes or removes a member who may do more than themselves: {', '.join(missing)}."
        raise Forbidden("scope_not_yours", message, fix="Ask somebody who has these scopes.")


def check_expiry(expires_at: datetime | None, at: datetime) -> None:
    """Refuse a key that would never work. Raises Invalid."""
    if expires_at is not None and expires_at <= at:
        raise Invalid("expiry_passed", "This time has passed.", field="expires_at", fix="Give a time in the future, or leave it out.")


def check_attested(attested_at: datetime, at: datetime) -> None:
    """Refuse consent that is attested for a time to come: nobody has agreed in the future, and it would outlast refusals. Raises Invalid."""
    if attested_at > at:
        message = "Consent can't be attested for a time that is still to come."
        raise Invalid("attested_in_future", message, field="consent_basis.attested_at", fix="Give when these people agreed: now or earlier (UTC).")


def new_recovery_code() -> str:
    """Return a code of 80 random bits in four groups, without letters that look alike."""
    letters = "".join(secrets.choice(_RECOVERY_LETTERS) for _ in range(_RECOVERY_LENGTH))
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))


def recovery_code_in(text: str) -> str | None:
    """Return the recovery code that somebody typed, as it was given out; None if this is none."""
    letters = re.sub(r"[\s-]", "", text).upper()
    if len(letters) != _RECOVERY_LENGTH or not set(letters) <= set(_RECOVERY_LETTERS):
        return None
    return "-".join(letters[at : at + 4] for at in range(0, _RECOVERY_LENGTH, 4))


def clean_email(email: str) -> str:
    """Return the address as it is compared: without spaces around it, in small letters. Raises Invalid."""
    cleaned = email.strip().lower()
    # What can't be seen, such as U+202E, would show another address than the one that is written to.
    if len(cleaned) > _MOST_EMAIL or not cleaned.isprintable() or not _EMAIL.fullmatch(cleaned):
        raise Invalid("email_invalid", "This is no email address.", field="email", fix="Give name@domain.")
    return cleaned


def check_password(password: str) -> None:
    """Refuse a password that can be guessed by its length (NIST SP 800-63B-4, 3.1.1.2, asks for no rules of composition). Raises Invalid."""
    if not LEAST_PASSWORD <= len(password) <= MOST_PASSWORD:
        raise Invalid("password_short", f"A password has at least {LEAST_PASSWORD} characters.", field="password", fix="Use a few words in a row.")


@lru_cache(maxsize=1)
def actions() -> Mapping[str, Mapping[str, str]]:
    """Return what each action of the audit is called, by language."""
    return tomllib.loads(files("tidings.accounts").joinpath("audit.toml").read_text(encoding="utf-8"))


def action_in(language: str, action: str) -> str:
    """Return an action of the audit in words; one of another release, which has none here, as it was written."""
    return actions().get(action, {}).get(language, action)
