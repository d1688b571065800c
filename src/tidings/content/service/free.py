"""Words for which no template stands: what an agent writes to one person, brought with its message."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.contacts.types import Person
from tidings.content.errors import CannotRender
from tidings.content.rules.values import NOTHING
from tidings.content.service.compiled import Compiled
from tidings.content.service.links import leads_to
from tidings.content.types import SmsBody, ThingKind
from tidings.ports.content import Choice, Choices, Content, File, Mail, Push, Text
from tidings.ports.receipt import AttachmentKind, Place

BROUGHT = "free"
"""Under which name a message brings its words, among its values."""
_LINK = "free_link"
"""Under which name it brings the link to its file."""


class Free:
    """Says what a message brings, as it was written. Deterministic, as `Compiled` is: the same values are the same content."""

    links: frozenset[str] = frozenset()

    def render(self, person: Person, brought: Mapping[str, Any] = NOTHING) -> Content:
        """Say it. Raises CannotRender if the message brings no words."""
        del person
        words: dict[str, Any] = dict(brought.get(BROUGHT, NOTHING))
        maker = _MAKERS.get(str(words.get("kind")))
        if maker is None:
            raise CannotRender("The message brings no words.", field="body.text", code="text_empty")
        return maker(words | {_LINK: brought.get(_LINK, "")})


def free_text(text: str, *, smart: bool = False) -> Mapping[str, Any]:
    """Return the values of a message that says a text, as an SMS (`smart`: with look-alikes that cost less) or inside WhatsApp's window."""
    return {BROUGHT: {"kind": "text", "text": text, "smart": smart}}


def free_mail(subject: str, text: str) -> Mapping[str, Any]:
    """Return the values of a message that is an email."""
    return {BROUGHT: {"kind": "mail", "subject": subject, "text": text}}


def free_push(title: str, text: str) -> Mapping[str, Any]:
    """Return the values of a message that is a notification."""
    return {BROUGHT: {"kind": "push", "title": title, "text": text}}


def free_choices(asked: Choices) -> Mapping[str, Any]:
    """Return the values of a message with buttons or a list, inside WhatsApp's window."""
    choices = [[each.id, each.title, each.description] for each in asked.choices]
    return {BROUGHT: {"kind": "choices", "text": asked.text, "choices": choices, "button": asked.button}}


def free_place(place: Place) -> Mapping[str, Any]:
    """Return the values of a message that is a place, inside WhatsApp's window."""
    said = {"latitude": place.latitude, "longitude": place.longitude, "name": place.name, "address": place.address}
    return {BROUGHT: {"kind": "place", **said}}


def free_file(file_id: UUID, kind: AttachmentKind, name: str, caption: str, until: datetime) -> Mapping[str, Any]:
    """Return the values of a message that is a file, inside WhatsApp's window; the link by which the provider fetches it leads there `until` then."""
    said = {"kind": "file", "is": kind.value, "name": name, "caption": caption}
    return {BROUGHT: said, _LINK: leads_to(ThingKind.FILE, file_id, until)}


def filler(texts: Mapping[str, str], default_locale: str) -> Compiled:
    """Make texts in the template language ready to be filled in for people, by locale, as templates are. Raises TemplateInvalid."""
    return Compiled(1, default_locale, {locale: SmsBody(text) for locale, text in texts.items()})


_MAKERS: Mapping[str, Callable[[Mapping[str, Any]], Content]] = {
    "text": lambda words: Text(words["text"], bool(words["smart"])),
    "mail": lambda words: Mail(words["subject"], words["text"]),
    "push": lambda words: Push(words["title"], words["text"]),
    "choices": lambda words: Choices(words["text"], tuple(Choice(*each) for each in words["choices"]), words["button"]),
    "place": lambda words: Place(words["latitude"], words["longitude"], words["name"], words["address"]),
    "file": lambda words: File(AttachmentKind(words["is"]), words[_LINK], words["name"], words["caption"]),
}
