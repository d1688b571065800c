"""What a provider tells us later: receipts, messages from people, and news of our account."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from tidings.kernel.words import Channel
from tidings.ports.outcome import Failure


class ReceiptState(StrEnum):
    """The states a receipt can bring; each outranks the one before, a failure only what is not delivered."""

    SENT = "sent"
    FAILED = "failed"
    DELIVERED = "delivered"
    READ = "read"


@dataclass(frozen=True, slots=True)
class Receipt:
    """One status of one message. `token` is our own attempt token if the provider echoed it.

    `recipients` are the addresses of which it speaks, where it says so: one that does not name its message's is not believed.
    `complained` says that whoever got it told their mailbox that it is unwanted.
    `billable` and `price_category` are the provider's word on what it charges for (WhatsApp), None where it says nothing.
    """

    state: ReceiptState
    provider_id: str
    token: str | None
    at: datetime | None
    failure: Failure | None = None
    code: str | None = None
    text: str | None = None
    cost_micros: int | None = None
    currency: str | None = None
    segments: int | None = None
    billable: bool | None = None
    price_category: str | None = None
    recipients: tuple[str, ...] = ()
    complained: bool = False


class InboundKind(StrEnum):
    """What a person sent us."""

    TEXT = "text"
    BUTTON = "button"
    MEDIA = "media"
    LOCATION = "location"
    REACTION = "reaction"
    CONTACT = "contact"
    OTHER = "other"


class AttachmentKind(StrEnum):
    """What a person attached, as the provider calls it. Values are stored: never rename one."""

    IMAGE = "image"
    VIDEO = "video"
    AUDIO = "audio"
    DOCUMENT = "document"
    STICKER = "sticker"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that came with a message and is still at the provider: `ref` is how it is asked for, never an address to be called as it stands.

    `content_type`, `name` and `digest` (SHA-256) are what was told, by the provider or by its sender, and may be wrong.
    """

    kind: AttachmentKind
    ref: str
    content_type: str = ""
    name: str = ""
    digest: bytes | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where somebody says that they are, or where something is: degrees (WGS 84), north and east above nought."""

    latitude: float
    longitude: float
    name: str = ""
    address: str = ""

    @property
    def said(self) -> str:
        """It as an agent reads it: "latitude,longitude name"."""
        return " ".join(filter(None, (f"{self.latitude},{self.longitude}", self.name or self.address)))


class Keyword(StrEnum):
    """What a provider itself took a message for, and acted on: it blocks after STOP, sends again after START."""

    STOP = "stop"
    START = "start"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Inbound:
    """A message from a person. `sender` is theirs (E.164), `to` ours as the provider names it.

    `opt_out_answered` says that the provider already confirmed a STOP itself; `keyword` is what it took the message
    for. `in_reply_to` is the provider's id of our message. `user_ref` is the provider's own id of the person,
    which comes beside the phone number or in its place. `text` of a place or a contact is what a person would read of it.
    """

    channel: Channel
    provider_id: str
    sender: str | None
    to: str
    kind: InboundKind
    text: str
    at: datetime | None
    payload: str | None = None
    in_reply_to: str | None = None
    profile_name: str | None = None
    user_ref: str | None = None
    opt_out_answered: bool = False
    keyword: Keyword | None = None
    attachments: tuple[Attachment, ...] = ()
    place: Place | None = None
    raw: dict[str, Any] = field(default_factory=dict[str, Any])


class NoticeKind(StrEnum):
    """News of our own account that changes what may be sent."""

    TIER_CHANGED = "tier_changed"
    TEMPLATE_STATUS = "template_status"
    TEMPLATE_CATEGORY = "template_category"
    TEMPLATE_CATEGORY_COMING = "template_category_coming"
    ACCOUNT_STOPPED = "account_stopped"
    MARKETING_PREFERENCE = "marketing_preference"
    USER_CHANGED = "user_changed"


@dataclass(frozen=True, slots=True)
class AccountNotice:
    """News of the account.

    TIER_CHANGED: `limit` is people a rolling 24 h, None for unlimited. TEMPLATE_STATUS: `subject` is the template's
    name, `value` the provider's status. TEMPLATE_CATEGORY: `subject` is the template's name, `text` its language, `value` the category
    under which the provider files it since `at`. TEMPLATE_CATEGORY_COMING: the same of the one under which it will file it from `due` on, as told
    at `at`; `due` is None where no time was told. ACCOUNT_STOPPED: `subject` is the account or sender as the provider names it,
    `value` its code or event. MARKETING_PREFERENCE: `subject` is a phone (E.164) or the provider's id of
    the person, `value` stop or resume. USER_CHANGED: the provider's own id of a person was `subject` and is `value` since `at`,
    which others leave out.
    """

    kind: NoticeKind
    subject: str = ""
    value: str = ""
    limit: int | None = None
    text: str = ""
    at: datetime | None = None
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Unrecognised:
    """Something of a kind that we do not know: kept, shown to an operator, never lost."""

    what: str


News = Receipt | Inbound | AccountNotice | Unrecognised
