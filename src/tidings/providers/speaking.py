"""What adapters say to people, in the language of the reader.

Adapters speak English, and what they said is stored as it was (the result of a connection test, why a sender was stopped). `fr.toml` has the
French of each sentence; names of things at the provider, and its own words in brackets, stay as they are.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib.resources import files

_GAP = re.compile(r"\\{(\w+)\\}")


@lru_cache(maxsize=1)
def french() -> Mapping[str, str]:
    """Return the French of every sentence, by the English one."""
    table = tomllib.loads(files("tidings.providers").joinpath("fr.toml").read_text(encoding="utf-8"))
    return {english: told for part in table.values() for english, told in part.items()}


def spoken(text: str, language: str) -> str:
    """Return what an adapter said, or a form asks for, in a language; what is not known stays as it is, a person's own words too."""
    if language != "fr":
        return text
    known = french()
    if text in known:
        return known[text]
    for sentence, told in _patterns():
        text = sentence.sub(lambda found, told=told: told.format(**found.groupdict()), text)
    return text


@lru_cache(maxsize=1)
def _patterns() -> Sequence[tuple[re.Pattern[str], str]]:
    """Return the sentences as they stand in a text, longer ones first, for one may begin as another does."""
    longest = sorted(french().items(), key=lambda each: -len(each[0]))
    return [(re.compile(_GAP.sub(r"(?P<\1>[^;]+?)", re.escape(english))), told) for english, told in longest if not _of_a_form(english)]


def _of_a_form(english: str) -> bool:
    """Say whether it is no sentence: a label could stand in a text by chance."""
    return not english.endswith((".", ")"))
