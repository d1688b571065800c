"""Two contacts that are one person: what stays of each field, and how it is taken apart again."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from tidings.contacts.types import Choice, Contact, Told

_PLAIN = ("external_id", "first_name", "last_name", "country", "region", "postcode")
_GUESSED = (("time_zone", "time_zone_source"), ("locale", "locale_source"))
_FIRST = "lead"
"""The lifecycle of whoever nothing is known of: any other says more."""
_MOVED = frozenset({"id", "created_at", "updated_at", "addresses", "tags", "attributes"})


def merged(kept: Contact, gone: Contact) -> tuple[Contact, Sequence[Choice]]:
    """Return the one contact that two become, and where they differed.

    What is kept has the say; the other fills what is empty, brings its tags and attributes, and a time zone or locale that is better known.
    """
    choices: list[Choice] = []
    changes: dict[str, Any] = {}
    for name in _PLAIN:
        changes[name] = _either(name, getattr(kept, name), getattr(gone, name), choices)
    for name, source in _GUESSED:
        better = _weight(getattr(gone, source)) < _weight(getattr(kept, source))
        first, second = (gone, kept) if better else (kept, gone)
        changes[name] = _either(name, getattr(first, name), getattr(second, name), choices)
        changes[source] = getattr(first if getattr(first, name) is not None else second, source)
    changes["lifecycle"] = gone.lifecycle if kept.lifecycle == _FIRST else _either("lifecycle", kept.lifecycle, gone.lifecycle, choices)
    changes["tags"] = tuple(dict.fromkeys((*kept.tags, *gone.tags)))
    for name, value in gone.attributes.items():
        _either(f"attributes.{name}", kept.attributes.get(name), value, choices)
    changes["attributes"] = {**gone.attributes, **kept.attributes}
    return replace(kept, **changes), choices


def parted(now: Contact, before: Contact, gone: Contact) -> tuple[Contact, Sequence[str]]:
    """Return what is left of a merged contact without what the other brought, and the fields that were changed since and stay as they are."""
    after, _ = merged(before, gone)
    changes: dict[str, Any] = {}
    stay: list[str] = []
    for name in (each.name for each in fields(Contact) if each.name not in _MOVED):
        brought, was = getattr(after, name), getattr(before, name)
        if brought != was and getattr(now, name) == brought:
            changes[name] = was
        elif brought != was:
            stay.append(name)
    brought_tags = set(gone.tags) - set(before.tags)
    changes["tags"] = tuple(tag for tag in now.tags if tag not in brought_tags)
    changes["attributes"], changed = _attributes(now.attributes, before.attributes, gone.attributes)
    return replace(now, **changes), [*stay, *changed]


def _attributes(now: Mapping[str, Any], before: Mapping[str, Any], gone: Mapping[str, Any]) -> tuple[dict[str, Any], list[str]]:
    left = dict(now)
    changed: list[str] = []
    for name, value in gone.items():
        if name in before or name not in now:
            continue
        if now[name] == value:
            del left[name]
        else:
            changed.append(f"attributes.{name}")
    return left, changed


def _either(name: str, first: Any, second: Any, choices: list[Choice]) -> Any:
    if first is None:
        return second
    if second is not None and first != second:
        choices.append(Choice(name, str(first), str(second)))
    return first


def _weight(source: str | None) -> int:
    return len(Told) if source is None else list(Told).index(Told(source))
