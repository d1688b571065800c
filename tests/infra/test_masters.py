"""A master key is made once, while nothing is sealed; later its file is asked for, and rotation never leaves data without a key."""

import os
import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.masters import add_master, masters_for, masters_from
from tidings.infra.rotation import rewrap
from tidings.kernel.errors import Busy, Conflict

NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


async def sealed(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> bytes:
    """Seal something, so that the organisation has data keys."""
    database = Database(database_url, clock, vault, size=1)
    await database.open()
    async with database.engine() as unit:
        value = (await unit.keys(organisation)).seal("phone", "+33612345678")
    await database.close()
    return value


def text_of(file: Path) -> str | None:
    return file.read_text() if file.exists() else None


def put(file: Path, text: str | None) -> None:
    file.unlink() if text is None else file.write_text(text)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "master.key"


def test_the_first_start_makes_a_key_that_only_its_owner_can_read(file: Path, database_url: str) -> None:
    made = masters_for(None, file, database_url)
    assert masters_for(None, file, database_url) == made
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def test_processes_that_start_together_for_the_first_time_work_with_one_key(file: Path, database_url: str) -> None:
    with ThreadPoolExecutor(8) as starts:
        started = [starts.submit(masters_for, None, file, database_url) for _ in range(8)]
        made = [each.result() for each in started]
    assert {tuple(each.keys.items()) for each in made} == {tuple(masters_from(None, file).keys.items())}


def test_keys_of_two_installations_have_different_names(tmp_path: Path, database_url: str) -> None:
    assert masters_for(None, tmp_path / "one", database_url).current != masters_for(None, tmp_path / "two", database_url).current


async def test_a_key_file_that_is_gone_is_asked_for_and_never_made_again(
    file: Path, database_url: str, clock: ManualClock, organisation: UUID
) -> None:
    made = masters_for(None, file, database_url)
    await sealed(database_url, clock, Vault(made), organisation)
    kept = text_of(file)
    put(file, None)
    with pytest.raises(Conflict) as refusal:
        masters_for(None, file, database_url)
    assert refusal.value.code == "master_key_missing"
    sealed_under = f"the keys of 1 organisation(s) are sealed under {made.current!r}"
    assert refusal.value.message == f"The master key file {file} is not there; {sealed_under}. Nothing is lost, and nothing was changed."
    assert refusal.value.fix
    assert str(file) in refusal.value.fix
    assert text_of(file) is None
    put(file, kept)
    assert masters_for(None, file, database_url) == made


async def test_another_key_than_the_one_that_sealed_is_refused_by_its_name(
    tmp_path: Path, file: Path, database_url: str, clock: ManualClock, organisation: UUID
) -> None:
    made = masters_for(None, file, database_url)
    other = masters_for(None, tmp_path / "other.key", database_url)
    await sealed(database_url, clock, Vault(made), organisation)
    with pytest.raises(Conflict, match=f"lacks a master key.*{made.current}"):
        masters_for(None, tmp_path / "other.key", database_url)
    _, _, bytes_of_the_other = (text_of(tmp_path / "other.key") or "").partition(":")
    with pytest.raises(Conflict, match=f"names another key '{made.current}'"):
        masters_for(f"{made.current}:{bytes_of_the_other.strip()}", file, database_url)
    assert other.current != made.current


def test_without_a_file_and_without_a_database_nothing_is_made(file: Path) -> None:
    with pytest.raises(Busy):
        masters_for(None, file, NOWHERE)
    assert not file.exists()


def test_with_a_file_a_database_that_is_away_is_no_reason_to_stop_here(file: Path, database_url: str) -> None:
    made = masters_for(None, file, database_url)
    assert masters_for(None, file, NOWHERE) == made


def test_a_key_is_added_at_the_end_of_the_file_and_the_old_ones_stay(file: Path, database_url: str) -> None:
    before = masters_for(None, file, database_url)
    after = add_master(file)
    assert list(after.keys)[:-1] == [before.current]
    assert after.keys[before.current] == before.keys[before.current]
    assert file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


async def test_a_rotation_that_cannot_open_everything_adds_no_key(
    file: Path, database: Database, database_url: str, clock: ManualClock, organisation: UUID
) -> None:
    await sealed(database_url, clock, Vault(masters_for(None, file, database_url)), organisation)
    before = "kffff:" + (text_of(file) or "").partition(":")[2]
    put(file, before)
    with pytest.raises(Conflict):
        await rewrap(database, lambda: masters_from(None, file), renew=lambda: add_master(file))
    assert text_of(file) == before


KILLED = """
    import asyncio, os, signal, sys
    from pathlib import Path
    from tidings.infra.crypto import Vault
    from tidings.infra.db.database import Database
    from tidings.infra.masters import add_master, masters_from
    from tidings.infra.rotation import rewrap
    from tidings.kernel.clock import SystemClock

    url, file, place = sys.argv[1], Path(sys.argv[2]), sys.argv[3]

    def renew():
        if place == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        masters = add_master(file)
        if place == "between":
            os.kill(os.getpid(), signal.SIGKILL)
        return masters

    async def main():
        database = Database(url, SystemClock(), Vault(masters_from(None, file)), size=1)
        await database.open()
        await rewrap(database, lambda: masters_from(None, file), renew=renew)
        os.kill(os.getpid(), signal.SIGKILL)

    asyncio.run(main())
"""


@pytest.mark.parametrize(("place", "keys"), [("before", 2), ("between", 2), ("after", 3)])
async def test_a_rotation_that_is_killed_leaves_everything_open_and_is_done_by_the_next(
    file: Path, database: Database, database_url: str, clock: ManualClock, organisation: UUID, place: str, keys: int
) -> None:
    value = await sealed(database_url, clock, Vault(masters_for(None, file, database_url)), organisation)
    arguments = [sys.executable, "-c", textwrap.dedent(KILLED), database_url, str(file), place]
    ended = subprocess.run(arguments, check=False, timeout=60, env=dict(os.environ))  # noqa: S603, ASYNC221 - our own words; nothing else runs
    assert ended.returncode == -signal.SIGKILL
    other = Database(database_url, clock, Vault(masters_for(None, file, database_url)), size=1)
    await other.open()
    async with other.engine() as unit:
        assert (await unit.keys(organisation)).open_text("phone", value) == "+33612345678"
    await other.close()
    masters, _ = await rewrap(database, lambda: masters_from(None, file), renew=lambda: add_master(file))
    assert len(masters.keys) == keys
    async with database.engine() as unit:
        under = await unit.fetch(str, "SELECT DISTINCT master_key_id FROM data_keys")
    assert under == [masters.current]
