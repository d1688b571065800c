"""One timeline of a person: a statement over six rooms' views, each of which gives no more than a page."""

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, LargeBinary, Select, Text, case, cast, collate, func, literal, null, select, true, tuple_, union_all
from sqlalchemy.dialects.postgresql import JSONB

from tidings.consent.views import closings_ever, statements
from tidings.contacts.views import doings, merges
from tidings.conversations.views import inbound
from tidings.infra.db.unit import Unit
from tidings.messages.views import addressed, sources
from tidings.reports.types import LineKind, Person, Place

_ORDER = list(LineKind)
_LAST_KEY = "~"
"""After every key, which are hexadecimal digits, by the order of bytes."""
_MOST_STEPS = 100


class Found(NamedTuple):
    """A line as the rooms keep it; `sealed` is the text of a message from the person."""

    at: datetime
    rank: int
    key: str
    what: str
    channel: str | None
    about: str | None
    more: Mapping[str, Any]
    sealed: bytes | None


async def lines(unit: Unit, person: Person, kinds: Collection[LineKind], after: Place | None, limit: int) -> list[Found]:
    """Return lines of some kinds, newest first, after a place."""
    parts = [_page(_PARTS[kind](person), kind, after, limit) for kind in _ORDER if kind in kinds]
    every = union_all(*parts).subquery("every")
    newest = select(every).order_by(every.c.at.desc(), every.c.rank, every.c.key.desc()).limit(limit)
    return await unit.select(Found, newest)


def _page(part: Select[Any], kind: LineKind, after: Place | None, limit: int) -> Select[Any]:
    """Cut one kind to a page: what comes after the place in the order of all kinds."""
    of = part.subquery(kind.value)
    wanted = select(of.c.at, literal(_ORDER.index(kind)).label("rank"), of.c.key, of.c.what, of.c.channel, of.c.about, of.c.more, of.c.sealed)
    if after is not None:
        rank, last = _ORDER.index(kind), _ORDER.index(after.kind)
        key = after.key if rank == last else _LAST_KEY if rank > last else ""
        wanted = wanted.where(tuple_(of.c.at, of.c.key) < tuple_(literal(after.at), _bytewise(literal(key))))
    cut = wanted.order_by(of.c.at.desc(), of.c.key.desc()).limit(limit).subquery(f"page_of_{kind.value}")
    return select(cut)


def _messages(person: Person) -> Select[Any]:
    # Source by source, by the primary key: with old statistics the planner would take the whole ledger.
    of = (
        select(addressed)
        .where(
            addressed.c.organisation_id == person.organisation_id,
            addressed.c.source_id == sources.c.source_id,
            addressed.c.contact_id.in_(person.ids),
        )
        .limit(_MOST_STEPS)
        .lateral("own")
    )
    at = func.coalesce(of.c.sent_at, of.c.settled_at, of.c.queued_at, of.c.added_at)
    key = func.concat(of.c.source_id, ".", of.c.contact_id, ".", of.c.step)
    more = func.jsonb_build_object("asked_by", sources.c.kind, "reason", of.c.reason)
    found = _line(at, key, cast(of.c.state, Text), sources.c.channel, sources.c.name, more)
    return found.select_from(sources.join(of, true())).where(sources.c.organisation_id == person.organisation_id)


def _inbound(person: Person) -> Select[Any]:
    of = inbound.c
    found = _line(of.received_at, of.id, of.reading, of.channel, null(), _nothing(), of.text_sealed)
    return found.where(of.organisation_id == person.organisation_id, of.contact_id.in_(person.ids))


def _consent(person: Person) -> Select[Any]:
    of = statements.c
    more = func.jsonb_build_object("purpose", of.purpose, "source", of.source)
    # A statement told of several channels and purposes at once is several lines of one id.
    key = func.concat(of.id, ".", of.channel, ".", of.purpose, ".", of.programme)
    found = _line(of.at, key, of.status, of.channel, func.nullif(of.programme, ""), more)
    return found.where(of.organisation_id == person.organisation_id, of.contact_id.in_(person.ids))


def _closings(person: Person) -> Select[Any]:
    of = closings_ever.c
    found = _line(of.at, of.id, of.reason, of.channel, of.scope, func.jsonb_build_object("lifted_at", of.lifted_at))
    return found.where(of.organisation_id == person.organisation_id, of.lookup.in_(person.lookups))


def _events(person: Person) -> Select[Any]:
    of = doings.c
    found = _line(of.at, of.id, of.name, null(), of.name, of.properties)
    return found.where(of.organisation_id == person.organisation_id, of.contact_id.in_(person.ids))


def _merges(person: Person) -> Select[Any]:
    of = merges.c
    what = case((of.undone_at.is_not(None), "undone"), else_="merged")
    found = _line(of.at, of.id, what, null(), null(), func.jsonb_build_object("gone_id", of.gone_id, "undone_at", of.undone_at))
    return found.where(of.organisation_id == person.organisation_id, of.kept_id.in_(person.ids))


_PARTS: Mapping[LineKind, Callable[[Person], Select[Any]]] = {
    LineKind.MESSAGE: _messages,
    LineKind.INBOUND: _inbound,
    LineKind.CONSENT: _consent,
    LineKind.SUPPRESSION: _closings,
    LineKind.EVENT: _events,
    LineKind.MERGE: _merges,
}


def _line(
    at: ColumnElement[Any],
    key: ColumnElement[Any],
    what: ColumnElement[Any],
    channel: ColumnElement[Any],
    about: ColumnElement[Any],
    more: ColumnElement[Any],
    sealed: ColumnElement[Any] | None = None,
) -> Select[Any]:
    columns: list[ColumnElement[Any]] = [
        at.label("at"),
        _bytewise(cast(key, Text)).label("key"),
        cast(what, Text).label("what"),
        cast(channel, Text).label("channel"),
        cast(about, Text).label("about"),
        cast(more, JSONB).label("more"),
        cast(null() if sealed is None else sealed, LargeBinary).label("sealed"),
    ]
    return select(*columns)


def _bytewise(text: ColumnElement[Any]) -> ColumnElement[Any]:
    return collate(text, "C")


def _nothing() -> ColumnElement[Any]:
    return func.jsonb_build_object()
