"""Words for which no template stands: what an agent writes to one person, brought with its message."""

from collections.abc import Callable, Mapping
from typing import Any

from tidings.contacts.types import Person
from tidings.content.errors import CannotRender
from tidings.content.rules.values import NOTHING
from tidings.content.service.compiled import Compiled
from tidings.content.types import SmsBody
from tidings.ports.content import Content, Mail, Push, Text

BROUGHT = "free"
"""Under which name a message brings its words, among its values."""


class Free:
    """Says what a message brings, as it was written. Deterministic, as `Compiled` is: the same values are the same content."""

    links: frozenset[str] = frozenset()

    def render(self, person: Person, brought: Mapping[str, Any] = NOTHING) -> Content:
        """Say it. Raises CannotRender if the message brings no words."""
        del person
        words: Mapping[str, Any] = brought.get(BROUGHT, NOTHING)
        maker = _MAKERS.get(str(words.get("kind")))
        if maker is None:
            raise CannotRender("The message brings no words.", field="body.text", code="text_empty")
        return maker(words)


def free_text(text: str, *, smart: bool = False) -> Mapping[str, Any]:
    """Return the values of a message that says a text, as an SMS (`smart`: with look-alikes that cost less) or inside WhatsApp's window."""
    return {BROUGHT: {"kind": "text", "text": text, "smart": smart}}


def free_mail(subject: str, text: str) -> Mapping[str, Any]:
    """Return the values of a message that is an email."""
    return {BROUGHT: {"kind": "mail", "subject": subject, "text": text}}


def free_push(title: str, text: str) -> Mapping[str, Any]:
    """Return the values of a message that is a notification."""
    return {BROUGHT: {"kind": "push", "title": title, "text": text}}


def filler(texts: Mapping[str, str], default_locale: str) -> Compiled:
    """Make texts in the template language ready to be filled in for people, by locale, as templates are. Raises TemplateInvalid."""
    return Compiled(1, default_locale, {locale: SmsBody(text) for locale, text in texts.items()})


_MAKERS: Mapping[str, Callable[[Mapping[str, Any]], Content]] = {
    "text": lambda words: Text(words["text"], bool(words["smart"])),
    "mail": lambda words: Mail(words["subject"], words["text"]),
    "push": lambda words: Push(words["title"], words["text"]),
}
