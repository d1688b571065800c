"""A whole database to a file and back. What a restored database must not do by itself is for `apps.restoring` to see to.

A restored database has no revision before `open_doors`: until then every process of ours refuses it.
"""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from tidings.infra.backup_files import Head, head_of, opened, written
from tidings.infra.crypto import MasterKeys
from tidings.infra.db.files import sql as statement
from tidings.infra.db.probe import Probe
from tidings.infra.db.release import require_server, revisions
from tidings.infra.postgres import clients
from tidings.kernel.errors import Conflict

SCHEMAS = ("public", "past")
_ASIDE = "before_restore_"
_WHAT = ("--schema=public", "--schema=past", "--exclude-table-data=public.alembic_version")
_MAJOR = 10_000
_ALONE_SECONDS = 5.0
_POLL_SECONDS = 0.2


def back_up(url: str, found: Probe, path: Path, masters: MasterKeys, at: datetime, report: Callable[[int], None]) -> Head:
    """Write the database as it is at this moment (`at`, business time) to a sealed file, while everything runs.

    `report` hears how many bytes were dumped so far. Raises Conflict if there is such a file, Busy if pg_dump fails; then no file is left.
    """
    head = Head.new(at, revisions()[0], found.version // _MAJOR, masters)
    size = 0
    with written(path, head, masters) as file:
        for piece in clients.dump(url, head.server, _WHAT):
            file.write(piece)
            size += len(piece)
            report(size)
    return head


def put_back(url: str, path: Path, masters: MasterKeys, *, replace: bool) -> Head:
    """Put a backup in the place of what is in the database, which stands aside until `open_doors`. If it fails everything is as before.

    Raises Conflict if the backup is of another release, if the database is in use, if it is not empty and `replace` was not said,
    or if the backup was altered or sealed under a key that is not at hand.
    """
    head = head_of(path)
    if head.revision != revisions()[0]:
        raise Conflict(
            "backup_of_another_release",
            f"The backup is at migration {head.revision}, this release at {revisions()[0]}.",
            fix="Restore it with the release that made it, then upgrade and run `tidings migrate`.",
        )
    head.keys(masters)
    with psycopg.connect(url, autocommit=True) as owner:
        require_server(owner.info.server_version)
        _require_free(owner, replace=replace)
        _require_alone(owner)
        _stand_aside(owner)
        owner.execute(statement("tidings.infra", "roles").encode())
        try:
            clients.load(url, max(head.server, owner.info.server_version // _MAJOR), opened(path, masters))
        except BaseException:
            _come_back(owner)
            raise
    return head


def open_doors(url: str, revision: str) -> None:
    """Let processes in to a restored database, and drop what it replaces."""
    with psycopg.connect(url) as owner:
        owner.execute("DELETE FROM alembic_version")
        owner.execute("INSERT INTO alembic_version (version_num) VALUES (%s)", (revision,))
        for schema in SCHEMAS:
            _drop(owner, _ASIDE + schema)


def _require_free(owner: psycopg.Connection[Any], *, replace: bool) -> None:
    held = owner.execute("SELECT count(*) FROM pg_class WHERE relnamespace = to_regnamespace('public') AND relkind IN ('r', 'p')").fetchone()
    if held and held[0] and not replace:
        raise Conflict(
            "database_not_empty",
            "The database is not empty, and all that is in it would be lost.",
            field="replace",
            fix="Make a backup of it if it is worth one, then say --replace.",
        )


def _require_alone(owner: psycopg.Connection[Any]) -> None:
    """Wait a moment for sessions that are ending. Raises Conflict while others stay."""
    until = time.monotonic() + _ALONE_SECONDS
    while others := owner.execute(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
    ).fetchall()[0][0]:
        if time.monotonic() > until:
            raise Conflict("database_in_use", f"{others} other sessions use the database.", fix="Stop `tidings serve`, API and workers first.")
        time.sleep(_POLL_SECONDS)


def _stand_aside(owner: psycopg.Connection[Any]) -> None:
    """Move what is there out of the way. What stands aside already is the original: an earlier restore was cut off."""
    with owner.transaction():
        cut_off = any(_exists(owner, _ASIDE + schema) for schema in SCHEMAS)
        for schema in SCHEMAS:
            if cut_off:
                _drop(owner, schema)
            elif _exists(owner, schema):
                owner.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(schema), sql.Identifier(_ASIDE + schema)))


def _come_back(owner: psycopg.Connection[Any]) -> None:
    with owner.transaction():
        for schema in SCHEMAS:
            _drop(owner, schema)
            if _exists(owner, _ASIDE + schema):
                owner.execute(sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(sql.Identifier(_ASIDE + schema), sql.Identifier(schema)))


def _exists(owner: psycopg.Connection[Any], schema: str) -> bool:
    return owner.execute("SELECT to_regnamespace(%s) IS NOT NULL", (schema,)).fetchall()[0][0]


def _drop(owner: psycopg.Connection[Any], schema: str) -> None:
    owner.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))
