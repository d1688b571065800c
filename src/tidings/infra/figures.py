"""Counts of what was done, for operators: added up in each process and kept in the database every few seconds.

They are for watching, never for accounting: a process that is killed loses the last seconds of its counts, the ledger loses nothing.
Labels are of few kinds: never an id of a person, a campaign or an organisation.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from psycopg.types.json import Jsonb

from tidings.infra.db.unit import Unit
from tidings.infra.tally import Counts

_SLOTS = 16
"""Rows for each figure: workers write to different ones, so that they do not wait for each other."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A count since the installation began, over all processes."""

    name: str
    labels: Mapping[str, str]
    value: int


async def keep_figures(unit: Unit, process: int, counts: Counts) -> None:
    """Add what a process has counted (engine role)."""
    named = sorted((name, sorted(labels), count) for (name, labels), count in counts.items())
    await unit.run(
        "INSERT INTO figures AS f (slot, name, labels, value)"
        " SELECT %(slot)s, * FROM unnest(%(names)s::text[], %(labels)s::jsonb[], %(values)s::bigint[]) AS t (name, labels, value)"
        " ON CONFLICT (slot, name, labels) DO UPDATE SET value = f.value + excluded.value",
        {
            "slot": process % _SLOTS,
            "names": [name for name, _, _ in named],
            "labels": [Jsonb(dict(labels)) for _, labels, _ in named],
            "values": [count for _, _, count in named],
        },
    )


async def kept_figures(unit: Unit) -> Sequence[Figure]:
    """Return all counts (engine role)."""
    totals: Counter[tuple[str, tuple[tuple[str, str], ...]]] = Counter()
    for name, labels, value in await unit.fetch(_row, "SELECT name, labels, value FROM figures"):
        totals[name, tuple(sorted(labels.items()))] += value
    return [Figure(name, dict(labels), value) for (name, labels), value in sorted(totals.items())]


def _row(name: str, labels: Mapping[str, str], value: int) -> tuple[Any, ...]:
    return name, labels, value
