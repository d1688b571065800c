"""How a file's bytes become text: told from its beginning and by reading it through once, in constant memory."""

import codecs
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

_CHUNK = 1 << 20
_SAMPLE = 1 << 12
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DAMAGED = "\ufffd"
_MOSTLY = 10
"""So many times more good letters than bad ones, and a file is UTF-8 with a few damaged places."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file read through once: SHA-256, size in bytes, encoding as Python names it."""

    digest: bytes
    size: int
    encoding: str


def survey(file: BinaryIO) -> Survey:
    """Read the file from its start and say what it is. Without a mark, UTF-8 is tried; else it is taken as cp1252."""
    digest, size, good, bad = sha256(), 0, 0, 0
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    marked = None
    while chunk := file.read(_CHUNK):
        marked = marked or (_marked(chunk) if size == 0 else None)
        digest.update(chunk)
        size += len(chunk)
        if marked is None and not (chunk.isascii() and not decoder.getstate()[0]):
            text = decoder.decode(chunk)
            wrong = text.count(_DAMAGED)
            good += len(text) - len(text.encode("ascii", "ignore")) - wrong
            bad += wrong
    encoding = marked or ("utf-8" if bad * _MOSTLY <= good else "cp1252")
    return Survey(digest.digest(), size, encoding)


def _marked(beginning: bytes) -> str | None:
    """Tell the encoding by its mark, or UTF-16 without one by the NUL bytes in every other place."""
    for mark, encoding in _BOMS:
        if beginning.startswith(mark):
            return encoding
    sample = beginning[:_SAMPLE]
    half = max(len(sample) // 2, 1)
    if sample[1::2].count(0) * 2 > half:
        return "utf-16-le"
    return "utf-16-be" if sample[::2].count(0) * 2 > half else None
