"""What is shown: a table for people, a JSON file for comparing one commit with another."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from benchmarks.sample import Line, Role, Spread, ratio
from benchmarks.works.work import Outcome

_MIB = 1024 * 1024
_WIDE = 28
_COLUMNS = (("units/s", 17), ("x", 7), ("CPU s/1000", 17), ("x", 7), ("wall s", 8), ("tx/1000", 8), ("WAL B/unit", 10))


LEGEND = (
    "Each figure is the middle of the runs, ± half of their spread. `x` is Tidings' figure divided by that line's: more is better for units/s,"
    " worse for CPU.\nCPU is user and system time of every process of the line, PostgreSQL's too; the provider's and the caller's is nobody's."
    " tx are transactions that wrote."
)


def table(outcome: Outcome) -> str:
    """Return a work as text; the first line of Tidings is what others are compared with."""
    head = "  ".join([" " * _WIDE, *(f"{name:>{width}}" for name, width in _COLUMNS)])
    ours = next((line for line in outcome.lines if line.role is Role.TIDINGS), None)
    rows = [row for line in outcome.lines for row in _rows(line, ours)]
    return "\n".join([outcome.title, head, *rows, *(f"  ! {note}" for note in outcome.notes)])


def document(outcomes: Sequence[Outcome], facts: dict[str, Any]) -> dict[str, Any]:
    """Return everything that was measured, each run by itself, as JSON values."""
    return {"machine": facts, "works": [_as_json(outcome) for outcome in outcomes]}


def _rows(line: Line, ours: Line | None) -> list[str]:
    if line.missing:
        return [f"{line.name:{_WIDE}}  not measured: {line.missing}"]
    spreads = line.spreads()
    rows = [_cells(line.name, [_value(spreads, "per_second"), _times(ours, line, "per_second")], spreads, _times(ours, line, "cpu_s_per_1000"))]
    known = {"per_second", "cpu_s_per_1000", "seconds", "transactions_per_1000", "wal_bytes_per_unit"}
    if more := [f"{name} {_number(spread.middle)}{_range(spread)}" for name, spread in spreads.items() if name not in known]:
        rows.append(f"    {', '.join(more)}")
    if len(shares := line.shares()) > 1:
        rows.append("    CPU s/1000 by process: " + ", ".join(f"{name} {_number(used)}" for name, used in shares.items()))
    if peaks := line.peaks():
        rows.append("    peak memory: " + ", ".join(f"{name} {size / _MIB:.0f} MiB" for name, size in peaks.items()))
    return [*rows, f"    {line.note}"] if line.note else rows


def _cells(name: str, first: list[str], spreads: dict[str, Spread], cpu_times: str) -> str:
    middles = [_number(spreads[figure].middle) if figure in spreads else "-" for figure in ("seconds", "transactions_per_1000", "wal_bytes_per_unit")]
    cells = [*first, _value(spreads, "cpu_s_per_1000"), cpu_times, *middles]
    return "  ".join([f"{name:{_WIDE}}", *(f"{cell:>{width}}" for cell, (_, width) in zip(cells, _COLUMNS, strict=True))])


def _value(spreads: dict[str, Spread], figure: str) -> str:
    spread = spreads[figure]
    return _number(spread.middle) + _range(spread)


def _range(spread: Spread) -> str:
    """Show how far the runs lie apart, where there were several."""
    return "" if spread.least == spread.most else f" ±{spread.width * 50:.0f} %"


def _times(ours: Line | None, line: Line, figure: str) -> str:
    found = ratio(ours, line, figure) if ours is not None and ours is not line else None
    return "" if found is None else f"{found:.2f}"


def _number(value: float) -> str:
    if abs(value) >= 100:  # noqa: PLR2004 - three figures say enough
        return f"{value:,.0f}"
    return f"{value:.1f}" if abs(value) >= 10 else f"{value:.3f}"  # noqa: PLR2004 - as above


def _as_json(outcome: Outcome) -> dict[str, Any]:
    return {
        "name": outcome.name,
        "title": outcome.title,
        "notes": list(outcome.notes),
        "lines": [
            {
                "name": line.name,
                "role": line.role,
                "note": line.note,
                "missing": line.missing,
                "figures": {name: asdict(spread) for name, spread in line.spreads().items()},
                "cpu_s_per_1000_by_process": line.shares(),
                "peaks": line.peaks(),
                "runs": [sample.figures() for sample in line.samples],
            }
            for line in outcome.lines
        ],
    }
