"""What the rooms say to people names no address of the API and no command: each edge adds its own way (a link, a command, the description)."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

ROOMS = Path(__file__).parents[2] / "src" / "tidings"
LANGUAGES = {"en", "fr"}
MACHINE = re.compile(r"\b(?:GET|POST|PUT|PATCH|DELETE) /|`tidings (?!serve|worker|doctor)|--\w|\{body\}|\bSPEC\b|specification of Tidings")
"""What only an operator mends, at a terminal, may name that command. What this program was asked to be is no source for whoever uses it."""


def _said(told: Any, *, aloud: bool = False) -> Iterator[str]:
    """Each text under a language, however deep."""
    if isinstance(told, str):
        yield from [told] if aloud else []
    elif isinstance(told, list):
        for each in cast("list[Any]", told):
            yield from _said(each, aloud=aloud)
    elif isinstance(told, dict):
        for key, each in cast("dict[str, Any]", told).items():
            yield from _said(each, aloud=aloud or key in LANGUAGES or key.startswith("source"))


SAID = {file: said for file in sorted(ROOMS.rglob("*.toml")) if (said := list(_said(tomllib.loads(file.read_text(encoding="utf-8")))))}


@pytest.mark.parametrize("file", SAID, ids=lambda file: str(file.relative_to(ROOMS)))
def test_no_sentence_for_people_is_written_for_programs(file: Path) -> None:
    assert [words for words in SAID[file] if MACHINE.search(words)] == []


def test_what_a_dry_run_and_what_is_kept_say_is_among_them() -> None:
    assert {"campaigns/rerouting.toml", "retention/kinds.toml", "consent/defaults.toml"} <= {str(file.relative_to(ROOMS)) for file in SAID}
