"""The master keys: where they are kept, when the first one is made, and how another is added.

They stand in TIDINGS_MASTER_KEYS or in a file, as lines `id:base64 of 32 bytes`; the last one wraps what is new. A key is made by itself only
while nothing is sealed: a file that is gone later is the operator's to put back, because a new key would open nothing.
"""

import base64
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import args_row

from tidings.infra.crypto import KEY_BYTES, MasterKeys
from tidings.infra.db.database import ENGINE_ROLE
from tidings.kernel.errors import Busy, Conflict, Invalid

_CONNECT_SECONDS = 5
_VARIABLE = "TIDINGS_MASTER_KEYS"


@dataclass(frozen=True, slots=True)
class SealedUnder:
    """What a master key closes: how many organisations' keys (the installation's own among them), and one of them to try it with."""

    organisations: int
    organisation_id: UUID
    use: str
    wrapped: bytes


def masters_for(text: str | None, file: Path, database_url: str) -> MasterKeys:
    """Read the master keys and try them on what is sealed in the database; the first start makes the file.

    Raises Conflict if the file is gone or a key that is needed is not in it, with what it closes; Busy if there is no file and no database to ask.
    """
    sealed = _sealed_under(database_url)
    if text is None and not file.exists():
        if sealed is None:
            raise Busy(
                "database_unreachable",
                f"There is no master key file {file}, and the database does not answer, so nobody knows whether one is needed.",
                fix="Check DATABASE_URL and that PostgreSQL runs; then try again.",
            )
        if not sealed:
            _make(file)
    if text is None and not file.exists():
        raise _missing(f"The master key file {file} is not there", sealed or {}, file)
    masters = masters_from(text, file)
    _try(masters, sealed or {}, _VARIABLE if text is not None else f"The master key file {file}", file)
    return masters


def masters_from(text: str | None, file: Path) -> MasterKeys:
    """Read the master keys from `id:base64[,id:base64...]`, else from `file`. Raises Invalid if a key is not 32 bytes, Conflict without a file."""
    if text is None:
        try:
            text = file.read_text(encoding="ascii")
        except FileNotFoundError:
            raise _missing(f"The master key file {file} is not there", {}, file) from None
    keys: dict[str, bytes] = {}
    for position, entry in enumerate(text.replace("\n", ",").split(","), 1):
        name, _, encoded = entry.strip().partition(":")
        if name:
            keys[name] = _decoded(position, encoded)
    if not keys:
        raise Invalid("master_key_missing", "No master key was given.", field=_VARIABLE, fix="Give id:base64 of 32 bytes.")
    return MasterKeys(keys, list(keys)[-1])


def add_master(file: Path) -> MasterKeys:
    """Put a fresh master key at the end of the key file, which makes it the current one, and return all.

    The file is replaced whole, so a kill leaves the old or the new one. Keys before it stay: backups need them.
    """
    draft = _drafted(file, file.read_text(encoding="ascii").rstrip("\n") + "\n" + _new_entry())
    draft.replace(file)
    _keep_folder(file)
    return masters_from(None, file)


def _sealed_under(database_url: str) -> Mapping[str, SealedUnder] | None:
    """Return what each master key closes; None if the database does not answer."""
    try:
        with psycopg.connect(database_url, autocommit=True, connect_timeout=_CONNECT_SECONDS) as connection:
            known = connection.execute("SELECT to_regclass('public.data_keys') IS NOT NULL").fetchone()
            if known is None or not known[0]:
                return {}
            connection.execute(f"SET ROLE {ENGINE_ROLE}")
            cursor = connection.cursor(row_factory=args_row(_sealed))
            return dict(
                cursor.execute(
                    "SELECT k.master_key_id, a.organisations, k.organisation_id, k.use, k.wrapped"
                    " FROM (SELECT master_key_id, count(DISTINCT organisation_id) AS organisations FROM data_keys GROUP BY 1) a"
                    " CROSS JOIN LATERAL (SELECT * FROM data_keys d WHERE d.master_key_id = a.master_key_id LIMIT 1) k"
                )
            )
    except psycopg.OperationalError:
        return None


def _sealed(master_id: str, organisations: int, *rest: Any) -> tuple[str, SealedUnder]:
    return master_id, SealedUnder(organisations, *rest)


def _try(masters: MasterKeys, sealed: Mapping[str, SealedUnder], where: str, file: Path) -> None:
    if missing := {master_id: each for master_id, each in sealed.items() if master_id not in masters.keys}:
        raise _missing(f"{where} lacks a master key", missing, file)
    for master_id, each in sealed.items():
        try:
            masters.unwrap(master_id, each.organisation_id, each.use, each.wrapped)
        except Conflict:
            raise _missing(f"{where} names another key {master_id!r} than the one that sealed the data", {master_id: each}, file) from None


def _missing(what: str, sealed: Mapping[str, SealedUnder], file: Path) -> Conflict:
    closed = [f"the keys of {each.organisations} organisation(s) are sealed under {master_id!r}" for master_id, each in sealed.items()]
    return Conflict(
        "master_key_missing",
        f"{'; '.join([what, *closed])}. Nothing is lost, and nothing was changed.",
        fix=f"Put your copy of the file back as {file}, or name its lines in {_VARIABLE}, separated by commas; then start again.",
    )


def _make(file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = _drafted(file, _new_entry())
    try:
        os.link(draft, file)  # fails if another process was first: then its key counts
    except FileExistsError:
        return
    finally:
        draft.unlink()
    _keep_folder(file)


def _new_entry() -> str:
    # A random id: two installations never have keys of one name, so a key put in the wrong place is told by its name.
    return f"k{secrets.token_hex(4)}:{base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()}\n"


def _drafted(file: Path, text: str) -> Path:
    draft = file.with_name(f"{file.name}.{secrets.token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    return draft


def _keep_folder(file: Path) -> None:
    """Have the file's name outlive a loss of power, too: what is sealed under its key will."""
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


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
            field=_VARIABLE,
            fix="Give id:base64 of 32 bytes.",
        )
    return key
