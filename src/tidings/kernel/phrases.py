"""Sentences in the reader's language, looked up by the English one.

What rooms say is written in English where it is said. Beside each room `french.toml` has the French of each sentence by the English one, in which
a {name} is whatever stands there. A test finds a sentence that is missing.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cached_property
from importlib.resources.abc import Traversable

_GAP = re.compile(r"\{([a-z_]+)\}")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"", re.DOTALL)
"""How Python writes a text that somebody gave."""


class Phrases:
    """The French of English sentences; the words that stand in their gaps are looked up, too."""

    def __init__(self, french: Mapping[str, str]) -> None:
        self._french = french

    @classmethod
    def of(cls, files: Sequence[Traversable]) -> "Phrases":
        """Read several files; where two rooms say the same, either is right."""
        return cls({english: told for file in files for english, told in tomllib.loads(file.read_text(encoding="utf-8")).items()})

    def __len__(self) -> int:
        """Say how many there are."""
        return len(self._french)

    def french(self, text: str) -> str | None:
        """Return a sentence in French; None if it is not known."""
        if text in self._french:
            return self._french[text]
        for pattern, told in self._patterns:
            if found := pattern.fullmatch(text):
                values = found.groupdict()
                return _GAP.sub(lambda gap, values=values: self._filled(values[gap[1]]), told)
        return None

    def told(self, text: str) -> str:
        """Return a sentence in French, or as it is where it is not known."""
        return self.french(text) or text

    def _filled(self, value: str) -> str:
        if quoted := _QUOTED.fullmatch(value):
            return f"« {quoted[1] or quoted[2] or ''} »"
        return self.told(value)

    @cached_property
    def _patterns(self) -> Sequence[tuple[re.Pattern[str], str]]:
        """Return those with gaps, the more definite ones first: what one leaves open another may say."""
        open_ones = [(english, told) for english, told in self._french.items() if _GAP.search(english)]
        open_ones.sort(key=lambda each: -len(_GAP.sub("", each[0])))
        return [(pattern_of(english), told) for english, told in open_ones]


def pattern_of(english: str) -> re.Pattern[str]:
    """Return what finds a sentence whatever stands in its gaps; what stands in it twice is the same both times."""
    seen: set[str] = set()
    written = ""
    for place, part in enumerate(_GAP.split(english)):
        is_gap = place % 2 == 1
        written += (f"(?P={part})" if part in seen else f"(?P<{part}>.+?)") if is_gap else re.escape(part)
        if is_gap:
            seen.add(part)
    return re.compile(written, re.DOTALL)
