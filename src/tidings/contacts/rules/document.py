"""All about a person as a page to read: plain HTML without scripts, whatever stands in the data."""

import json
import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import Enum
from functools import lru_cache
from html import escape
from importlib.resources import files
from typing import Any

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:64rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0}"
    "th,td{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f4f4f4}"
)


def as_html(told: Mapping[str, Any], *, business: str, at: datetime, language: str) -> str:
    """Return a page with a table for each heading; `language` is "fr", or English stands.

    Every value is escaped, and isolated from its surroundings where it runs right to left.
    """
    words = _words("fr" if language.startswith("fr") else "en")
    title = words["title"].format(business=business)
    made = words["made"].format(at=_text(at, words))
    body = "".join(_section(words.get(name, _plain(name)), part, words) for name, part in told.items())
    return (
        f'<!doctype html><html lang="{"fr" if language.startswith("fr") else "en"}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(title)}</title><style>{_STYLE}</style></head>'
        f"<body><h1>{escape(title)}</h1><p>{escape(made)}</p>{body}</body></html>\n"
    )


def _section(heading: str, part: Any, words: Mapping[str, str]) -> str:
    head = f"<h2>{escape(heading)}</h2>"
    if not part:
        return f"{head}<p>{escape(words['nothing'])}</p>"
    if isinstance(part, Mapping):
        return f"{head}{_fields(part, words)}"  # pyright: ignore[reportUnknownArgumentType] - plain JSON values
    return f"{head}{_table(part, words)}"


def _fields(part: Mapping[str, Any], words: Mapping[str, str]) -> str:
    rows = "".join(f"<tr><th scope=row>{_label(name, words)}</th><td>{_cell(value, words)}</td></tr>" for name, value in part.items())
    return f"<table>{rows}</table>"


def _table(rows: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    head = "".join(f"<th scope=col>{_label(name, words)}</th>" for name in names)
    body = "".join("<tr>" + "".join(f"<td>{_cell(row.get(name), words)}</td>" for name in names) + "</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _label(name: str, words: Mapping[str, str]) -> str:
    return escape(words.get(name, _plain(name)))


def _cell(value: Any, words: Mapping[str, str]) -> str:
    return f"<bdi>{escape(_text(value, words))}</bdi>"


def _text(value: Any, words: Mapping[str, str]) -> str:
    match value:
        case None:
            return words["none"]
        case bool():
            return words["yes"] if value else words["no"]
        case datetime():
            return value.strftime("%Y-%m-%d %H:%M UTC")
        case str() | int() | float() | Enum():
            return str(value)
        case _:
            return json.dumps(value, ensure_ascii=False, default=str) if value else words["none"]


def _plain(name: str) -> str:
    return name.replace("_", " ").capitalize()


@lru_cache(maxsize=2)
def _words(language: str) -> Mapping[str, str]:
    words: Mapping[str, Mapping[str, str]] = tomllib.loads(files("tidings.contacts").joinpath("pages/person.toml").read_text(encoding="utf-8"))
    return words[language]
