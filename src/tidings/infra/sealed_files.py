"""Files kept sealed on disk: written and read as streams, a chunk at a time.

Each chunk is a length (4 bytes, big endian) and a sealed value bound to the file's name, the chunk's place and whether
it is the last one, so that a file cut short, put in another order or renamed can't be read.
"""

import io
import os
from collections.abc import AsyncIterable
from pathlib import Path
from typing import BinaryIO, Self

from tidings.infra.crypto import OrganisationKeys
from tidings.kernel.errors import Conflict, TooLarge

CHUNK = 1 << 16
_LENGTH_BYTES = 4
_WHOLE, _DRAFT = ".sealed", ".part"


class SealedFiles:
    """A folder of sealed files, each under the keys of its organisation. Names are ids of ours, never a user's."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    async def store(self, name: str, keys: OrganisationKeys, content: AsyncIterable[bytes], *, most: int) -> int:
        """Write a file as its content comes and return its size. Raises TooLarge beyond `most` bytes, leaving nothing."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self._path(name).with_suffix(_DRAFT)
        size = 0
        try:
            with _Writer(draft, name, keys) as writer:
                async for piece in content:
                    size += len(piece)
                    if size > most:
                        raise TooLarge("file_too_large", f"The file is larger than {most} bytes.", field="file", fix="Split it.")
                    writer.write(piece)
            draft.replace(self._path(name))
        finally:
            draft.unlink(missing_ok=True)
        return size

    def open(self, name: str, keys: OrganisationKeys) -> BinaryIO:
        """Open a file for reading from its start. Raises Conflict if it is not there; reading raises it if it was altered."""
        try:
            sealed = self._path(name).open("rb")
        except FileNotFoundError:
            raise Conflict("file_gone", "The uploaded file is no longer there.", field="file", fix="Upload it again.") from None
        return io.BufferedReader(_Reader(sealed, name, keys), CHUNK)

    def names(self) -> list[str]:
        """Return the names of all files, those that were only half written among them."""
        return sorted({path.stem for path in self._folder.glob("*") if path.suffix in {_WHOLE, _DRAFT}})

    def delete(self, name: str) -> None:
        """Remove a file, half written or whole; one that is not there is removed already."""
        self._path(name).unlink(missing_ok=True)
        self._path(name).with_suffix(_DRAFT).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}{_WHOLE}"


class _Writer:
    """Seals what is written in chunks; the last one is marked as such on leaving."""

    def __init__(self, path: Path, name: str, keys: OrganisationKeys) -> None:
        self._path = path
        self._name = name
        self._keys = keys
        self._waiting = bytearray()
        self._place = 0

    def __enter__(self) -> Self:
        self._out = os.fdopen(os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb")
        return self

    def write(self, piece: bytes) -> None:
        """Take content of any length."""
        self._waiting += piece
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        with self._out:
            if kind is None:
                self._seal(bytes(self._waiting), last=True)
                self._out.flush()
                os.fsync(self._out.fileno())

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._keys.seal(_context(self._name, self._place, last=last), chunk)
        self._out.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
        self._place += 1


class _Reader(io.RawIOBase):
    """Opens chunk by chunk. `tell` counts bytes of the content."""

    def __init__(self, sealed: BinaryIO, name: str, keys: OrganisationKeys) -> None:
        super().__init__()
        self._sealed = sealed
        self._name = name
        self._keys = keys
        self._chunk = memoryview(b"")
        self._length = int.from_bytes(sealed.read(_LENGTH_BYTES), "big")
        self._place = 0
        self._ended = False
        self._position = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # pyright: ignore[reportIncompatibleMethodOverride] - typeshed's buffer
        """Fill `buffer` with what is at hand, at most one chunk."""
        if not self._chunk and not self._ended:
            self._chunk = memoryview(self._next())
        count = min(len(buffer), len(self._chunk))
        buffer[:count] = self._chunk[:count]
        self._chunk = self._chunk[count:]
        self._position += count
        return count

    def tell(self) -> int:
        return self._position

    def close(self) -> None:
        self._sealed.close()
        super().close()

    def _next(self) -> bytes:
        sealed = self._sealed.read(self._length)
        self._length = int.from_bytes(self._sealed.read(_LENGTH_BYTES), "big")
        self._ended = self._length == 0
        place, self._place = self._place, self._place + 1
        return self._keys.open(_context(self._name, place, last=self._ended), sealed)


def _context(name: str, place: int, *, last: bool) -> str:
    return f"file:{name}:{place}:{'last' if last else 'more'}"
