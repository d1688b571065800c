"""The words of the text form: what a text is cut into, and the marks that both directions share."""

import re
from dataclasses import dataclass
from typing import Literal, cast

from tidings.segments.errors import TextInvalid
from tidings.segments.types import Op

TokenKind = Literal["word", "text", "number", "date", "mark", "end"]

MARKS: dict[Op, str] = {"less": "<", "at_most": "<=", "more": ">", "at_least": ">="}
"""How comparisons are written that have a mark."""

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<text>"(?:[^"\\]|\\.)*")
    |(?P<date>\d{4}-\d{2}-\d{2}(?![\w.-]))
    |(?P<number>-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?(?![\w.]))
    |(?P<word>[^\W\d][\w]*)
    |(?P<mark><=|>=|[<>=(),])""",
    re.VERBOSE | re.DOTALL,
)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_PLAIN = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
MOST_CHARACTERS = 100_000


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a text: `value` is a text without its quotes, everything else as written."""

    kind: TokenKind
    value: str
    place: int

    def says(self, word: str) -> bool:
        """Whether this is a certain word, in letters of any case, or a certain mark."""
        return self.kind in {"word", "mark"} and self.value.lower() == word


def tokens(text: str) -> list[Token]:
    """Cut a text into its pieces, with an end after them. Raises TextInvalid."""
    if len(text) > MOST_CHARACTERS:
        raise TextInvalid(text, MOST_CHARACTERS, text[MOST_CHARACTERS], ["the end: a text has at most 100000 characters"])
    found: list[Token] = []
    place = 0
    while place < len(text):
        match = _TOKEN.match(text, place)
        if match is None:
            raise TextInvalid(text, place, text[place], _instead_of(text[place]))
        kind = cast("TokenKind | Literal['space']", match.lastgroup)
        if kind != "space":
            found.append(Token(kind, _ESCAPED.sub(r"\1", match[0][1:-1]) if kind == "text" else match[0], place))
        place = match.end()
    return [*found, Token("end", "", len(text))]


def quoted(text: str) -> str:
    """Write a text in its quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def named(name: str) -> str:
    """Write a name, in quotes where it is more than one plain word."""
    return name if _PLAIN.fullmatch(name) else quoted(name)


def _instead_of(character: str) -> list[str]:
    if character == '"':
        return ['a text with a closing "']
    if character in "'\u2018\u2019\u201c\u201d\u00ab\u00bb":
        return ['a text in straight double quotes, "like this"']
    return ["a word", 'a text in "quotes"', "a number", "( or )"]
