"""Whoever reads French is told in French what went wrong and what to do."""

import re
import tomllib
from pathlib import Path

import pytest

from architecture.errors_told import sentences
from tidings.kernel.phrases import Phrases

GAP = re.compile(r"\{([a-z_]+)\}")
PACKAGE = Path(__file__).parents[2] / "src" / "tidings"
SPEAKING = sorted(file.parent for file in PACKAGE.rglob("french.toml"))
"""Packages whose errors people read in the web app; adapters speak for themselves (tests/providers/test_speaking.py)."""
FOR_OPERATORS = {"environment.py"}
"""What is told at a terminal, where Tidings is started."""


@pytest.mark.parametrize("package", SPEAKING, ids=lambda folder: str(folder.relative_to(PACKAGE)))
def test_each_error_of_a_room_that_speaks_french_does(package: Path) -> None:
    phrases = Phrases.of([folder / "french.toml" for folder in SPEAKING])
    files = [file for file in sorted(package.rglob("*.py")) if file.name not in FOR_OPERATORS]
    missing = {each.text: each.place for file in files for each in sentences(file) if phrases.french(each.text) is None}
    assert missing == {}, "french.toml of this room lacks them"


def test_no_sentence_says_what_the_english_one_does_not() -> None:
    for folder in SPEAKING:
        for english, told in tomllib.loads((folder / "french.toml").read_text(encoding="utf-8")).items():
            assert set(GAP.findall(told)) <= set(GAP.findall(english)), (folder, english)
            assert "'" not in told, f"{folder}: {told} wants a typographic apostrophe"
