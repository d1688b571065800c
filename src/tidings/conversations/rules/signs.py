"""The signs by which a message resembles others: its words, their tags, and which of them stand together."""

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from tidings.conversations.rules.lexicon import Tagged

LAUGHTER = ("😂", "🤣", "😆", "😹")
_PASSED_OVER = frozenset({"filler", "courtesy"})
_WITHOUT_MEANING = frozenset({"other", "number"})
_LONGEST_RUN = 3
_MOST_WORDS = 120
"""Of a sentence; nobody says more in one, and what has more costs no more time."""
_MOST_SENTENCES = 24


def signs_of(text: str, said: Sequence[tuple[Sequence[Tagged], bool]]) -> frozenset[str]:
    """Return the signs of a text whose sentences are `said`, each with whether it asks.

    `w` are runs of words as written, `t` runs of tags, `m` runs of tags with the words that have none, all up to three long and with a gap;
    `b` are two tags anywhere in a sentence; `<` and `>` stand for the ends of a sentence.
    """
    found = {f"length {sum(len(sentence) for sentence, _ in said).bit_length()}", f"sentences {min(len(said), 4)}"}
    found.update(mark for mark in ("laughs",) if any(each in text for each in LAUGHTER))
    for sentence, asks in said[:_MOST_SENTENCES]:
        found.update(_of_sentence(sentence[:_MOST_WORDS]))
        if asks:
            found.add("asks")
    return frozenset(found)


def _of_sentence(sentence: Sequence[Tagged]) -> Iterator[str]:
    meant = [each for each in sentence if each.tag not in _PASSED_OVER]
    tags = [each.tag for each in meant]
    yield from _runs("w", [each.word for each in sentence])
    yield from _runs("t", tags)
    yield from _runs("m", [each.word if each.tag in _WITHOUT_MEANING else each.tag.upper() for each in meant])
    for one, other in combinations(sorted(set(tags) - _WITHOUT_MEANING), 2):
        yield f"b {one} {other}"


def _runs(kind: str, words: Sequence[str]) -> Iterator[str]:
    line = ["<", *words, ">"]
    yield from (f"{kind} {word}" for word in words)
    yield from (f"{kind} {one}|{other}" for one, other in pairwise(line))
    for place in range(len(line) - _LONGEST_RUN + 1):
        one, between, other = line[place : place + _LONGEST_RUN]
        yield f"{kind} {one}|{between}|{other}"
        yield f"{kind} {one}|..|{other}"
