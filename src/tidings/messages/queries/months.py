"""The months of the ledger, as partitions, and what is left of those that are gone. All of it over all organisations (engine role)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from tidings.infra.db.unit import Unit

_RANGE = " source_id >= %(low)s AND source_id < %(high)s"


class MonthState(StrEnum):
    """Where a month of the ledger stands: in it, on its way out, kept beside it, or dropped."""

    OPEN = "open"
    LEAVING = "leaving"
    KEPT = "kept"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True)
class Month:
    """A month of the ledger by its first day (UTC), with all sources born in it.

    `messages` are as the database's statistics have them while it is open, counted when it left. `bytes` is what it takes on disk.
    """

    month: date
    state: MonthState
    messages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class Span:
    """The ids of the sources born in a month: `low` included, `high` not."""

    month: date
    low: UUID
    high: UUID

    @property
    def params(self) -> dict[str, object]:
        """As a statement names them."""
        return {"month": self.month, "low": self.low, "high": self.high}


async def attached(unit: Unit) -> list[Month]:
    """Return the months that are in the ledger, oldest first; messages are as the statistics have them, bytes include what belongs to them."""
    return await unit.fetch(
        _month,
        "SELECT to_date(v.suffix, 'YYYY_MM'), CASE WHEN i.inhdetachpending THEN 'leaving' ELSE 'open' END, greatest(c.reltuples, 0)::bigint,"
        " pg_total_relation_size(c.oid) + coalesce(pg_total_relation_size(to_regclass('attempts_' || v.suffix)), 0)"
        " + coalesce(pg_total_relation_size(to_regclass('provider_refs_' || v.suffix)), 0)"
        " FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid"
        " CROSS JOIN LATERAL (SELECT substr(c.relname, length('messages_') + 1)) AS v (suffix)"
        " WHERE i.inhparent = 'messages'::regclass ORDER BY 1",
    )


async def gone(unit: Unit) -> list[Month]:
    """Return the months that have left the ledger or are about to, oldest first; bytes are those of tables that are kept."""
    return await unit.fetch(
        _month,
        "SELECT m.month, m.state, m.messages, coalesce(sum(pg_total_relation_size(c.oid)), 0)::bigint FROM ledger_months m"
        " LEFT JOIN pg_class c ON c.relnamespace = 'past'::regnamespace AND c.relkind = 'r'"
        " AND right(c.relname, 7) = to_char(m.month, 'YYYY_MM') GROUP BY 1, 2, 3 ORDER BY 1",
    )


async def close_sources(unit: Unit, span: Span) -> None:
    """Close every source of a month, waiting for whoever holds one."""
    await unit.run("UPDATE sources SET state = 'closed' WHERE state <> 'closed' AND" + _RANGE, span.params)


async def unsettled(unit: Unit, span: Span) -> int:
    """Count the messages of a month that may still leave or are still looked for."""
    return await unit.value(
        "SELECT count(*) FROM messages WHERE (state IN (0, 10, 20) OR state = 25 AND settled_at IS NULL) AND" + _RANGE, span.params
    )


async def mark(unit: Unit, month: date, state: MonthState, messages: int | None = None) -> None:
    """Write down where a month stands; without `messages` their number stays."""
    await unit.run(
        "INSERT INTO ledger_months AS m (month, state, messages, changed_at) VALUES (%(month)s, %(state)s, coalesce(%(messages)s, 0), %(at)s)"
        " ON CONFLICT (month) DO UPDATE SET state = excluded.state, messages = coalesce(%(messages)s, m.messages), changed_at = excluded.changed_at",
        {"month": month, "state": state.value, "messages": messages, "at": unit.at},
    )


async def close(unit: Unit, span: Span, *, discard: bool) -> int:
    """Take the figures of a detached month and put it out of reach, or drop it; returns how many messages were in the ledger until now."""
    messages: int = await unit.value("SELECT close_ledger_month(%(month)s, %(discard)s)", {"month": span.month, "discard": discard})
    await unit.run("DELETE FROM unknowns WHERE next_look_at IS NULL AND" + _RANGE, span.params)
    return messages


async def organisations(unit: Unit, span: Span) -> list[UUID]:
    """Return the organisations that had messages in a month which has left."""
    return await unit.fetch(_id, "SELECT DISTINCT organisation_id FROM final_figures WHERE" + _RANGE + " ORDER BY 1", span.params)


async def has_left(unit: Unit, organisation_id: UUID, source_id: UUID) -> bool:
    """Say whether the messages of a source are gone from the ledger, with their figures kept."""
    return await unit.value(
        "SELECT EXISTS (SELECT 1 FROM final_figures WHERE organisation_id = %(org)s AND source_id = %(source)s)",
        {"org": organisation_id, "source": source_id},
    )


def _id(value: UUID) -> UUID:
    return value


def _month(month: date, state: str, messages: int, size: int) -> Month:
    return Month(month, MonthState(state), messages, size)
