"""What commands say: lines for people, JSON for machines. Tables and bars, which start slower, have their own modules."""

import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from typing import Any, cast

import orjson
import typer


def say(line: str) -> None:
    """Write a line of the answer."""
    typer.echo(line, color=_colour())


def note(line: str) -> None:
    """Write a line that is not the answer, to stderr."""
    typer.echo(line, err=True, color=_colour())


def write_json(value: object) -> None:
    """Write a value as one JSON document."""
    sys.stdout.write(orjson.dumps(value, default=_plain, option=orjson.OPT_INDENT_2).decode() + "\n")


def write_fields(fields: Mapping[str, Any]) -> None:
    """Write one thing, a line for each of its fields."""
    width = max(map(len, fields), default=0)
    for name, value in fields.items():
        say(f"{name.replace('_', ' '):<{width}}  {shown(value)}")


def shown(value: Any) -> str:
    """Return a value as people read it."""
    if value is None:
        return "-"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M UTC")
    if isinstance(value, (list, tuple, set, frozenset)):
        return ", ".join(_words(cast("Iterable[object]", value))) or "-"
    return str(value)


def _colour() -> bool | None:
    return False if os.environ.get("NO_COLOR") else None  # None: as the stream is a terminal or not


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    if isinstance(value, (set, frozenset)):
        return _words(cast("Iterable[object]", value))
    return str(value)


def _words(values: Iterable[object]) -> list[str]:
    return sorted(str(each) for each in values)
