"""What a contact's data may bring into a message: text, and nothing that acts."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from tidings.contacts.types import Person
from tidings.kernel.blank import blank

_BREAKS = re.compile(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_RUNS = re.compile(r" {5,}")
_RUN = " " * 5


NOTHING: Mapping[str, Any] = MappingProxyType({})
NOBODY: Mapping[UUID, Mapping[str, Any]] = MappingProxyType({})


def cleaned(text: str) -> str:
    """Return text on one line: line breaks and tabs become a space, control and text-direction characters go.

    WhatsApp refuses parameters with line breaks, tabs or more than four spaces in a row (Twilio 63013, Meta 132012),
    and a direction mark in a name would turn round the sentence that follows it.
    """
    if text.isprintable() and _RUN not in text:
        return text  # nearly every value: nothing that breaks a line or goes unseen can be printed
    return _RUNS.sub(" ", _UNSEEN.sub("", _BREAKS.sub(" ", text)))


def context(person: Person, brought: Mapping[str, Any] = NOTHING) -> dict[str, Any]:
    """Return what a template can name: the person's fields, `attributes`, each attribute by its own name, and what the message brings.

    What is missing, empty or blank is left out, so that `default` works for it and `if` is false. What the message brings goes
    before all, so that no attribute stands in for a code or a link; a field of the person goes before an attribute of the same name.
    """
    attributes = _kept(person.attributes)
    fields = {
        "first_name": person.first_name,
        "last_name": person.last_name,
        "name": f"{person.first_name or ''} {person.last_name or ''}".strip(),
        "country": person.country,
        "locale": person.locale,
        "lifecycle": person.lifecycle,
    }
    own = _kept(brought) if brought else NOTHING
    return {**attributes, **_kept(fields), "attributes": attributes, "tags": tuple(person.tags), **own}


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in values.items():
        if isinstance(value, str):
            text = cleaned(value)
            if not blank(text):
                kept[name] = text
        elif isinstance(value, dict):
            kept[name] = _kept(cast("dict[str, Any]", value))
        elif value is not None:
            kept[name] = value
    return kept


def chosen_locale(wanted: str | None, offered: Iterable[str], default: str) -> str:
    """Choose a body for a person's locale: the same, then the same language, then the default."""
    if wanted is None:
        return default
    by_form = {_form(locale): locale for locale in sorted(offered, reverse=True)}
    exact = by_form.get(_form(wanted))
    if exact is not None:
        return exact
    language = _form(wanted).partition("_")[0]
    if _form(default).partition("_")[0] == language:
        return default
    return by_form.get(language) or next((by_form[form] for form in sorted(by_form) if form.partition("_")[0] == language), default)


def _form(locale: str) -> str:
    return locale.replace("-", "_").lower()
