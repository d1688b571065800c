"""What a file is by its bytes, whether it is kept, and how long to wait before a provider is asked for it again."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from hashlib import sha256
from hmac import compare_digest
from importlib.resources import files
from typing import Any

from tidings.conversations.types import Refusal

MOST_BYTES = 16 * 1024 * 1024
"""The largest file that is kept: what WhatsApp takes of sound and film; its images are smaller, few documents larger."""
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=1)
_GIVE_UP_AFTER = 30
"""Tries: a day and some hours, of the seven days for which Meta keeps what came in."""
_TEXT_CONTROLS = frozenset("\t\n\r\f")


@dataclass(frozen=True, slots=True)
class _Type:
    """A type of file: the bytes that it holds at offsets, whether a page may show it, and what else it may be if the provider says so."""

    name: str
    signs: Sequence[tuple[int, bytes]]
    shown: bool
    may_be: frozenset[str]

    def fits(self, content: bytes) -> bool:
        return all(content[at : at + len(sign)] == sign for at, sign in self.signs)


def type_of(content: bytes, told: str) -> str | None:
    """Return the type of a file by its bytes; of a container's types the one that was told. None for what is not kept."""
    kind = next((each for each in _known() if each.fits(content)), None)
    if kind is None:
        return told if told in _text_types() and _is_text(content) else None
    return told if told in kind.may_be else kind.name or None


def may_be_shown(content_type: str) -> bool:
    """Say whether a page may show a file of this type; any other is only downloaded."""
    return any(each.shown and content_type in {each.name, *each.may_be} for each in _known())


def is_what_was_told(content: bytes, digest: bytes | None) -> bool:
    """Compare a file with its SHA-256, where that was told."""
    return digest is None or compare_digest(sha256(content).digest(), digest)


def next_try(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries in vain; None to give up."""
    return None if tries >= _GIVE_UP_AFTER else min(_FIRST_WAIT * 2 ** min(tries - 1, 20), _LONGEST_WAIT)


def why_refused(reason: Refusal, language: str) -> str:
    """Say why a file is not kept."""
    return _data()["reasons"][language][reason.value]


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return all(each.isprintable() or each in _TEXT_CONTROLS or ord(each) > 127 for each in text)  # noqa: PLR2004 - beyond ASCII


@cache
def _known() -> Sequence[_Type]:
    return [
        _Type(each["type"], [(at, bytes.fromhex(sign)) for at, sign in each["signs"]], each.get("shown", False), frozenset(each.get("may_be", ())))
        for each in _data()["types"]
    ]


@cache
def _text_types() -> frozenset[str]:
    return frozenset(_data()["text"]["may_be"])


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("tidings.conversations").joinpath("files.toml").read_text(encoding="utf-8"))
