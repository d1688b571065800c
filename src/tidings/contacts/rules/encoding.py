"""How a file's bytes become text: told from its beginning and by reading it through once, in constant memory."""

import codecs
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import BinaryIO

from tidings.contacts.types import RowError
from tidings.kernel.errors import Invalid

_CHUNK = 1 << 20
_SAMPLE = 1 << 12
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_DAMAGED = "\ufffd"
_MOSTLY = 10
"""So many times more good letters than bad ones, and a file is UTF-8 with a few damaged places."""
_MAC_LETTERS = bytes.fromhex("81 83 87 88 89 8d 8e 8f 90 9d 9e 9f")
"""What Mac OS Roman writes Å É á à â ç é è ê ù û ü with (unicode.org, APPLE/ROMAN.TXT). In cp1252 these bytes are nothing, marks, or Ž ž Ÿ."""
_LATIN_LETTERS = bytes(range(0xC0, 0x100))
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
"""How .xlsx and .ods (ZIP archives) and .xls (OLE2) files begin."""


@dataclass(frozen=True, slots=True)
class Survey:
    """A file read through once: SHA-256, size in bytes, encoding as Python names it; `doubts` are what to tell of the guess."""

    digest: bytes
    size: int
    encoding: str
    doubts: Sequence[RowError] = ()


def survey(file: BinaryIO) -> Survey:
    """Read the file from its start and say what it is. Without a mark, UTF-8 is tried; else it is taken as cp1252, or as Mac OS Roman.

    Raises Invalid if it is a workbook.
    """
    digest, size, letters = sha256(), 0, _Letters()
    marked = None
    while chunk := file.read(_CHUNK):
        if size == 0:
            _refuse_workbook(chunk)
            marked = _marked(chunk)
        digest.update(chunk)
        size += len(chunk)
        if marked is None:
            letters.count(chunk)
    if marked:
        return Survey(digest.digest(), size, marked)
    encoding, doubts = letters.verdict()
    return Survey(digest.digest(), size, encoding, doubts)


class _Letters:
    """What the bytes beyond ASCII would be in each encoding."""

    def __init__(self) -> None:
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._good = self._bad = self._mac = self._latin = 0

    def count(self, chunk: bytes) -> None:
        if chunk.isascii() and not self._decoder.getstate()[0]:
            return
        text = self._decoder.decode(chunk)
        wrong = text.count(_DAMAGED)
        self._good += len(text) - len(text.encode("ascii", "ignore")) - wrong
        self._bad += wrong
        self._mac += len(chunk) - len(chunk.translate(None, _MAC_LETTERS))
        self._latin += len(chunk) - len(chunk.translate(None, _LATIN_LETTERS))

    def verdict(self) -> tuple[str, Sequence[RowError]]:
        """Return the encoding, and what is doubtful about it."""
        if self._bad * _MOSTLY <= self._good:
            return "utf-8", ()
        if self._good > self._latin // _MOSTLY and self._good:
            return "cp1252", [_doubt("encoding_mixed", "The file holds letters of more than one encoding; it was read as Windows-1252 (cp1252).")]
        if self._mac > self._latin:
            return "mac_roman", [_doubt("encoding_guessed", "The file was read as Mac OS Roman, which its bytes look like.")]
        return "cp1252", ()


def _doubt(code: str, reason: str) -> RowError:
    return RowError(1, "file", code, reason, "Look whether accents came out right; if not, save the file as CSV UTF-8 and import it again.")


def _refuse_workbook(beginning: bytes) -> None:
    if beginning.startswith(_WORKBOOKS):
        raise Invalid(
            "file_is_workbook",
            "This is a workbook of a spreadsheet program, not a CSV file.",
            field="file",
            fix="Open it, save the sheet as CSV (in Excel: CSV UTF-8), and import that file.",
        )


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
