"""A line of a timeline as a sentence."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from tidings.reports.rules.words import language_of
from tidings.reports.types import Line, LineKind

_LONGEST = 300
"""Characters of a text that a sentence repeats; the line has it whole."""
_MOST_DETAILS = 5


def sentence(line: Line, reasons: Mapping[str, str], language: str) -> Line:
    """Return the line with its sentence; `reasons` are reason codes in words. What has no words of its own is told by its name."""
    words = _read()[language_of(language)]
    template = words.get(f"{line.kind.value}_{line.what}") or words[line.kind.value]
    told = template.format(
        channel=words.get(f"channel_{line.channel}", line.channel or ""),
        about=line.about or words["in_general"] if line.kind is LineKind.CONSENT else line.about or "",
        what=words.get(f"what_{line.what}", line.what),
        purpose=words.get(f"purpose_{line.more.get('purpose')}", str(line.more.get("purpose", ""))),
        source=line.more.get("source", ""),
        text=_cut(line.text or ""),
        details=_details(line),
        reason=reasons.get(str(line.more.get("reason")), str(line.more.get("reason") or "")),
    )
    return replace(line, sentence=f"{told.strip()}{_since(line, words)}")


def _details(line: Line) -> str:
    if line.kind is not LineKind.EVENT or not line.more:
        return ""
    named = [f"{name}: {_cut(str(value))}" for name, value in list(line.more.items())[:_MOST_DETAILS]]
    return f" ({'; '.join(named)})"


def _since(line: Line, words: Mapping[str, str]) -> str:
    return f" {words['lifted']}" if line.more.get("lifted_at") else ""


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


@cache
def _read() -> Mapping[str, Mapping[str, str]]:
    return tomllib.loads(files("tidings.reports").joinpath("pages/timeline.toml").read_text(encoding="utf-8"))
