"""Organisations, callers and what they may do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any, Self
from uuid import UUID

from tidings.kernel.words import Channel

MOST_PASSWORD = 1000
"""Characters of a password: hashing longer ones would only cost time."""
PLATFORM = UUID(int=0)
"""Owns the keys under which what belongs to no single organisation is sealed: the emails of users."""


class Scope(StrEnum):
    """One thing that a caller may do. Values are stored with keys: never rename one."""

    ORGANISATION_READ = "organisation:read"
    MEMBERS_READ = "members:read"
    MEMBERS_WRITE = "members:write"
    KEYS_READ = "keys:read"
    KEYS_WRITE = "keys:write"
    AUDIT_READ = "audit:read"
    OPERATIONS = "operations"
    CONTACTS_READ = "contacts:read"
    CONTACTS_WRITE = "contacts:write"
    CHANNELS_READ = "channels:read"
    CHANNELS_WRITE = "channels:write"
    TEMPLATES_READ = "templates:read"
    TEMPLATES_WRITE = "templates:write"
    CAMPAIGNS_READ = "campaigns:read"
    CAMPAIGNS_WRITE = "campaigns:write"
    CAMPAIGNS_LAUNCH = "campaigns:launch"
    MESSAGES_READ = "messages:read"
    MESSAGES_SEND = "messages:send"
    INBOX_READ = "inbox:read"
    INBOX_WRITE = "inbox:write"
    INBOX_MANAGE = "inbox:manage"
    WEBHOOKS = "webhooks"


class Role(StrEnum):
    """What a member is to an organisation; `rules.SCOPES_OF` says what each may do."""

    OWNER = "owner"
    ADMIN = "admin"
    MARKETER = "marketer"
    APPROVER = "approver"
    AGENT = "agent"
    ANALYST = "analyst"


@dataclass(frozen=True, slots=True)
class Organisation:
    """A tenant. `region` (ISO 3166) reads its phone numbers, `time_zone` (IANA) says what its day is."""

    id: UUID
    name: str
    slug: str
    region: str
    time_zone: str
    currency: str
    locale: str
    stopped_at: datetime | None
    stopped_reason: str | None
    allow_list_only: bool
    created_at: datetime


@dataclass(frozen=True, slots=True)
class ConsentBasis:
    """Consent that a person attested for all addresses added with a key: where it was given, the wording shown, who says so.

    `channels` are what people of an import agreed to; those added to a campaign agreed to its channel. SMS alone unless said
    otherwise: to WhatsApp people opt in by itself.
    """

    source: str
    wording: str
    attested_by: str
    attested_at: datetime
    channels: tuple[Channel, ...] = (Channel.SMS,)

    @classmethod
    def stored(cls, kept: Mapping[str, Any]) -> Self:
        """Read it as JSON keeps it; one kept without channels spoke of SMS."""
        at, channels = datetime.fromisoformat(kept["attested_at"]), tuple(Channel(each) for each in kept.get("channels", [Channel.SMS]))
        return cls(kept["source"], kept["wording"], kept["attested_by"], at, channels)


@dataclass(frozen=True, slots=True)
class Caller:
    """Who is asking, for which organisation, and what it may do."""

    organisation_id: UUID
    actor: str
    scopes: frozenset[Scope]
    consent_basis: ConsentBasis | None = None


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key without its secret; `prefix` is the start of the secret, to tell keys apart."""

    id: UUID
    name: str
    prefix: str
    scopes: frozenset[Scope]
    consent_basis: ConsentBasis | None
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewApiKey:
    """A key and its secret, which exists nowhere else from now on."""

    key: ApiKey
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class User:
    """A person who signs in. Without a password they were invited and have chosen none yet."""

    id: UUID
    email: str = field(repr=False)
    name: str = field(repr=False)
    has_password: bool
    has_totp: bool
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredUser:
    """A user as stored: email and the secret of the codes are sealed under the platform's keys."""

    id: UUID
    email_sealed: bytes = field(repr=False)
    email_lookup: bytes = field(repr=False)
    name: str = field(repr=False)
    password_hash: str | None = field(repr=False)
    totp_sealed: bytes | None = field(repr=False)
    totp_confirmed_at: datetime | None
    totp_last_step: int | None
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True, slots=True)
class Member:
    """A user in one organisation."""

    user: User
    role: Role
    added_at: datetime


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A user whose password (and code) were right, and the role in each organisation."""

    user: User
    roles: Mapping[UUID, Role]


@dataclass(frozen=True, slots=True)
class TotpEnrolment:
    """What an authenticator app needs; `uri` goes into a QR code."""

    secret: str = field(repr=False)
    uri: str = field(repr=False)


class LinkPurpose(StrEnum):
    """What a link that is handed to a person is for. Values are stored."""

    PASSWORD = "password"  # noqa: S105 - a word, no secret
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Session:
    """A person's sign-in at one browser; `device` is what the browser calls itself, in two words."""

    id: UUID
    user_id: UUID
    device: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Seat:
    """A session that lives, last noted as used at `seen_at`, looked at for one organisation; without a role its user is no member there."""

    session_id: UUID
    user_id: UUID
    seen_at: datetime
    role: Role | None


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session and its secret, which only the browser's cookie holds from now on."""

    session: Session
    secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Place:
    """An organisation of which somebody is a member."""

    organisation: Organisation
    role: Role
    scopes: frozenset[Scope]


@dataclass(frozen=True, slots=True)
class Visit:
    """Who has a session, and where they may go with it, by name of the organisation."""

    session: Session
    user: User
    places: Sequence[Place]


@dataclass(frozen=True, slots=True)
class Actor:
    """Who did something: `actor` as the audit writes it ("user:<id>", "key:<id>"); `here` while they are a member or the key works."""

    actor: str
    name: str
    here: bool


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One change: by whom, what (past tense), of what, and what else matters; never personal data."""

    id: UUID
    at: datetime
    actor: str
    action: str
    subject: str
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which changes are meant; what is None is not asked about. `action` is whole ("key.created") or its beginning with a dot ("key.")."""

    actor: str | None = None
    action: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a request was answered the first time: bytes of JSON, or None if they held a secret that is shown once."""

    status: int
    body: bytes | None
