"""What the law is asked for a batch of messages, and what its answers mean for each person."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

from tidings.contacts.types import Place, Whereabouts
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy.rules import windows
from tidings.policy.rules.packs import LAW
from tidings.policy.rules.speaking import pack_in
from tidings.policy.rules.weeks import Week
from tidings.policy.rules.windows import Asked, Opening, Own
from tidings.policy.types import Cap, ClosedBy, Closure, LocalHours, OwnHours, Question, ReasonCode

_NO_OPENING = timedelta(days=1)
"""Where nothing opens within the horizon the law is asked again after so long: rules change by their dates."""


def asked(question: Question, home: str, own: Sequence[OwnHours]) -> Asked:
    """Return what to ask of the law. Whoever wrote first is answered at any hour."""
    return Asked(
        question.channel,
        question.purpose,
        home,
        tuple(Own(each.pack, None if each.week is None else Week.told(each.week), each.holidays) for each in own),
        _week(question.local_hours) if question.local_hours else None,
        requested=question.lane is Lane.CONVERSATIONAL,
    )


def hours(what: Asked, wheres: Collection[Whereabouts], at: datetime) -> Mapping[Whereabouts, datetime | Closure]:
    """Return until when messages may leave to each place; or, where none may now, until when not, and why."""
    openings = windows.openings(LAW, what, wheres, at)
    return {where: opening.until or at + windows.HORIZON if opening.open else _closure(opening, at) for where, opening in openings.items()}


@dataclass(frozen=True, slots=True)
class HoursByPlace:
    """What the hours and days of the law, and an organisation's own, say of places."""

    asked: Asked

    def __call__(self, wheres: Collection[Whereabouts], at: datetime) -> Mapping[Whereabouts, datetime | Closure]:
        """Return until when messages may leave to each place; or, where none may now, until when not, and why."""
        return hours(self.asked, wheres, at)

    def closed_days(self, people: Mapping[Whereabouts, int], days: Collection[date], language: str) -> Mapping[date, Sequence[ClosedBy]]:
        """Name the rules that close whole days where so many people are, those of most people first; open days are left out."""
        closed = {day: self._closed_by(people, day, language) for day in days}
        return {day: rules for day, rules in closed.items() if rules}

    def _closed_by(self, people: Mapping[Whereabouts, int], day: date, language: str) -> Sequence[ClosedBy]:
        concerned = Counter[tuple[str, str]]()
        for where, number in people.items():
            for key in windows.closing_rules(LAW, self.asked, where, day):
                concerned[key] += number
        return [_named(pack, rule, number, language) for (pack, rule), number in concerned.most_common()]


def caps_of_law(where: Whereabouts, channel: Channel, on: date) -> Sequence[Cap]:
    """Return how many marketing messages the law allows a person who may be at any of these places."""
    return _caps_of_law(where.places, channel, on)


def check_own_hours(own: OwnHours, place: int) -> None:
    """Raise Invalid for hours that can't be read, or a pack that there is not."""
    if own.pack is not None and own.pack not in LAW.packs:
        known = ", ".join(sorted(LAW.packs))
        raise Invalid("no_such_pack", f"There is no rule pack {own.pack}.", field=f"hours[{place}].pack", fix=f"Give one of: {known}.")
    try:
        Week.told(own.week or {})
    except ValueError as wrong:
        fix = 'Give local hours by days, such as {"mon-fri": "09:00-18:00", "sat": "10:00-12:00"}.'
        raise Invalid("hours_invalid", f"The hours can't be read: {wrong}.", field=f"hours[{place}].week", fix=fix) from wrong


@lru_cache(maxsize=4096)
def _caps_of_law(places: frozenset[Place], channel: Channel, on: date) -> Sequence[Cap]:
    found = LAW.frequencies(places, channel, Purpose.MARKETING, on)
    return tuple(Cap(rule.channels, frequency.most, frequency.hours_rolling) for _, rule, frequency in found)


def _week(hours: LocalHours) -> Week:
    every_day = Week.daily(hours.opens, hours.closes)
    return Week(tuple(() if number in hours.quiet_days else spans for number, spans in enumerate(every_day.days, 1)))


def _named(pack_id: str, rule_id: str, people: int, language: str) -> ClosedBy:
    pack = pack_in(language, LAW.packs[pack_id])
    rule = next(each for each in pack.rules if each.id == rule_id)
    return ClosedBy(pack_id, rule_id, pack.name, rule.title, rule.source, people)


def _closure(opening: Opening, at: datetime) -> Closure:
    code = ReasonCode(opening.closed_by[0].code) if opening.closed_by else ReasonCode.QUIET_HOURS
    return Closure(opening.opens or at + _NO_OPENING, code)
