"""Values sealed at rest (AES-256-GCM) and found again by a keyed index (HMAC-SHA-256).

A master key, kept outside the database, wraps two data keys of each organisation: one that seals and one that
indexes. Rotating the master re-wraps data keys; rotating a data key leaves old ones to open old values. Index keys
are versioned too and all live versions are looked up, because the suppression of an erased person can't be re-hashed.
"""

import hmac
import os
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from psycopg import AsyncConnection
from psycopg.rows import tuple_row

from tidings.kernel.errors import Conflict

KEY_BYTES = 32
"""The length of master and data keys."""
_NONCE_BYTES = 12
_INDEX_BYTES = 16
_FORMAT = b"\x01"
_SEAL, _INDEX = "seal", "index"
_WITHOUT_CASE = frozenset({"email"})
"""Kinds of which two writings are one value: mailboxes ignore case, and whoever opted out under one writing did so under all."""
FRESH_SECONDS = 5.0
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
    """The open keys of one organisation. Values are bound to the organisation and to their kind.

    `indexing` are versions and keys that look-ups go by; the last one is written. Before it may stand one that is not in use yet.
    """

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

    def seal_alike(self, kind: str, value: bytes) -> bytes:
        """Encrypt so that the same value gives the same result, until a key changes: the nonce is a keyed hash of the value."""
        nonce = self.index(f"nonce of {kind}", value.hex())[1 : 1 + _NONCE_BYTES]
        return _FORMAT + self.sealing_with.to_bytes(2, "big") + nonce + self.sealing[self.sealing_with].encrypt(nonce, value, self._context(kind))

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
        """Return the look-up value that is written, under the newest index key in use: key version (1 byte) and 16 bytes of HMAC."""
        version, key = self.indexing[-1]
        return _hashed(version, key, kind, value)

    def indexes(self, kind: str, value: str) -> list[bytes]:
        """Return the look-up values under every live index key; the last one is that of `index`."""
        return [_hashed(version, key, kind, value) for version, key in self.indexing]

    def _context(self, kind: str) -> bytes:
        return self.organisation_id.bytes + kind.encode()


def keys_of_one(owner: UUID, key: bytes) -> OrganisationKeys:
    """Return keys that seal and open under one key, kept elsewhere than in the database, such as that of a backup; they index nothing."""
    return OrganisationKeys(owner, {1: AESGCM(key)}, 1, ())


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
        indexing: list[tuple[bool, int, bytes]] = []
        sealing_with = 0
        for use, number, master_id, wrapped, active in rows:
            if master_id not in self.masters.keys and self._reread is not None:
                self.masters = self._reread()
            key = self.masters.unwrap(master_id, organisation_id, use, wrapped)
            if use == _SEAL:
                sealing[number] = AESGCM(key)
                sealing_with = max(sealing_with, number) if active else sealing_with
            else:
                indexing.append((active, number, key))
        return OrganisationKeys(organisation_id, sealing, sealing_with, [(number, key) for _, number, key in sorted(indexing)])


def _hashed(version: int, key: bytes, kind: str, value: str) -> bytes:
    if kind in _WITHOUT_CASE:
        value = value.lower()
    return version.to_bytes(1, "big") + hmac.digest(key, kind.encode() + b"\x00" + value.encode(), sha256)[:_INDEX_BYTES]


def _wrap_context(organisation_id: UUID, use: str) -> bytes:
    return organisation_id.bytes + use.encode()


def _wrong_master(master_id: str) -> Conflict:
    return Conflict(
        "master_key_wrong",
        f"The data was sealed under master key {master_id!r}, which is not at hand.",
        fix="Nothing is lost: put the master key file back as it was, or name the key in TIDINGS_MASTER_KEYS.",
    )


def _unreadable(kind: str) -> Conflict:
    return Conflict(
        "sealed_value_unreadable", f"A sealed {kind} can't be read: it was altered or its key is gone.", fix="Restore the data keys from a backup."
    )
