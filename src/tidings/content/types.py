"""What content hands out: templates, their bodies by channel, and what a look at them tells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tidings.kernel.sms import SmsCount, Suggestion
from tidings.kernel.words import Channel, Purpose


@dataclass(frozen=True, slots=True)
class SmsBody:
    """A text message in the template language; `smart_encoding` lets look-alikes replace what is outside GSM-7."""

    text: str
    smart_encoding: bool = False


class HeaderKind(StrEnum):
    """What stands above a WhatsApp template's body."""

    TEXT = "text"
    IMAGE = "image"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Header:
    """A header. TEXT has `text` with at most one `{{1}}`, filled by `parameter`; the others a public https `link`.

    `parameter`, `link` and `filename` are in the template language.
    """

    kind: HeaderKind
    text: str = ""
    parameter: str | None = None
    link: str | None = None
    filename: str | None = None


class ButtonType(StrEnum):
    """What a button does."""

    QUICK_REPLY = "quick_reply"
    URL = "url"
    PHONE_NUMBER = "phone_number"


@dataclass(frozen=True, slots=True)
class Button:
    """A button in the order approved. `value` (template language) is a quick reply's payload, or fills `{{1}}` at a URL's end."""

    type: ButtonType
    text: str
    url: str | None = None
    phone_number: str | None = None
    value: str | None = None


class Category(StrEnum):
    """What a WhatsApp template was submitted as; Meta may file it otherwise."""

    MARKETING = "marketing"
    UTILITY = "utility"
    AUTHENTICATION = "authentication"


@dataclass(frozen=True, slots=True)
class WhatsAppBody:
    """A template as the provider approved it, and how its variables are filled.

    `body` holds `{{1}}`, `{{2}}`...; `parameters` has one text in the template language for each. `provider_name` and
    `language` name it at Meta, `content_sid` at Twilio. `category` and `examples`, one for each variable, are what the
    provider is told when it is asked for approval; nothing is sent by them.
    """

    provider_name: str
    language: str
    body: str
    parameters: tuple[str, ...] = ()
    header: Header | None = None
    footer: str = ""
    buttons: tuple[Button, ...] = ()
    content_sid: str | None = None
    category: Category | None = None
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EmailBody:
    """An email; subject, text and HTML are in the template language. What variables bring into the HTML is escaped.

    `postal_address` stands at the end of the message: marketing has one (15 U.S.C. 7704(a)(5)), and names `unsubscribe_url`.
    """

    subject: str
    text: str
    html: str = ""
    postal_address: str = ""


@dataclass(frozen=True, slots=True)
class PushBody:
    """A notification of the organisation's app, in the template language. `link` is the https address that a tap opens, "" for the app itself."""

    title: str
    text: str
    link: str = ""


Body = SmsBody | WhatsAppBody | EmailBody | PushBody


@dataclass(frozen=True, slots=True)
class Template:
    """A template's name tag. `version` is the newest; people without a body in their language get `default_locale`'s."""

    id: UUID
    name: str
    channel: Channel
    purpose: Purpose
    default_locale: str
    version: int
    created_at: datetime
    updated_at: datetime
    archived_at: datetime | None = None


class Standing(StrEnum):
    """Which templates are meant: by whether they are still offered, and whether their providers let them be sent."""

    CURRENT = "current"
    SENDABLE = "sendable"
    HELD = "held"
    ARCHIVED = "archived"


@dataclass(frozen=True, slots=True)
class LocaleBody:
    """The body of one locale, and the version that brought it: the `of_locale`-th of its language."""

    locale: str
    version: int
    of_locale: int
    body: Body
    created_by: str
    created_at: datetime


@dataclass(frozen=True, slots=True)
class MissingVariable:
    """A variable without a default that `count` of the people looked at lack; `contact_ids` are the first few."""

    variable: str
    count: int
    contact_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Preview:
    """A template as one person would see it. `missing` names what would stop it; its places show the variable's name.

    Of an email the subject is the header, and `html` what mailboxes show; of a notification its title is the header, its link the footer.
    """

    locale: str
    text: str
    header: str
    footer: str
    buttons: Sequence[str]
    missing: Sequence[str]
    sms: SmsCount | None
    html: str = ""


@dataclass(frozen=True, slots=True)
class SmsReport:
    """What a text costs as an SMS and how it would cost less."""

    count: SmsCount
    suggestions: Sequence[Suggestion]


@dataclass(frozen=True, slots=True)
class Approval:
    """The provider's last word on a template: `status` in its own words, lower case."""

    provider: str
    provider_name: str
    status: str
    reason: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class Filed:
    """A provider's word that it files a template in a language under a category, since `at`."""

    provider: str
    provider_name: str
    language: str
    category: Category
    at: datetime


@dataclass(frozen=True, slots=True)
class Filing:
    """Under which category a provider files a template in a language, and under which it did before; `seen_at` is when somebody saw it.

    `coming` is the category that it announced, from `comes_at` on where it said so: nothing counts as that yet.
    """

    provider: str
    provider_name: str
    language: str
    category: Category
    former: Category | None
    at: datetime
    changed_at: datetime
    seen_at: datetime | None
    coming: Category | None = None
    comes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Refiled:
    """A template that a provider files otherwise than the organisation thought, or said that it will, and that nobody has seen since.

    `submitted` is the category that it was submitted as, None where none is kept.
    """

    name: str
    purpose: Purpose
    submitted: Category | None
    filed: Category
    changed_at: datetime
    coming: Category | None = None
    comes_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """What a list shows of a template beside its name tag: its languages, and what providers said of it."""

    locales: Sequence[str]
    approvals: Sequence[Approval]
    not_sendable: str | None


Bodies = Mapping[str, Body]
"""Bodies by locale."""


class LinkKind(StrEnum):
    """What a public link is for. Values are in links that people have: never rename one."""

    PREFERENCES = "p"
    UNSUBSCRIBE = "u"
    CONFIRM = "c"
    """Asks whether an opt-in is theirs."""
    EMAIL = "e"
    """Asks whether an email is theirs."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a public link says: whose page or refusal it is, for which channel and address, until when (None: without end)."""

    kind: LinkKind
    organisation_id: UUID
    contact_id: UUID
    address_id: UUID
    channel: Channel
    expires_at: datetime | None = None


class ThingKind(StrEnum):
    """What a public link to a thing leads to, as it stands in its address. Values are in links that people have: never rename one."""

    WAITLIST = "w"
    """The sign-up page of an organisation."""
    ENTRY = "l"
    """Somebody's place on the list."""
    OFFER = "o"
    """A slot that is offered to somebody."""
    BOOKING = "b"
    FILE = "f"
    """A file that an agent sent, for the provider that carries it."""


@dataclass(frozen=True, slots=True)
class ThingLink:
    """What a public link to a thing says: which kind of thing, whose, its id, until when (None: as long as the thing says)."""

    kind: ThingKind
    organisation_id: UUID
    thing_id: UUID
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicAddress:
    """How people's browsers reach this installation, without a slash at the end."""

    base: str
