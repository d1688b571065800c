"""Rule packs: the law of a jurisdiction as dated data, one TOML file each, read and checked once.

A pack holds for the countries that it names; the one that names "*" holds where no other does. What a rule says of is `what`, and its
`value` says it in types. Whatever is wrong with a file is told with file, rule and reason, and Tidings does not start.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from enum import StrEnum
from functools import lru_cache
from importlib.resources import files
from typing import Any, Final

from tidings.contacts.types import Place
from tidings.kernel.words import Channel, Purpose
from tidings.policy.rules.weeks import CLOSED, Week, within
from tidings.policy.types import StopScope

ELSEWHERE: Final = "*"
"""Stands for every country that no pack names."""


class What(StrEnum):
    """What a rule speaks of."""

    HOURS = "hours"
    HOLIDAYS = "holidays"
    FREQUENCY = "frequency"
    KEYWORDS = "keywords"
    TEXT = "text"
    RETENTION = "retention"
    OPT_OUT = "opt_out"
    SENDER = "sender"
    DUTY = "duty"


class Confidence(StrEnum):
    """How sure a rule is: the text itself was read, others report it, it is our own caution, or one source stands against others."""

    PRIMARY = "primary"
    SECONDARY = "secondary"
    CAREFUL = "careful"
    UNCONFIRMED = "unconfirmed"


class PackBroken(Exception):
    """A pack can't be read as one: which file, which rule, why."""

    def __init__(self, file: str, rule: str, reason: str) -> None:
        super().__init__(f"rule pack {file}, {rule}: {reason}")


@dataclass(frozen=True, slots=True)
class Hours:
    """When messages may leave, in the person's local time; an organisation may widen it up to `widest` (None: only narrow it)."""

    week: Week
    widest: Week | None = None


@dataclass(frozen=True, slots=True)
class Holidays:
    """Closed on public holidays of the place; `may_be_opened` lets an organisation send all the same."""

    may_be_opened: bool = False


@dataclass(frozen=True, slots=True)
class Frequency:
    """At most `most` messages of the kind counted to one person in any `hours_rolling` hours."""

    most: int
    hours_rolling: int
    counts: Purpose


@dataclass(frozen=True, slots=True)
class Keywords:
    """Words by which a person opts out, in lower case without accents."""

    words: Sequence[str]


@dataclass(frozen=True, slots=True)
class RequiredText:
    """What each message has to hold: `sender_name`, `opt_out`; and how the latter is usually written.

    Without the way to stop nothing is launched on the channels of `blocks_on`; elsewhere it is advice, as the sender's name always is, which
    nobody can recognise for sure. `may_be_waived` lets an organisation launch all the same, with a reason.
    """

    requires: Sequence[str]
    example: str
    blocks_on: frozenset[Channel] = frozenset()
    may_be_waived: bool = True


@dataclass(frozen=True, slots=True)
class Retention:
    """How many years something of this `name` is kept: a limit for a prospect, at least so long for an opt-out."""

    name: str
    years: int


@dataclass(frozen=True, slots=True)
class OptOut:
    """What a STOP closes at least, whatever the organisation decided."""

    at_least: StopScope


@dataclass(frozen=True, slots=True)
class Demand:
    """Something else that the sender or the organisation must heed, by name, with a number where it has one."""

    name: str
    value: int | None = None


