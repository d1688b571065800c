"""What a demo shows: lines that stay, and on a terminal a live picture of the campaign below them."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from types import TracebackType
from typing import Self

from rich.console import Console, RenderableType
from rich.live import Live
from rich.panel import Panel
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

_PIPED_WIDTH = 160
_PLAIN_EVERY = 5
"""Without a terminal the picture is told in a line, each so many days."""
_STATES = ("planned", "sent", "delivered", "read", "failed", "suppressed", "unknown")


@dataclass(frozen=True, slots=True)
class Picture:
    """A moment of the campaign. `day` counts from 1 of `days`; `states` are present states; `workers` are process ids."""

    at: datetime
    day: int
    days: int
    recipients: int
    states: Mapping[str, int]
    workers: Sequence[int] = field(default_factory=tuple)

    @property
    def settled(self) -> int:
        """How many people are not waiting for their turn."""
        return self.recipients - self.states.get("planned", 0)


class View:
    """Shows a demo while the `with` block runs."""

    def __init__(self, console: Console | None = None) -> None:
        self.console = console or Console(highlight=False, width=None if sys.stdout.isatty() else _PIPED_WIDTH)
        self._live = Live(console=self.console, auto_refresh=True, refresh_per_second=8, transient=True)
        self._told_day = 0
        self._step = 0

    def __enter__(self) -> Self:
        """Begin the live picture, on a terminal."""
        if self.console.is_terminal:
            self._live.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Take the live picture away; the lines stay."""
        self._live.stop()

    def step(self, text: str) -> None:
        """Say what begins now."""
        self._step += 1
        self.console.print(f"[bold cyan]{self._step:>2}[/]  {text}", soft_wrap=True)

    def note(self, text: str) -> None:
        """Say what came of it."""
        self.console.print(f"    {text}", soft_wrap=True)

    def show(self, picture: Picture) -> None:
        """Show where the campaign stands now."""
        if self.console.is_terminal:
            self._live.update(_drawn(picture))
        elif picture.day >= self._told_day + _PLAIN_EVERY:
            self._told_day = picture.day
            self.note(_told(picture))

    def table(self, title: str, rows: Sequence[tuple[str, str, str]]) -> None:
        """Show figures, each with a name and a remark."""
        table = Table(title=title, title_justify="left", show_header=False)
        table.add_column()
        table.add_column(justify="right", style="bold")
        table.add_column(style="dim")
        for row in rows:
            table.add_row(*row)
        self.console.print(table)


def _told(picture: Picture) -> str:
    counts = ", ".join(f"{name} {picture.states.get(name, 0):,}" for name in _STATES)
    return f"day {picture.day} of {picture.days}, {picture.at:%A %d %B}: {counts}"


def _drawn(picture: Picture) -> RenderableType:
    counts = Table.grid(padding=(0, 3))
    for _ in _STATES:
        counts.add_column(justify="right")
    counts.add_row(*(Text(name, style="dim") for name in _STATES))
    counts.add_row(*(Text(f"{picture.states.get(name, 0):,}", style="bold") for name in _STATES))
    workers = Text("workers: " + (", ".join(str(pid) for pid in picture.workers) or "none"), style="dim")
    bar = ProgressBar(total=picture.recipients or 1, completed=picture.settled, width=60)
    title = f"day {picture.day} of {picture.days} · {picture.at:%A %d %B %Y, %H:%M}"
    rows = Table.grid()
    for row in (bar, counts, workers):
        rows.add_row(row)
    return Panel(rows, title=title, title_align="left", expand=False)
