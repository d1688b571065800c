"""A database is worked with only if its server is new enough and its migrations are those of this release."""

import psycopg
import pytest

from support.databases import cloned
from tidings.infra.db import release
from tidings.infra.db.migrate import migrate
from tidings.infra.db.probe import require_migrated
from tidings.kernel.errors import Conflict


def mark(database_url: str, revision: str) -> None:
    with psycopg.connect(database_url) as owner:
        owner.execute("UPDATE alembic_version SET version_num = %s", [revision])


async def test_a_database_of_this_release_is_taken(database_url: str) -> None:
    await require_migrated(database_url)
    assert migrate(database_url) == []


async def test_a_database_that_is_behind_says_to_migrate(server_url: str) -> None:
    with cloned(server_url, None) as url:
        with pytest.raises(Conflict) as refused:
            await require_migrated(url)
        assert (refused.value.code, refused.value.fix) == ("database_not_migrated", "Run `tidings migrate`.")


async def test_a_database_of_a_newer_release_is_neither_used_nor_migrated(database_url: str) -> None:
    mark(database_url, "9999")
    with pytest.raises(Conflict, match="newer release") as refused:
        await require_migrated(database_url)
    assert refused.value.code == "database_newer"
    with pytest.raises(Conflict, match="9999"):
        migrate(database_url)


async def test_a_server_that_is_too_old_is_named(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    release.require_server(150_000)
    with pytest.raises(Conflict, match="PostgreSQL 14; Tidings needs 15"):
        release.require_server(140_013)
    monkeypatch.setattr(release, "OLDEST_SERVER", 99)
    with pytest.raises(Conflict, match="needs 99"):
        await require_migrated(database_url)
    with pytest.raises(Conflict, match="needs 99"):
        migrate(database_url)
