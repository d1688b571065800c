"""Throw-away databases: one migrated template for each test process, cloned for each test."""

import os
import secrets
import shutil
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
from psycopg import sql
from sqlalchemy.engine import make_url

from tidings.infra.db.migrate import migrate

_MEMORY = Path("/dev/shm")  # noqa: S108 - a folder of our own is made in it
_ENOUGH_BYTES = 2 * 1024**3


@contextmanager
def running_server(folder: Path) -> Generator[str]:
    """Give the URL of a server to make databases on: TIDINGS_TEST_DATABASE_URL, or an embedded one, in memory where there is enough."""
    if named := os.environ.get("TIDINGS_TEST_DATABASE_URL"):
        yield named
        return
    from tidings.infra.postgres import acquire  # noqa: PLC0415 - not needed where the user names a server

    with _in_memory(folder) as place, acquire(place, durable=False) as embedded:
        yield embedded.url


@contextmanager
def _in_memory(otherwise: Path) -> Generator[Path]:
    """Give a folder in memory: each database is some 800 files, made and deleted for one test, which a disk takes twice as long for."""
    if not _MEMORY.is_dir() or not os.access(_MEMORY, os.W_OK) or shutil.disk_usage(_MEMORY).free < _ENOUGH_BYTES:
        yield otherwise
        return
    with TemporaryDirectory(dir=_MEMORY, prefix="tidings-tests-") as folder:
        yield Path(folder)


@contextmanager
def cloned(server_url: str, template: str | None) -> Generator[str]:
    """Make a database, a copy of `template` if named, give its URL and drop it afterwards."""
    name = f"t_{secrets.token_hex(8)}"
    with psycopg.connect(server_url, autocommit=True) as admin:
        # Copied as files: by the log, every byte of the template is written twice.
        source = sql.SQL(" TEMPLATE {} STRATEGY FILE_COPY").format(sql.Identifier(template)) if template else sql.SQL("")
        admin.execute(sql.SQL("CREATE DATABASE {}{}").format(sql.Identifier(name), source))
    try:
        yield url_of(server_url, name)
    finally:
        with psycopg.connect(server_url, autocommit=True) as admin:
            admin.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


@contextmanager
def migrated_template(server_url: str) -> Generator[str]:
    """Make a migrated database to clone from and give its name."""
    with cloned(server_url, None) as url:
        migrate(url)
        yield make_url(url).database or ""


def url_of(server_url: str, name: str) -> str:
    """Return the server's URL with another database's name."""
    return make_url(server_url).set(database=name).render_as_string(hide_password=False)
