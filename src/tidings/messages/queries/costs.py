"""What messages cost, as the ledger has it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.types import SourceKind, State


@dataclass(frozen=True, slots=True)
class CostRow:
    """Messages of one state, currency and day of sending: what the provider told (`told`) and what they were priced at, in millionths."""

    state: State
    told: bool
    currency: str | None
    day: date | None
    cost: int
    priced: int
    unpriced: int


async def costs(unit: Unit, organisation_id: UUID, source_id: UUID, zone: str = "UTC") -> list[CostRow]:
    """Add up what the released messages of a source cost, by days of a time zone; of a month that has left, by the organisation's."""
    return await unit.fetch(
        _row,
        "SELECT state, cost_micros IS NOT NULL AS told, currency, (sent_at AT TIME ZONE %(zone)s)::date AS day,"
        " coalesce(sum(cost_micros), 0)::bigint, coalesce(sum(price_micros), 0)::bigint, count(*) FILTER (WHERE price_micros IS NULL)"
        " FROM messages WHERE organisation_id = %(org)s AND source_id = %(source)s AND state IN (10, 20, 25, 30, 35, 40, 50)"
        " GROUP BY 1, 2, 3, 4"
        " UNION ALL SELECT state, told, currency, day, cost, priced, unpriced FROM final_costs"
        " WHERE organisation_id = %(org)s AND source_id = %(source)s",
        {"org": organisation_id, "source": source_id, "zone": zone},
    )


async def costs_since(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], since: datetime, zone: str) -> list[CostRow]:
    """Add up what messages of sources cost that were sent since then, by days of a time zone, and those that are on their way."""
    return await unit.fetch(
        _row,
        "SELECT state, cost_micros IS NOT NULL AS told, currency, (sent_at AT TIME ZONE %(zone)s)::date AS day,"
        " coalesce(sum(cost_micros), 0)::bigint, coalesce(sum(price_micros), 0)::bigint, count(*) FILTER (WHERE price_micros IS NULL)"
        " FROM messages WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND state IN (10, 20, 25, 30, 35, 40, 50)"
        " AND (sent_at >= %(since)s OR sent_at IS NULL) GROUP BY 1, 2, 3, 4",
        {"org": organisation_id, "sources": list(source_ids), "since": since, "zone": zone},
    )


async def costs_of_kind_since(unit: Unit, organisation_id: UUID, kind: SourceKind, since: datetime, born: UUID, zone: str) -> list[CostRow]:
    """As `costs_since`, of the sources of a kind that were born from an id on."""
    return await unit.fetch(
        _row,
        "SELECT m.state, m.cost_micros IS NOT NULL AS told, m.currency, (m.sent_at AT TIME ZONE %(zone)s)::date AS day,"
        " coalesce(sum(m.cost_micros), 0)::bigint, coalesce(sum(m.price_micros), 0)::bigint, count(*) FILTER (WHERE m.price_micros IS NULL)"
        " FROM sources s JOIN messages m ON m.organisation_id = s.organisation_id AND m.source_id = s.source_id"
        " WHERE s.organisation_id = %(org)s AND s.kind = %(kind)s AND s.source_id >= %(born)s AND m.source_id >= %(born)s"
        " AND m.state IN (10, 20, 25, 30, 35, 40, 50) AND (m.sent_at >= %(since)s OR m.sent_at IS NULL) GROUP BY 1, 2, 3, 4",
        {"org": organisation_id, "kind": kind.value, "born": born, "since": since, "zone": zone},
    )


def _row(state: int, *rest: Any) -> CostRow:
    return CostRow(State(state), *rest)
