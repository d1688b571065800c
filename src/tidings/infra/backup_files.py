"""The file of a backup: a head in the clear, then the database's dump, sealed chunk by chunk under a key of its own.

That key is in the head, wrapped under the master key. So the file alone opens nothing: names and attributes of people are in the clear
in the database, and must not be in a file that is copied about. Each chunk is bound to the head, to its place and to whether it is the last.
"""

import base64
import os
import secrets
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO, Self

import orjson

from tidings.infra.crypto import KEY_BYTES, MasterKeys, OrganisationKeys, keys_of_one
from tidings.infra.rotation import PLATFORM
from tidings.kernel.errors import Conflict, Invalid

CHUNK = 1 << 20
_MAGIC = b"TIDINGS BACKUP 1\n"
_USE = "backup"
_LENGTH_BYTES = 4
_LONGEST_HEAD = 10_000


@dataclass(frozen=True, slots=True)
class Head:
    """What is known of a backup without its key. `made_at` is business time; `server` the major version of PostgreSQL."""

    made_at: datetime
    revision: str
    server: int
    master_key: str
    wrapped: bytes

    @classmethod
    def new(cls, made_at: datetime, revision: str, server: int, masters: MasterKeys) -> Self:
        """Make the head of a new backup, with a fresh key under the current master key."""
        return cls(made_at, revision, server, masters.current, masters.wrap(PLATFORM, _USE, secrets.token_bytes(KEY_BYTES)))

    def line(self) -> bytes:
        """Return it as it stands in the file."""
        fields = {
            "made_at": self.made_at,
            "revision": self.revision,
            "server": self.server,
            "master_key": self.master_key,
            "key": base64.b64encode(self.wrapped).decode(),
        }
        return _MAGIC + orjson.dumps(fields) + b"\n"

    def keys(self, masters: MasterKeys) -> OrganisationKeys:
        """Open the backup's key. Raises Conflict if the master key is not at hand."""
        key = masters.unwrap(self.master_key, PLATFORM, _USE, self.wrapped)
        return keys_of_one(PLATFORM, key)


@contextmanager
def written(path: Path, head: Head, masters: MasterKeys) -> Generator["Sealing"]:
    """Give what a new backup is written with; the file has its name only once it is whole. Raises Conflict if there is such a file."""
    if path.exists():
        raise Conflict("backup_exists", f"{path} is there already.", field="file", fix="Choose another name.")
    draft = path.with_name(f"{path.name}.part")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
            out.write(head.line())
            sealing = Sealing(out, head, masters)
            yield sealing
            sealing.end()
            out.flush()
            os.fsync(out.fileno())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


class Sealing:
    """Seals what is written, in chunks."""

    def __init__(self, out: BinaryIO, head: Head, masters: MasterKeys) -> None:
        self._out = out
        self._keys = head.keys(masters)
        self._name = _name(head)
        self._waiting = bytearray()
        self._place = 0

    def write(self, piece: bytes) -> None:
        """Take content of any length."""
        self._waiting += piece
        while len(self._waiting) > CHUNK:
            self._seal(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]

    def end(self) -> None:
        """Seal the rest, as the last chunk."""
        self._seal(bytes(self._waiting), last=True)

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        sealed = self._keys.seal(_context(self._name, self._place, last=last), chunk)
        self._out.write(len(sealed).to_bytes(_LENGTH_BYTES, "big") + sealed)
        self._place += 1


def head_of(path: Path) -> Head:
    """Read what is in the clear. Raises Invalid if the file is no backup or can't be read."""
    try:
        with path.open("rb") as file:
            return _read_head(file)
    except OSError as error:
        raise Invalid("backup_unreadable", f"{path} can't be read: {error.strerror}.", field="file", fix="Check its name.") from error


def opened(path: Path, masters: MasterKeys) -> Iterator[bytes]:
    """Return the dump, chunk by chunk. Raises Conflict where the file was altered or cut short, or its master key is not at hand."""
    with path.open("rb") as file:
        head = _read_head(file)
        keys, name, place, last = head.keys(masters), _name(head), 0, False
        length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
        while not last:
            sealed = file.read(length)
            length = int.from_bytes(file.read(_LENGTH_BYTES), "big")
            last = length == 0
            yield keys.open(_context(name, place, last=last), sealed)
            place += 1


def _read_head(file: BinaryIO) -> Head:
    try:
        magic = file.read(len(_MAGIC))
        told = orjson.loads(file.readline(_LONGEST_HEAD))
        made_at = datetime.fromisoformat(told["made_at"])
        head = Head(made_at, str(told["revision"]), int(told["server"]), str(told["master_key"]), base64.b64decode(told["key"], validate=True))
    except (ValueError, KeyError, TypeError):
        raise _no_backup() from None
    if magic != _MAGIC:
        raise _no_backup()
    return head


def _no_backup() -> Invalid:
    return Invalid("no_backup", "This file is no backup of Tidings.", field="file", fix="Name a file that `tidings backup` wrote.")


def _name(head: Head) -> str:
    return sha256(head.line()).hexdigest()


def _context(name: str, place: int, *, last: bool) -> str:
    return f"backup:{name}:{place}:{'last' if last else 'more'}"
