"""Values sealed at rest (AES-256-GCM) and found again by a keyed index (HMAC-SHA-256).

A master key, kept outside the database, wraps two data keys of each organisation: one that seals and one that
indexes. Rotating the master re-wraps data keys; rotating a data key leaves old ones to open old values. Index keys
are versioned too and all live versions are looked up, because the suppression of an erased person can't be re-hashed.
"""

import base64
import hmac
import os
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import AsyncConnection
from psycopg.rows import tuple_row

from tidings.kernel.errors import Conflict, Invalid

KEY_BYTES = 32
"""The length of master and data keys."""
_NONCE_BYTES = 12
_INDEX_BYTES = 16
_FORMAT = b"\x01"
_SEAL, _INDEX = "seal", "index"
FRESH_SECONDS = 10.0
"""How long a process may work with the keys that it has read, in real time."""


@dataclass(frozen=True, slots=True)
class MasterKeys:
    """Master keys by id; `current` wraps what is new."""

    keys: Mapping[str, bytes]
    current: str

    def wrap(self, organisation_id: UUID, use: str, key: bytes) -> bytes:
        """Seal a data key under the current master key."""
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(self.keys[self.current]).encrypt(nonce, key, _wrap_context(organisation_id, use))

    def unwrap(self, master_id: str, organisation_id: UUID, use: str, wrapped: bytes) -> bytes:
        """Open a data key. Raises Conflict if its master key is not at hand or is another."""
        master = self.keys.get(master_id)
        if master is None:
            raise _wrong_master(master_id)
        try:
            return AESGCM(master).decrypt(wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:], _wrap_context(organisation_id, use))
        except InvalidTag as error:
            raise _wrong_master(master_id) from error


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """The open keys of one organisation. Values are bound to the organisation and to their kind."""

    organisation_id: UUID
    sealing: Mapping[int, AESGCM]
    sealing_with: int
    indexing: Sequence[tuple[int, bytes]]

    def seal(self, kind: str, value: str | bytes) -> bytes:
        """Encrypt `value`; the result carries its format and key id."""
        plain = value.encode() if isinstance(value, str) else value
        nonce = os.urandom(_NONCE_BYTES)
        sealed = self.sealing[self.sealing_with].encrypt(nonce, plain, self._context(kind))
        return _FORMAT + self.sealing_with.to_bytes(2, "big") + nonce + sealed

    def open(self, kind: str, sealed: bytes) -> bytes:
        """Decrypt what `seal` made of the same kind. Raises Conflict if it was altered or is of another kind or tenant."""
        key = self.sealing.get(int.from_bytes(sealed[1:3], "big"))
        if sealed[:1] != _FORMAT or key is None:
            raise _unreadable(kind)
        try:
            return key.decrypt(sealed[3 : 3 + _NONCE_BYTES], sealed[3 + _NONCE_BYTES :], self._context(kind))
        except InvalidTag as error:
            raise _unreadable(kind) from error

    def open_text(self, kind: str, sealed: bytes) -> str:
        """Decrypt text."""
        return self.open(kind, sealed).decode()

    def index(self, kind: str, value: str) -> bytes:
        """Return the look-up value under the newest index key: key version (1 byte) and 16 bytes of HMAC."""
        version, key = self.indexing[-1]
        return _hashed(version, key, kind, value)

    def indexes(self, kind: str, value: str) -> list[bytes]:
        """Return the look-up values under every live index key, newest last."""
        return [_hashed(version, key, kind, value) for version, key in self.indexing]

    def _context(self, kind: str) -> bytes:
        return self.organisation_id.bytes + kind.encode()