Value = Hours | Holidays | Frequency | Keywords | RequiredText | Retention | OptOut | Demand


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: in force from a day until the day before another (None: still), in the whole jurisdiction or some subdivisions.

    `only_without_subdivision` holds where it is not known in which subdivision somebody is.
    """

    id: str
    what: What
    title: str
    value: Value
    channels: frozenset[Channel]
    purposes: frozenset[Purpose]
    valid_from: date
    source: str
    confidence: Confidence
    subdivisions: frozenset[str] = frozenset()
    only_without_subdivision: bool = False
    valid_to: date | None = None
    note: str | None = None
    title_fr: str | None = None
    note_fr: str | None = None
    source_fr: str | None = None

    def holds(self, subdivision: str | None, channel: Channel, purpose: Purpose, on: date) -> bool:
        """Say whether the rule is in force for such a message on a local day."""
        if not (self.valid_from <= on and (self.valid_to is None or on < self.valid_to)):
            return False
        if channel not in self.channels or purpose not in self.purposes or (self.only_without_subdivision and subdivision):
            return False
        return not self.subdivisions or subdivision in self.subdivisions

    @property
    def terms(self) -> Mapping[str, object]:
        """What the rule demands, as its file writes it."""
        match self.value:
            case Hours(week, widest):
                return {"hours": week.words()} | ({"widest": widest.words()} if widest else {})
            case Holidays(may_be_opened):
                return {"closed": "public holidays", "may_be_opened": may_be_opened}
            case other:
                return asdict(other)

    @property
    def may_be_widened(self) -> bool:
        """Whether an organisation may send where the rule, as it stands, says no."""
        return (isinstance(self.value, Hours) and self.value.widest is not None) or (isinstance(self.value, Holidays) and self.value.may_be_opened)


@dataclass(frozen=True, slots=True)
class Pack:
    """The rules of one jurisdiction, who reviewed them last when, and whose public holidays count."""

    id: str
    name: str
    countries: frozenset[str]
    reviewed_on: date
    rules: Sequence[Rule]
    calendar: str | None = None
    calendars: Mapping[str, str] = field(default_factory=dict[str, str])
    territories: Mapping[str, str] = field(default_factory=dict[str, str])
    name_fr: str | None = None


class Law:
    """All packs together: what holds where."""

    def __init__(self, packs: Iterable[Pack]) -> None:
        self.packs: Mapping[str, Pack] = {pack.id: pack for pack in packs}
        self._of_country = {country: pack for pack in self.packs.values() for country in pack.countries}
        self._territory = {country: (pack, part) for pack in self.packs.values() for country, part in pack.territories.items()}
        self._elsewhere = self._of_country[ELSEWHERE]

    def pack_of(self, place: Place) -> tuple[Pack, str | None]:
        """Return the pack that holds at a place and the subdivision there: Réunion as a country is France's 974."""
        if place.country in self._territory:
            pack, part = self._territory[place.country]
            return pack, part
        return self._of_country.get(place.country or "", self._elsewhere), place.subdivision

    def rules_at(self, place: Place, channel: Channel, purpose: Purpose, on: date, what: What | None = None) -> list[tuple[Pack, Rule]]:
        """Return the rules in force at a place for such a message, in the order of their file."""
        pack, subdivision = self.pack_of(place)
        return [(pack, rule) for rule in pack.rules if what in {None, rule.what} and rule.holds(subdivision, channel, purpose, on)]

    def is_holiday(self, place: Place, on: date) -> bool:
        """Say whether a day is a public holiday at a place."""
        pack, subdivision = self.pack_of(place)
        country = pack.calendar or place.country
        if country is None:
            return False
        return on in _holidays(country, pack.calendars.get(subdivision or "", subdivision), on.year)

    def frequencies(self, places: Collection[Place], channel: Channel, purpose: Purpose, on: date) -> list[tuple[Pack, Rule, Frequency]]:
        """Return every limit of messages per person that holds under any of the places, each once; all must be kept."""
        found = {rule.id: (pack, rule) for place in places for pack, rule in self.rules_at(place, channel, purpose, on, What.FREQUENCY)}
        return [(pack, rule, rule.value) for pack, rule in found.values() if isinstance(rule.value, Frequency)]


@lru_cache(maxsize=4096)
def _holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """Return the public holidays of a year; those of the country where the library knows no such subdivision, none where no such country."""
    import holidays  # noqa: PLC0415 - a twentieth of a command's start, and few commands ask for a day

    for part in (subdivision, None):
        try:
            return frozenset(holidays.country_holidays(country, subdiv=part, years=year))
        except NotImplementedError:
            continue
    return frozenset()


def read(file: str, text: str) -> Pack:
    """Read one file. Raises PackBroken with the file, the rule and the reason."""
    at = "head"
    try:
        told = tomllib.loads(text)
        _only(told, {"id", "name", "name_fr", "countries", "calendar", "calendars", "territories", "reviewed_on", "rule"})
        rules: list[Rule] = []
        for number, entry in enumerate(told["rule"], 1):
            at = f"rule {entry.get('id') or number}"
            rules.append(_rule(entry))
        at = "head"
        _once([rule.id for rule in rules])
        return Pack(
            id=_text(told["id"]),
            name=_text(told["name"]),
            countries=frozenset(_text(country) for country in told["countries"]),
            reviewed_on=_day(told["reviewed_on"]),
            rules=tuple(rules),
            calendar=_calendar(told.get("calendar")),
            calendars=told.get("calendars", {}),
            territories=told.get("territories", {}),
            name_fr=told.get("name_fr"),
        )
    except KeyError as missing:
        raise PackBroken(file, at, f"{missing.args[0]!r} is missing or unknown") from missing
    except (TypeError, ValueError, AttributeError) as wrong:
        raise PackBroken(file, at, str(wrong)) from wrong


def gather(packs: Iterable[Pack]) -> Law:
    """Put packs together. Raises PackBroken where two claim one country or id, or none holds elsewhere."""
    packs = list(packs)
    for claims in ([pack.id for pack in packs], [country for pack in packs for country in {*pack.countries, *pack.territories}]):
        try:
            _once(claims)
        except ValueError as twice:
            raise PackBroken("packs", "head", str(twice)) from twice
    if not any(ELSEWHERE in pack.countries for pack in packs):
        raise PackBroken("packs", "head", f"no pack has the country {ELSEWHERE!r}")
    return Law(packs)


