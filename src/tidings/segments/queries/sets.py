"""Conditions that other tables than people answer: each becomes the set of the people for whom it holds."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, cast

from psycopg.types.json import Jsonb
from sqlalchemy import ColumnElement, FromClause, Select, and_, bindparam, func, literal, not_, select
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from tidings.consent.views import closings, programme_states
from tidings.consent.views import states as consents
from tidings.contacts.types import LONGEST_COURSE
from tidings.contacts.views import addresses, enrolments, events, owned_addresses
from tidings.kernel.phone import LineType, can_receive_sms
from tidings.kernel.words import Channel, Purpose
from tidings.segments.tables import list_members
from tidings.segments.types import (
    Asked,
    Consent,
    Did,
    Engagement,
    Enrolled,
    InList,
    Period,
    Property,
    Reachable,
    Slice,
    Turn,
    Without,
    kinds_of,
    reference,
)

SetOf = Consent | Reachable | Did | Turn | Without | Engagement | Enrolled | InList
"""Nodes that are asked here."""

_SILENT = sorted(kind.value for kind in LineType if not can_receive_sms(kind))
_EVENT_OF = {"opened": "message.read", "clicked": "message.clicked", "replied": "message.replied"}
"""How conversations and the ledger record what people did with messages."""


class Sets:
    """Writes the set of people for whom a node holds, of those in a slice. Every table in it is asked for one organisation."""

    def __init__(self, asked: Asked, part: Slice) -> None:
        self._asked = asked
        self._slice = part

    def of(self, node: SetOf) -> tuple[Select[Any], bool]:
        """Return a select of `contact_id`, which may repeat people, and whether the node holds for everybody who is *not* in it."""
        if isinstance(node, Did):
            return self._did(node)
        if isinstance(node, Engagement):
            where = (Property("channel", node.channel),) if node.channel else ()
            return self._did(Did(_EVENT_OF[node.action], where, node.times, node.period))
        if isinstance(node, Consent):
            return self._consent(node), node.status == "unknown"
        if isinstance(node, InList):
            members = list_members.c
            return select(members.contact_id).where(*self._within(list_members), members.segment_id == reference(node)), False
        return self._plainly(node), False

    def _plainly(self, node: Reachable | Turn | Without | Enrolled) -> Select[Any]:
        if isinstance(node, Reachable):
            return self._reachable(node)
        if isinstance(node, Turn):
            return self._turn(node)
        return self._without(node) if isinstance(node, Without) else self._enrolled(node)

    def _within(self, table: FromClause) -> list[ColumnElement[bool]]:
        """Keep a part of the statement to the organisation and the slice."""
        person = table.c.contact_id
        return [table.c.organisation_id == self._asked.organisation_id, *in_slice(person, self._slice)]

    def _did(self, node: Did) -> tuple[Select[Any], bool]:
        found = self._events(events, node.event, node.where, node.period)
        times = node.times
        if times is None or times.at_least == 1:
            return found, False
        often, often_enough, otherwise = func.count(), None, False
        if times.at_least is not None:
            often_enough = often >= times.at_least
        elif times.at_most is not None:
            often_enough, otherwise = often > times.at_most, True
        elif times.exactly:
            often_enough = often == times.exactly
        else:
            return found, True
        return found.group_by(events.c.contact_id).having(often_enough), otherwise

    def _events(self, table: FromClause, name: str, where: Sequence[Property], period: Period | None) -> Select[Any]:
        happened = [*self._within(table), table.c.name == name, *_fits(table, where), *self._in(table.c.at, period)]
        return select(table.c.contact_id).where(*happened)

    def _turn(self, node: Turn) -> Select[Any]:
        moment = func.min(events.c.at) if node.which == "first" else func.max(events.c.at)
        found = self._events(events, node.event, node.where, None)
        return found.group_by(events.c.contact_id).having(and_(*self._in(moment, node.period)))

    def _without(self, node: Without) -> Select[Any]:
        missing = events.alias("missing")
        last = events.c.at + func.make_interval(0, 0, 0, 0, 24 * node.days)  # as hours: days of PostgreSQL may have 23 or 25
        followed = (
            select(literal(1))
            .where(
                *self._within(missing),
                missing.c.contact_id == events.c.contact_id,
                missing.c.name == node.missing,
                *_fits(missing, node.missing_where),
                missing.c.at > events.c.at,
                missing.c.at <= last,
                missing.c.at <= self._asked.at,
            )
            .exists()
        )
        over = events.c.at <= self._asked.at - timedelta(days=node.days)
        return self._events(events, node.event, node.where, None).where(over, not_(followed))

    def _consent(self, node: Consent) -> Select[Any]:
        held = consents if node.programme is None else programme_states(node.programme)
        said = [*self._within(held), held.c.channel == node.channel.value, held.c.purpose == node.purpose.value]
        if node.status != "unknown":
            said.append(held.c.status == node.status)
        return select(held.c.contact_id).where(*said)

    def _reachable(self, node: Reachable) -> Select[Any]:
        """Start from the closings and the lines that can't receive, which are few, rather than look at what is known of every address."""
        granted = self._consent(Consent(node.channel, node.purpose, programme=node.programme))
        fit = [owned_addresses.c.kind.in_(kinds_of(node.channel)), owned_addresses.c.contact_id.in_(granted), not_(self._dead(self._closed(node)))]
        if node.channel is Channel.SMS:
            fit.append(not_(self._dead(self._addresses(node).where(addresses.c.line_type.in_(_SILENT)))))
        return select(owned_addresses.c.contact_id).where(*self._within(owned_addresses), *fit)

    def _dead(self, found: Select[Any]) -> ColumnElement[bool]:
        """Say whether an owned address is among those found. With its owner: so everything stays in the order of people."""
        inside = found.subquery()
        owner = owned_addresses.alias("owner")
        return (
            select(literal(1))
            .select_from(inside.join(owner, owner.c.address_id == inside.c.id))
            .where(
                owner.c.organisation_id == self._asked.organisation_id,
                owner.c.contact_id == owned_addresses.c.contact_id,
                owner.c.address_id == owned_addresses.c.address_id,
            )
            .exists()
        )

    def _addresses(self, node: Reachable) -> Select[Any]:
        kind = addresses.c.kind.in_(kinds_of(node.channel))
        return select(addresses.c.id).where(addresses.c.organisation_id == self._asked.organisation_id, kind)

    def _closed(self, node: Reachable) -> Select[Any]:
        """Return the ids of the addresses that are closed to a channel and purpose."""
        held = closings(self._asked.at)
        scopes = ["all", "marketing"] if node.purpose is Purpose.MARKETING else ["all"]
        closed = (held.c.organisation_id == self._asked.organisation_id, held.c.channel == node.channel.value, held.c.scope.in_(scopes))
        return self._addresses(node).join(held, held.c.lookup == addresses.c.lookup).where(*closed)

    def _enrolled(self, node: Enrolled) -> Select[Any]:
        found = select(enrolments.c.contact_id).where(*self._within(enrolments), *self._in(enrolments.c.since, node.period))
        if node.course is not None:
            found = found.where(enrolments.c.course == node.course)
        return found.where(enrolments.c.status.in_(node.statuses)) if node.statuses else found

    def _in(self, moment: Any, period: Period | None) -> list[ColumnElement[bool]]:
        """Bound a moment; what is to come has not happened."""
        now = self._asked.at
        if period is None:
            return [moment <= now]
        if period.days is not None:
            return [moment > now - timedelta(days=period.days), moment <= now]
        if period.days_ago is not None:
            return [moment <= now - timedelta(days=period.days_ago)]
        bounds: list[ColumnElement[bool]] = [moment <= now]
        if period.since is not None:
            bounds.append(moment >= datetime.combine(period.since, time(), self._asked.zone))
        if period.until is not None:
            bounds.append(moment < datetime.combine(period.until + timedelta(days=1), time(), self._asked.zone))
        return bounds


def in_slice(person: Any, part: Slice) -> list[ColumnElement[bool]]:
    """Keep a column of contact ids to a slice."""
    bounds: list[ColumnElement[bool]] = []
    if part.after is not None:
        bounds.append(person > part.after)
    if part.upto is not None:
        bounds.append(person <= part.upto)
    if part.ids is not None:
        bounds.append(person == func.any(bindparam(None, list(part.ids), ARRAY(UUID))))
    return bounds


def _fits(table: FromClause, where: Sequence[Property]) -> list[ColumnElement[bool]]:
    """Ask for a course by the column of its own, which an index holds, for all else in the properties."""
    wanted = {each.name: each.value for each in where}
    fits: list[ColumnElement[bool]] = []
    course = wanted.get("course")
    if isinstance(course, str) and len(course) <= LONGEST_COURSE:
        fits.append(table.c.course == course)
        del wanted["course"]
    if wanted:
        fits.append(cast("Any", table.c.properties).contains(bindparam(None, Jsonb(wanted), JSONB)))
    return fits
