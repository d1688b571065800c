"""What is to be said, ready for a provider: rendered, with nothing left to fill in."""

from dataclasses import dataclass, field
from enum import StrEnum

from tidings.ports.receipt import AttachmentKind, Place


@dataclass(frozen=True, slots=True)
class Text:
    """Plain text: an SMS, or free text inside WhatsApp's service window."""

    text: str
    smart_encoding: bool = False


class MediaKind(StrEnum):
    """What a template's header may hold besides text."""

    IMAGE = "image"
    VIDEO = "video"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class HeaderMedia:
    """A media header by public https link; `filename` is shown for documents."""

    kind: MediaKind
    link: str
    filename: str | None = None


class ButtonKind(StrEnum):
    """Buttons whose value is filled in for each recipient."""

    QUICK_REPLY = "quick_reply"
    URL = "url"


@dataclass(frozen=True, slots=True)
class ButtonValue:
    """The payload of a quick reply, or the variable end of a URL, of the button at `index` (from 0)."""

    kind: ButtonKind
    index: int
    value: str


@dataclass(frozen=True, slots=True)
class Template:
    """A provider-approved template with its values in order ({{1}} first).

    `name` and `language` name it at Meta; `content_sid` names it at Twilio, where header, body and button values
    are numbered in one row (header first, then body, then buttons).
    """

    name: str
    language: str
    header: tuple[str, ...] | HeaderMedia = ()
    body: tuple[str, ...] = ()
    buttons: tuple[ButtonValue, ...] = ()
    content_sid: str | None = None
    named: dict[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Mail:
    """An email: a subject on one line, its text, and the same as HTML if it has any.

    `unsubscribe` is the public https link that one POST leaves by (RFC 8058): marketing has one.
    """

    subject: str
    text: str
    html: str = ""
    unsubscribe: str = ""


@dataclass(frozen=True, slots=True)
class Push:
    """A notification on a device: a title, a text below it, and the https address that a tap opens, "" for the app itself."""

    title: str
    text: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose: `id` comes back as the payload, `title` as the words. Only rows of a list show a `description`."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """A text with what may be chosen: buttons below it, or rows of a list that `button` opens. Inside WhatsApp's service window only."""

    text: str
    choices: tuple[Choice, ...]
    button: str = ""


@dataclass(frozen=True, slots=True)
class File:
    """A file by a link that the provider fetches it from, with words below it. Inside WhatsApp's service window only."""

    kind: AttachmentKind
    link: str
    name: str = ""
    caption: str = ""


FreeForm = Choices | Place | File
"""What only WhatsApp carries, and only inside its service window. A place has no words but its own."""

Content = Text | Template | Mail | Push | FreeForm
