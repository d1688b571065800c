"""What is taken back of an import: nothing that somebody changed since, and nobody with whom something happened since."""

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Any
from uuid import UUID

from tidings.contacts.types import Changed, Contact, ImportReport, Link, Stays

KEPT = timedelta(days=30)
"""How long it is kept what an import changed, so that it can be undone."""
_SOURCES = {"time_zone": "time_zone_source", "locale": "locale_source"}


@dataclass(frozen=True, slots=True)
class Touched:
    """Somebody to whom an import did something, as they are now; `contact` is None for whoever is not there any more.

    `as_left`: what the import made is still so. `named_again`, `merged`, `events`: by a later import, into this one, done by them.
    """

    id: UUID
    made: bool
    changed: Changed | None
    attested: bool
    as_left: bool
    named_again: bool
    merged: bool
    events: bool
    contact: Contact | None = field(default=None, repr=False)

    @property
    def counts(self) -> bool:
        """Whether the import did anything to them."""
        return self.made or self.changed is not None or self.attested


def possible(report: ImportReport) -> bool:
    """Say whether an import is one that can be undone as long as what it changed is kept."""
    did = report.created + report.updated > 0 or report.basis is not None
    return did and not report.options.dry_run and not report.status.under_way and not report.status.undone


def why_stays(touched: Touched, known: Mapping[str, Collection[UUID]]) -> Stays | None:
    """Say why somebody stays whom the import made, None: they go. `known` are those of whom each room above keeps something."""
    own = {Stays.MERGED: touched.merged, Stays.NAMED_AGAIN: touched.named_again, Stays.EVENTS: touched.events}
    rooms = {Stays(room): touched.id in people for room, people in known.items()}
    happened = {**rooms, **own, Stays.CHANGED: not touched.as_left}
    return next((why for why, true in happened.items() if true), None)


def given_back(now: Contact, changed: Changed) -> tuple[Contact, bool]:
    """Return a contact with what the import changed given back, and whether that is all: what somebody changed since stays as it is."""
    whole = True
    changes: dict[str, Any] = {}
    for name, (before, after) in changed.fields.items():
        was, is_now = _parts(name, before), {part: getattr(now, part) for part in _parts(name, after)}
        if is_now == _parts(name, after):
            changes |= was
        else:
            whole = whole and is_now == was
    attributes = dict(now.attributes)
    for name, (before, after) in changed.attributes.items():
        if attributes.get(name) != after:
            whole = whole and attributes.get(name) == before
        elif before is None:
            del attributes[name]
        else:
            attributes[name] = before
    tags = tuple(tag for tag in now.tags if tag not in set(changed.tags))
    return replace(now, **changes, attributes=attributes, tags=tags), whole


def links_back(now: Mapping[UUID, Link], changed: Changed, used: Collection[UUID]) -> tuple[Mapping[UUID, Link | None], bool]:
    """Return what becomes of addresses (None: taken away), and whether that is all that the import changed of them.

    Those of one kind go back together, for one of them alone is the profile's. An address that was `used` or verified since is not taken away.
    """
    whole = True
    back: dict[UUID, Link | None] = {}
    differing = [each for each in {**changed.before, **changed.after} if changed.before.get(each) != changed.after.get(each)]
    for kind in {(changed.after.get(each) or changed.before[each]).kind for each in differing}:
        mine = [each for each in differing if (changed.after.get(each) or changed.before[each]).kind == kind]
        if all(now.get(each) == changed.after.get(each) for each in mine) and not any(each in used for each in mine if each not in changed.before):
            back |= {each: changed.before.get(each) for each in mine}
        else:
            whole = whole and all(now.get(each) == changed.before.get(each) for each in mine)
    return back, whole


def stays_in_words(why: Stays, language: str) -> str:
    """Say why somebody stays, as a sentence in a language ("en" or "fr")."""
    return _sentences()[why][language]


@lru_cache(maxsize=1)
def _sentences() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("tidings.contacts").joinpath("undoing.toml").read_text(encoding="utf-8"))


def _parts(name: str, value: Any) -> dict[str, Any]:
    return dict(zip((name, _SOURCES[name]), value, strict=True)) if name in _SOURCES else {name: value}
