"""What would go wrong later is refused at the start, with what to do."""

import os
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from support.databases import cloned
from tidings.apps.providers import ADAPTERS
from tidings.apps.wiring import furnish, installed
from tidings.channels import service as channels
from tidings.infra.config import load

TIDINGS = Path(sys.executable).with_name("tidings")
COMMANDS = [["worker"], ["api", "--port", "0"], ["serve", "--port", "0"]]
REAL_ACCOUNT = {"account_sid": "AC" + "0" * 32, "auth_token": "token-of-the-tests"}


def refusal(words: list[str], database_url: str, folder: Path, **variables: str) -> str:
    """Return what a command that does not start says."""
    environment = {**os.environ, "DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(folder), **variables}
    ended = subprocess.run([TIDINGS, *words], env=environment, capture_output=True, text=True, timeout=60, check=False)  # noqa: S603 - our own command
    assert ended.returncode in {1, 2}, ended
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.mark.parametrize("words", COMMANDS[:2], ids=lambda words: words[0])
def test_nothing_starts_on_a_database_that_was_not_migrated(words: list[str], server_url: str, tmp_path: Path) -> None:
    with cloned(server_url, None) as url:
        assert "`tidings migrate`" in refusal(words, url, tmp_path)


@pytest.mark.parametrize("words", COMMANDS, ids=lambda words: words[0])
def test_nothing_starts_on_a_database_of_a_newer_release(words: list[str], database_url: str, tmp_path: Path) -> None:
    with psycopg.connect(database_url) as owner:
        owner.execute("UPDATE alembic_version SET version_num = '9999'")
    assert "newer release" in refusal(words, database_url, tmp_path)


@pytest.fixture
async def with_a_real_provider(database_url: str, tmp_path: Path) -> str:
    """A database in which an organisation sends by a real provider."""
    async with installed(load({"DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(tmp_path)}), pool=2) as installation:
        organisation, _ = await furnish(installation)
        async with installation.database.unit(organisation.id) as unit:
            traits = ADAPTERS["twilio"].traits
            await channels.add_connection(unit, organisation.id, "cli:test", adapter_traits=traits, name="Twilio", credentials=REAL_ACCOUNT)
    return database_url


@pytest.mark.parametrize("words", [*COMMANDS, ["campaigns", "list"]], ids=lambda words: words[0])
def test_no_process_works_on_simulated_time_where_messages_would_really_leave(words: list[str], with_a_real_provider: str, tmp_path: Path) -> None:
    assert "simulated" in refusal(words, with_a_real_provider, tmp_path, TIDINGS_CLOCK="simulated")
