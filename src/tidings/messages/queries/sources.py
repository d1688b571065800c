"""Sources: what asks for messages."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from enum import StrEnum
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.kernel.ids import born_at
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages.types import Source, SourceKind, SourceState
from tidings.policy.types import LocalHours

_COLUMNS = (
    "source_id, kind, name, lane, purpose, channel, template_id, template_version, state, each_person, local_hours, brings_values, programme,"
    " contact_id"
)


async def insert(unit: Unit, organisation_id: UUID, source: Source) -> None:
    """Write a source and make sure that the ledger has the partition of its month of birth."""
    await unit.run("SELECT open_ledger_month(%(born)s)", {"born": born_at(source.source_id)})
    await unit.run(
        f"INSERT INTO sources (organisation_id, {_COLUMNS}, created_at) VALUES (%(org)s, %(source)s, %(kind)s, %(name)s, %(lane)s,"
        " %(purpose)s, %(channel)s, %(template)s, %(version)s, %(state)s, %(each_person)s, %(local_hours)s, %(brings)s, %(programme)s,"
        " %(contact)s, %(at)s)",
        {
            "org": organisation_id,
            "source": source.source_id,
            "kind": source.kind,
            "name": source.name,
            "lane": source.lane,
            "purpose": source.purpose,
            "channel": source.channel,
            "template": source.template_id,
            "version": source.template_version,
            "state": source.state,
            "each_person": source.each_person,
            "local_hours": _kept(source.local_hours),
            "brings": source.brings_values,
            "programme": source.programme,
            "contact": source.contact_id,
            "at": unit.at,
        },
    )


async def update(unit: Unit, organisation_id: UUID, source: Source) -> None:
    """Write what may change of a source."""
    await unit.run(
        "UPDATE sources SET name = %(name)s, state = %(state)s, purpose = %(purpose)s, template_id = %(template)s, template_version = %(version)s,"
        " each_person = %(each_person)s, local_hours = %(local_hours)s, programme = %(programme)s"
        " WHERE organisation_id = %(org)s AND source_id = %(source)s",
        {
            "org": organisation_id,
            "source": source.source_id,
            "name": source.name,
            "state": source.state,
            "purpose": source.purpose,
            "template": source.template_id,
            "version": source.template_version,
            "each_person": source.each_person,
            "local_hours": _kept(source.local_hours),
            "programme": source.programme,
        },
    )


class Lock(StrEnum):
    """How a source is held until the transaction ends: by many who need it to stay as it is, or by one who changes it."""

    NONE = ""
    STEADY = " FOR SHARE"
    CHANGING = " FOR UPDATE"


async def select(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], lock: Lock = Lock.NONE) -> list[Source]:
    """Return the sources that exist."""
    return await unit.fetch(
        _source,
        f"SELECT {_COLUMNS} FROM sources WHERE organisation_id = %(org)s AND source_id = ANY(%(ids)s) ORDER BY source_id" + lock,
        {"org": organisation_id, "ids": list(source_ids)},
    )


async def of_templates(unit: Unit, organisation_id: UUID, template_ids: Sequence[UUID]) -> list[Source]:
    """Return the sources of campaigns, notices and answers by these templates that may send yet and are not marketing, locked."""
    return await unit.fetch(
        _source,
        f"SELECT {_COLUMNS} FROM sources WHERE organisation_id = %(org)s AND template_id = ANY(%(ids)s) AND channel = 'whatsapp'"
        " AND state <> 'closed' AND purpose <> 'marketing' AND kind IN ('campaign', 'notice', 'inbox')"
        " AND (kind = 'campaign' OR EXISTS (SELECT FROM outbox o WHERE o.organisation_id = %(org)s AND o.source_id = sources.source_id))"
        " ORDER BY source_id FOR UPDATE",
        {"org": organisation_id, "ids": list(template_ids)},
    )


async def make_marketing(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> None:
    """Have all that policy is asked of locked sources be asked as of marketing."""
    await unit.run(
        "UPDATE sources SET purpose = 'marketing', lane = 'marketing' WHERE organisation_id = %(org)s AND source_id = ANY(%(ids)s)",
        {"org": organisation_id, "ids": list(source_ids)},
    )


async def closings(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> dict[UUID, datetime | None]:
    """Return until when what is released of sources may leave; None: at any hour."""
    rows = await unit.fetch(
        _closing,
        "SELECT source_id, closes_at FROM sources WHERE organisation_id = %(org)s AND source_id = ANY(%(ids)s) ORDER BY source_id",
        {"org": organisation_id, "ids": list(source_ids)},
    )
    return dict(rows)


async def close_at(unit: Unit, organisation_id: UUID, closings: Mapping[UUID, datetime | None]) -> None:
    """Write until when what is released of sources may leave."""
    if not closings:
        return
    await unit.run(
        "WITH held AS (SELECT source_id FROM sources WHERE organisation_id = %(org)s AND source_id = ANY(%(ids)s) ORDER BY source_id FOR UPDATE)"
        " UPDATE sources s SET closes_at = v.closes_at FROM unnest(%(ids)s::uuid[], %(at)s::timestamptz[]) AS v (source_id, closes_at)"
        " JOIN held USING (source_id) WHERE s.organisation_id = %(org)s AND s.source_id = v.source_id",
        {"org": organisation_id, "ids": list(closings), "at": list(closings.values())},
    )


def _closing(source_id: UUID, closes_at: datetime | None) -> tuple[UUID, datetime | None]:
    return source_id, closes_at


def _source(source_id: UUID, kind: str, name: str, lane: str, purpose: str, channel: str, *rest: Any) -> Source:
    template_id, template_version, state, each_person, hours, brings_values, programme, contact_id = rest
    return Source(
        source_id,
        SourceKind(kind),
        name,
        Lane(lane),
        Purpose(purpose),
        Channel(channel),
        template_id,
        template_version,
        SourceState(state),
        each_person=each_person,
        local_hours=_hours(hours),
        brings_values=brings_values,
        programme=programme,
        contact_id=contact_id,
    )


def _kept(hours: LocalHours | None) -> Jsonb | None:
    if hours is None:
        return None
    return Jsonb({"opens": hours.opens.isoformat(), "closes": hours.closes.isoformat(), "quiet_days": sorted(hours.quiet_days)})


def _hours(kept: Mapping[str, Any] | None) -> LocalHours | None:
    if kept is None:
        return None
    return LocalHours(time.fromisoformat(kept["opens"]), time.fromisoformat(kept["closes"]), frozenset(kept["quiet_days"]))