class Vault:
    """Keeps the open keys of organisations, reading or making them in the database when first asked.

    They are read again after `FRESH_SECONDS`, so that a rotation reaches every process; `reread` brings the master keys
    that were added meanwhile.
    """

    def __init__(self, masters: MasterKeys, reread: Callable[[], MasterKeys] | None = None) -> None:
        self.masters = masters
        self._reread = reread
        self._known: dict[UUID, tuple[OrganisationKeys, float]] = {}

    async def keys(self, connection: AsyncConnection[Any], organisation_id: UUID, at: datetime) -> OrganisationKeys:
        """Return the organisation's keys, making them the first time, in the caller's transaction."""
        known, read_at = self._known.get(organisation_id, (None, 0.0))
        if known is None or time.monotonic() - read_at > FRESH_SECONDS:
            rows = await self._load(connection, organisation_id)
            if not rows:
                await self._make(connection, organisation_id, at)
                return self._opened(organisation_id, await self._load(connection, organisation_id))
            known = self._opened(organisation_id, rows)
            self._known[organisation_id] = known, time.monotonic()
        return known

    def forget(self) -> None:
        """Drop all open keys, so that the next use reads them again (after a rotation)."""
        self._known.clear()

    async def _load(self, connection: AsyncConnection[Any], organisation_id: UUID) -> list[tuple[Any, ...]]:
        async with connection.cursor(row_factory=tuple_row) as cursor:
            await cursor.execute(
                "SELECT use, id, master_key_id, wrapped, active FROM data_keys WHERE organisation_id = %s ORDER BY use, id", (organisation_id,)
            )
            return await cursor.fetchall()

    async def _make(self, connection: AsyncConnection[Any], organisation_id: UUID, at: datetime) -> None:
        async with connection.cursor() as cursor:
            for use in (_SEAL, _INDEX):
                wrapped = self.masters.wrap(organisation_id, use, secrets.token_bytes(KEY_BYTES))
                await cursor.execute(
                    "INSERT INTO data_keys (organisation_id, use, id, master_key_id, wrapped, created_at)"
                    " VALUES (%s, %s, 1, %s, %s, %s) ON CONFLICT DO NOTHING",
                    (organisation_id, use, self.masters.current, wrapped, at),
                )

    def _opened(self, organisation_id: UUID, rows: Sequence[tuple[Any, ...]]) -> OrganisationKeys:
        sealing: dict[int, AESGCM] = {}
        indexing: list[tuple[int, bytes]] = []
        sealing_with = 0
        for use, number, master_id, wrapped, active in rows:
            if master_id not in self.masters.keys and self._reread is not None:
                self.masters = self._reread()
            key = self.masters.unwrap(master_id, organisation_id, use, wrapped)
            if use == _SEAL:
                sealing[number] = AESGCM(key)
                sealing_with = max(sealing_with, number) if active else sealing_with
            else:
                indexing.append((number, key))
        return OrganisationKeys(organisation_id, sealing, sealing_with, indexing)


def masters_from(text: str | None, file: Path) -> MasterKeys:
    """Read the master keys from `id:base64[,id:base64...]`, else from `file`, which is made at the first start.

    The last key named is the current one. Raises Invalid if a key is not 32 bytes.
    """
    if text is None:
        text = file.read_text(encoding="ascii") if file.exists() else _new_master_file(file)
    keys: dict[str, bytes] = {}
    for position, entry in enumerate(text.replace("\n", ",").split(","), 1):
        name, _, encoded = entry.strip().partition(":")
        if name:
            keys[name] = _decoded(position, encoded)
    if not keys:
        raise Invalid("master_key_missing", "No master key was given.", field="TIDINGS_MASTER_KEYS", fix="Give id:base64 of 32 bytes.")
    return MasterKeys(keys, list(keys)[-1])


def new_master_entry(name: str) -> str:
    """Return a fresh master key as a line of the key file."""
    return f"{name}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}"


def add_master(file: Path) -> MasterKeys:
    """Put a fresh master key at the end of the key file, which makes it the current one, and return all.

    The file is replaced whole, so a kill leaves the old or the new one. Keys before it stay: backups need them.
    """
    known = masters_from(None, file)
    name = next(f"m{number}" for number in range(len(known.keys) + 1, 2 * len(known.keys) + 2) if f"m{number}" not in known.keys)
    draft = _drafted(file, file.read_text(encoding="ascii").rstrip("\n") + "\n" + new_master_entry(name) + "\n")
    draft.replace(file)
    return masters_from(None, file)


def _drafted(file: Path, text: str) -> Path:
    draft = file.with_name(f"{file.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    return draft


def _new_master_file(file: Path) -> str:
    file.parent.mkdir(parents=True, exist_ok=True)
    entry = new_master_entry("m1") + "\n"
    draft = _drafted(file, entry)
    try:
        os.link(draft, file)  # fails if another process was first: then its key counts
    except FileExistsError:
        return file.read_text(encoding="ascii")
    finally:
        draft.unlink()
    return entry


def _decoded(position: int, encoded: str) -> bytes:
    # What was given is never quoted: without its id it is the key itself.
    try:
        key = base64.b64decode(encoded, validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise Invalid(
            "master_key_invalid",
            f"Master key {position} is not an id, a colon and 32 bytes of base64.",
            field="TIDINGS_MASTER_KEYS",
            fix="Give id:base64 of 32 bytes.",
        )
    return key


def _hashed(version: int, key: bytes, kind: str, value: str) -> bytes:
    return version.to_bytes(1, "big") + hmac.digest(key, kind.encode() + b"\x00" + value.encode(), sha256)[:_INDEX_BYTES]


def _wrap_context(organisation_id: UUID, use: str) -> bytes:
    return organisation_id.bytes + use.encode()


def _wrong_master(master_id: str) -> Conflict:
    return Conflict(
        "master_key_wrong",
        f"The data was sealed under master key {master_id!r}, which is not at hand.",
        fix="Restore the master key file, or name the key in TIDINGS_MASTER_KEYS.",
    )


def _unreadable(kind: str) -> Conflict:
    return Conflict(
        "sealed_value_unreadable", f"A sealed {kind} can't be read: it was altered or its key is gone.", fix="Restore the data keys from a backup."
    )
