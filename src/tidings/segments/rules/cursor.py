"""Reading pieces of a text one after another, and saying what could have stood where one does not fit."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NoReturn, TypeVar

import msgspec

from tidings.segments.errors import TextInvalid
from tidings.segments.rules.words import Token, TokenKind, tokens
from tidings.segments.types import MOST_DEPTH, Value, check_value

Made = TypeVar("Made")

_DEEPEST = MOST_DEPTH * 2
"""Of brackets and nots; the tree has a bound of its own."""
_LONGEST_SHOWN = 40


class Cursor:
    """A place in a text. What was tried at the place is remembered, so an error can list it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._at = 0
        self._tried: list[str] = []
        self._deep = 0

    @property
    def here(self) -> Token:
        """The next piece."""
        return self._tokens[self._at]

    def ahead(self, pieces: int) -> Token:
        """Return a later piece, or the end."""
        return self._tokens[min(self._at + pieces, len(self._tokens) - 1)]

    def step(self) -> Token:
        """Take the next piece."""
        taken = self.here
        self._at = min(self._at + 1, len(self._tokens) - 1)
        self._tried = []
        return taken

    def takes(self, *words: str) -> bool:
        """Take these words or marks if they stand here, all of them."""
        self._tried.append(f'"{" ".join(words)}"')
        if not all(self.ahead(place).says(word) for place, word in enumerate(words)):
            return False
        for _ in words:
            self.step()
        return True

    def must(self, *words: str) -> None:
        """Take these words, one after another. Raises TextInvalid."""
        for word in words:
            if not self.takes(word):
                self.fail()

    def choice(self, words: Iterable[str]) -> str | None:
        """Take one of these words if one stands here."""
        return next((word for word in words if self.takes(word)), None)

    def one_of(self, words: Iterable[str]) -> str:
        """Take one of these words. Raises TextInvalid."""
        return self.choice(words) or self.fail()

    def name(self, meant: str) -> str:
        """Take a name: a text in quotes or one word. Raises TextInvalid."""
        return self._piece({"text", "word"}, meant).value

    def text(self, meant: str) -> str:
        """Take a text in quotes. Raises TextInvalid."""
        return self._piece({"text"}, meant).value

    def whole(self) -> int:
        """Take a whole number that is not below zero. Raises TextInvalid."""
        token = self.here
        if token.kind != "number" or not token.value.isdigit():
            self.fail("a whole number")
        return self.made(lambda: int(token.value), self.step())

    def day(self) -> date:
        """Take a date. Raises TextInvalid."""
        token = self._piece({"date"}, "a date YYYY-MM-DD")
        return self.made(lambda: date.fromisoformat(token.value), token)

    def value(self) -> Value:
        """Take a text, a number, a date, true or false. Raises TextInvalid."""
        for word, meaning in (("true", True), ("false", False)):
            if self.takes(word):
                return meaning
        token = self._piece({"text", "number", "date"}, 'a text in "quotes", a number, a date YYYY-MM-DD')
        return self.made(lambda: _read(token), token)

    def made(self, make: Callable[[], Made], token: Token) -> Made:
        """Make a part of a tree, and say where in the text it stands if there can be no such part. Raises TextInvalid."""
        try:
            found = make()
            # The bounds of numbers and lengths stand in the types, and hold only for what is read by them.
            return found if not isinstance(found, msgspec.Struct) else msgspec.convert(msgspec.to_builtins(found), type(found))
        except ValueError as error:  # ValidationError is one
            why = str(error).partition(" - at `$")[0]
            raise TextInvalid(self._text, token.place, token.value[:_LONGEST_SHOWN], [f"something else: {why}"]) from error

    def inside(self, read: Callable[[], Made]) -> Made:
        """Read what stands inside something, unless that is too deep. Raises TextInvalid."""
        self._deep += 1
        if self._deep > _DEEPEST:
            raise TextInvalid(self._text, self.here.place, self.here.value, [f"something less deep: at most {MOST_DEPTH} stand inside each other"])
        found = read()
        self._deep -= 1
        return found

    def fail(self, *expected: str) -> NoReturn:
        """Say that something else should stand here: `expected`, besides what was tried. Raises TextInvalid."""
        shown = self.here.value[:_LONGEST_SHOWN]
        raise TextInvalid(self._text, self.here.place, shown, [*self._tried, *expected])

    def _piece(self, kinds: set[TokenKind], meant: str) -> Token:
        if self.here.kind not in kinds:
            self.fail(meant)
        return self.step()


def _read(token: Token) -> Value:
    """Read a value. Raises ValueError for one that nobody can have."""
    value: Value = token.value
    if token.kind == "number":
        value = int(token.value) if token.value.lstrip("-").isdigit() else float(token.value)
    check_value(value)
    return value