def load() -> Law:
    """Read all packs of the room. Raises PackBroken."""
    folder = files("tidings.policy").joinpath("packs")
    found = sorted((file for file in folder.iterdir() if file.name.endswith(".toml")), key=lambda file: file.name)
    return gather(read(file.name, file.read_text(encoding="utf-8")) for file in found)


_COUNTRY = re.compile(r"[A-Z]{2}")
_TO_A_PHONE = (Channel.SMS, Channel.WHATSAPP)
"""The channels of a rule that names none: what rings. A rule for another channel names it."""
_EVERY_RULE = {
    "id", "what", "title", "channels", "purposes", "subdivisions", "only_without_subdivision", "valid_from", "valid_to", "source",
    "confidence", "note", "title_fr", "note_fr", "source_fr",
}  # fmt: skip


def _rule(entry: Mapping[str, Any]) -> Rule:
    what = What(entry["what"])
    fields, make = _VALUES[what]
    _only(entry, _EVERY_RULE | fields)
    rule = Rule(
        id=_text(entry["id"]),
        what=what,
        title=_text(entry["title"]),
        value=make(entry),
        channels=frozenset(map(Channel, entry.get("channels", _TO_A_PHONE))),
        purposes=frozenset(map(Purpose, entry.get("purposes", (Purpose.MARKETING,)))),
        valid_from=_day(entry["valid_from"]),
        source=_text(entry["source"]),
        confidence=Confidence(entry["confidence"]),
        subdivisions=frozenset(map(_text, entry.get("subdivisions", ()))),
        only_without_subdivision=bool(entry.get("only_without_subdivision", False)),
        valid_to=_day(entry["valid_to"]) if "valid_to" in entry else None,
        note=entry.get("note"),
        title_fr=entry.get("title_fr"),
        note_fr=entry.get("note_fr"),
        source_fr=entry.get("source_fr"),
    )
    if rule.valid_to is not None and rule.valid_to <= rule.valid_from:
        raise ValueError("valid_to is not after valid_from")
    return rule


def _hours(entry: Mapping[str, Any]) -> Hours:
    week = Week.told(entry["hours"])
    widest = Week.told(entry["widest"]) if "widest" in entry else None
    if week == CLOSED:
        raise ValueError("hours hold no hour")
    if widest is not None and not within(week, widest):
        raise ValueError("hours reach beyond widest")
    return Hours(week, widest)


def _frequency(entry: Mapping[str, Any]) -> Frequency:
    return Frequency(_count(entry["most"]), _count(entry["hours_rolling"]), Purpose(entry["counts"]))


def _required(entry: Mapping[str, Any]) -> RequiredText:
    if unknown := set(entry["requires"]) - {"sender_name", "opt_out"}:
        raise ValueError(f"requires {sorted(unknown)}, which nothing checks")
    blocks_on = frozenset(map(Channel, entry.get("blocks_on", ())))
    return RequiredText(tuple(entry["requires"]), _text(entry["example"]), blocks_on, bool(entry.get("may_be_waived", True)))


_VALUES: Mapping[What, tuple[set[str], Callable[[Mapping[str, Any]], Value]]] = {
    What.HOURS: ({"hours", "widest"}, _hours),
    What.HOLIDAYS: ({"may_be_opened"}, lambda entry: Holidays(bool(entry.get("may_be_opened", False)))),
    What.FREQUENCY: ({"most", "hours_rolling", "counts"}, _frequency),
    What.KEYWORDS: ({"words"}, lambda entry: Keywords(tuple(map(_text, entry["words"])))),
    What.TEXT: ({"requires", "example", "blocks_on", "may_be_waived"}, _required),
    What.RETENTION: ({"name", "years"}, lambda entry: Retention(_text(entry["name"]), _count(entry["years"]))),
    What.OPT_OUT: ({"at_least"}, lambda entry: OptOut(StopScope(entry["at_least"]))),
    What.SENDER: ({"name"}, lambda entry: Demand(_text(entry["name"]))),
    What.DUTY: ({"name", "value"}, lambda entry: Demand(_text(entry["name"]), int(entry["value"]))),
}
"""For each kind of rule: its own fields, and what they make."""


def _only(told: Mapping[str, Any], known: set[str]) -> None:
    if unknown := set(told) - known:
        raise ValueError(f"{sorted(unknown)} are not known here")


def _once(names: Sequence[str]) -> None:
    if twice := {name for name in names if names.count(name) > 1}:
        raise ValueError(f"{sorted(twice)} stand there twice")


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{value!r} is no text")
    return value


def _count(value: Any) -> int:
    if not isinstance(value, int) or value < 1:
        raise ValueError(f"{value!r} is no number above 0")
    return value


def _day(value: Any) -> date:
    if type(value) is not date:
        raise ValueError(f"{value!r} is no day")
    return value


def _calendar(value: Any) -> str | None:
    if value is not None and not _COUNTRY.fullmatch(_text(value)):
        raise ValueError(f"{value!r} is no country of ISO 3166")
    return value


LAW: Final = load()
"""The law as this release knows it. A broken pack keeps Tidings from starting."""
