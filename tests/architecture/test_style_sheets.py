"""What a page's own style sheet says holds of that page only: each of its selectors names a class of the sheet."""

import re
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[2] / "web" / "src"
SHEETS = sorted(SOURCES.rglob("*.module.css"))
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SELECTORS = re.compile(r"(?:^|[{};])\s*([^{};@]+)\{")


def bare(sheet: str) -> list[str]:
    """The selectors of a sheet that reach what is not its own, once its page was opened in the app."""
    return [
        each.strip()
        for rule in SELECTORS.findall(COMMENT.sub("", sheet))
        if not rule.strip().endswith("%") and rule.strip() not in {"from", "to"}
        for each in _apart(rule)
        if "." not in each
    ]


def _apart(rule: str) -> list[str]:
    """The selectors of a rule: its commas outside brackets part them."""
    parts, depth = [""], 0
    for letter in rule:
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return parts


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_page_styles_nothing_of_another(sheet: Path) -> None:
    assert bare(sheet.read_text(encoding="utf-8")) == []


def test_a_bare_attribute_would_be_found() -> None:
    assert bare('.dot[data-state="a"] { top: 0; }\n.a,\n[data-state="b"] { top: 0; }\n@media (width < 3px) { [data-c] { top: 0; } }') == [
        '[data-state="b"]',
        "[data-c]",
    ]
