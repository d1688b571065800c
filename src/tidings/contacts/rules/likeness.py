"""Whether two tellings of somebody who has an address can be of one person, where no id says who is meant (docs/decisions/0009)."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from tidings.contacts.types import Name

MOST_SHARING = 20
"""So many people may be told apart at one address. What more of them have is a placeholder, such as 06 00 00 00 00."""


def alike(one: Name, other: Name, *, other_email: bool) -> bool:
    """Say whether two tellings that share an address can be of one person; `other_email` says that each has emails, and none in common.

    Names fit if the first names do: a last name may change. With another email the whole name must fit, and be known:
    people change their email, but a number and nothing else is no reason to overwrite one.
    """
    one_words, other_words = _words(one), _words(other)
    if not one_words or not other_words:
        return not other_email
    if one.first and other.first:
        first_fits = _fits(_split(one.first), _split(other.first))
        if not other_email:
            return first_fits
        return first_fits and _fits(_split(one.last or ""), _split(other.last or ""))
    return _fits(one_words, other_words)


def _words(name: Name) -> Sequence[str]:
    return (*_split(name.first or ""), *_split(name.last or ""))


@lru_cache(maxsize=4096)
def _split(text: str) -> Sequence[str]:
    """Return the words of a name in lower case, without accents: `Jean-Noël` has two."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return tuple("".join(" " if not letter.isalnum() else letter for letter in plain if not unicodedata.combining(letter)).split())


def _fits(one: Sequence[str], other: Sequence[str]) -> bool:
    """Say whether the shorter name is a part of the longer: `Anne` and `Anne-Marie`, `J.` and `Jean`, in any order.

    Of two with as many words, each is a part of the other: `J. A.` is not `Jean Jacques`.
    """
    shorter, longer = sorted((one, other), key=len)
    return _is_part(shorter, longer) and (len(shorter) < len(longer) or _is_part(longer, shorter))


def _is_part(one: Sequence[str], other: Sequence[str]) -> bool:
    return all(any(_is_word(word, each) for each in other) for word in one)


def _is_word(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])
