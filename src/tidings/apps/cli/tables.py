"""Answers of many rows, as tables."""

import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table

from tidings.apps.cli.output import say, shown

_PIPED_WIDTH = 240
"""Columns of a table that no window bounds."""


def write_rows(rows: Sequence[Mapping[str, Any]], columns: Mapping[str, str], *, nothing: str, to_stderr: bool = False) -> None:
    """Write rows as a table; `columns` gives a title by field, `nothing` is said when there are none. NO_COLOR is heeded."""
    if not rows:
        say(nothing)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in columns.values():
        table.add_column(heading, overflow="fold")
    for row in rows:
        table.add_row(*(shown(row[field]) for field in columns))
    stream = sys.stderr if to_stderr else sys.stdout
    Console(file=stream, width=None if stream.isatty() else _PIPED_WIDTH, highlight=False, markup=False).print(table)
