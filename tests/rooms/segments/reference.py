"""What each condition means, in plain Python over one person at a time: the compiled statements are compared with it."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.kernel.phone import LineType, can_receive_sms
from tidings.kernel.words import Channel, Purpose
from tidings.segments.types import (
    Age,
    All,
    AnyOf,
    Attribute,
    Consent,
    Did,
    Engagement,
    Enrolled,
    Field,
    InList,
    InSegment,
    NoneOf,
    Period,
    Property,
    Reachable,
    Tag,
    Tree,
    Turn,
    Without,
)

DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


@dataclass(frozen=True)
class Event:
    name: str
    at: datetime
    properties: Mapping[str, Any]


@dataclass(frozen=True)
class Phone:
    line_type: LineType | None
    closed: frozenset[tuple[Channel, str]]
    """Channel and scope of the closings that hold."""


@dataclass(frozen=True, order=True)
class Said:
    at: datetime
    status: str
    """As words are ordered, of two at one moment the later is the withdrawal."""


@dataclass
class Someone:
    id: UUID
    attributes: dict[str, Any]
    tags: list[str]
    lifecycle: str
    country: str | None
    locale: str | None
    time_zone: str | None
    said: dict[tuple[Channel, Purpose, str], list[Said]] = field(default_factory=dict)
    """What they said of channel, purpose and programme; the programme "" is everything."""
    phones: list[Phone] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    enrolments: dict[str, tuple[str, datetime]] = field(default_factory=dict)
    lists: set[UUID] = field(default_factory=set)


@dataclass(frozen=True)
class Reference:
    now: datetime
    zone: ZoneInfo
    segments: Mapping[UUID, Tree]

    def holds(self, node: Tree, who: Someone) -> bool:
        return bool(getattr(self, f"_{type(node).__name__.lower()}")(node, who))

    def _all(self, node: All, who: Someone) -> bool:
        return all(self.holds(each, who) for each in node.of)

    def _anyof(self, node: AnyOf, who: Someone) -> bool:
        return any(self.holds(each, who) for each in node.of)

    def _noneof(self, node: NoneOf, who: Someone) -> bool:
        return not any(self.holds(each, who) for each in node.of)

    def _attribute(self, node: Attribute, who: Someone) -> bool:
        if node.name not in who.attributes:
            return False
        found = who.attributes[node.name]
        if node.op == "is_set":
            return True
        if node.op in {"is", "in"}:
            return any(same(found, value) for value in node.values)
        first = node.values[0]
        if node.op in {"starts_with", "contains"}:
            return isinstance(found, str) and (found.startswith(str(first)) if node.op == "starts_with" else str(first) in found)
        if isinstance(first, str):
            return isinstance(found, str) and DATE.fullmatch(found) is not None and ordered(node.op, found, node.values)
        return not isinstance(found, (str, bool)) and ordered(node.op, found, node.values)

    def _age(self, node: Age, who: Someone) -> bool:
        born = who.attributes.get(node.attribute)
        if not isinstance(born, str) or not DATE.fullmatch(born):
            return False
        year, month, day = map(int, born.split("-"))
        today = self.now.astimezone(self.zone).date()
        years = today.year - year - ((today.month, today.day) < (month, day))
        if years < 0:
            return False
        return years == node.values[0] if node.op == "is" else ordered(node.op, years, node.values)

    def _tag(self, node: Tag, who: Someone) -> bool:
        return node.name in who.tags

    def _field(self, node: Field, who: Someone) -> bool:
        found: str | None = getattr(who, node.name)
        if found is None or not node.values:
            return found is not None
        if node.name == "locale":
            return any(found == value or ("-" not in value and found.startswith(f"{value}-")) for value in node.values)
        return found in node.values

    def _consent(self, node: Consent, who: Someone) -> bool:
        return consent(node, who) == node.status

    def _reachable(self, node: Reachable, who: Someone) -> bool:
        closing = {"all", "marketing"} if node.purpose is Purpose.MARKETING else {"all"}
        return consent(node, who) == "granted" and any(
            not any(channel is node.channel and scope in closing for channel, scope in phone.closed)
            and (node.channel is not Channel.SMS or phone.line_type is None or can_receive_sms(phone.line_type))
            for phone in who.phones
        )

    def _did(self, node: Did, who: Someone) -> bool:
        count = sum(1 for event in self._matching(who, node.event, node.where) if self._within(event.at, node.period))
        if node.times is None:
            return count >= 1
        if node.times.at_least is not None:
            return count >= node.times.at_least
        return count <= node.times.at_most if node.times.at_most is not None else count == node.times.exactly

    def _engagement(self, node: Engagement, who: Someone) -> bool:
        name = {"opened": "message.read", "clicked": "message.clicked", "replied": "message.replied"}[node.action]
        where = (Property("channel", node.channel),) if node.channel else ()
        return self._did(Did(name, where, node.times, node.period), who)

    def _turn(self, node: Turn, who: Someone) -> bool:
        times = [event.at for event in self._matching(who, node.event, node.where)]
        choose: Callable[[Sequence[datetime]], datetime] = min if node.which == "first" else max
        return bool(times) and self._within(choose(times), node.period)

    def _without(self, node: Without, who: Someone) -> bool:
        window = timedelta(days=node.days)
        later = [event.at for event in self._matching(who, node.missing, node.missing_where)]
        return any(
            event.at + window <= self.now and not any(event.at < at <= event.at + window for at in later)
            for event in self._matching(who, node.event, node.where)
        )

    def _enrolled(self, node: Enrolled, who: Someone) -> bool:
        return any(
            (node.course is None or course == node.course) and (not node.statuses or status in node.statuses) and self._within(since, node.period)
            for course, (status, since) in who.enrolments.items()
        )

    def _insegment(self, node: InSegment, who: Someone) -> bool:
        return self.holds(self.segments[UUID(node.segment)], who)

    def _inlist(self, node: InList, who: Someone) -> bool:
        return UUID(node.list) in who.lists

    def _matching(self, who: Someone, name: str, where: Sequence[Property]) -> list[Event]:
        return [
            event
            for event in who.events
            if event.name == name
            and event.at <= self.now
            and all(each.name in event.properties and same(event.properties[each.name], each.value) for each in where)
        ]

    def _within(self, at: datetime, period: Period | None) -> bool:
        if at > self.now:
            return False
        if period is None:
            return True
        if period.days is not None:
            return at > self.now - timedelta(days=period.days)
        if period.days_ago is not None:
            return at <= self.now - timedelta(days=period.days_ago)
        day: date = at.astimezone(self.zone).date()
        return (period.since is None or day >= period.since) and (period.until is None or day <= period.until)


def consent(node: Consent | Reachable, who: Someone) -> str:
    """Go through all that was said: of the programme, unless a withdrawal of everything ended its grant, else of everything."""
    general = who.said.get((node.channel, node.purpose, ""), [])
    own = who.said.get((node.channel, node.purpose, node.programme), []) if node.programme is not None else []
    ended = own and max(own).status == "granted" and any(each.status == "withdrawn" and each.at >= max(own).at for each in general)
    counts = general if ended or not own else own
    return max(counts).status if counts else "unknown"


def same(found: Any, value: Any) -> bool:
    """Equal as JSON: true is not 1, and 1 is 1.0."""
    return isinstance(found, bool) == isinstance(value, bool) and isinstance(found, str) == isinstance(value, str) and found == value


def ordered(op: str, found: Any, values: Sequence[Any]) -> bool:
    if op == "between":
        return values[0] <= found <= values[1]
    return {"less": found < values[0], "at_most": found <= values[0], "more": found > values[0], "at_least": found >= values[0]}[op]
