import os
import signal
import subprocess
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from infra.postgres.conftest import LINGER, User, Watch, ask, is_root, write_table
from support.waiting import wait_until
from tidings.infra.postgres import acquire
from tidings.infra.postgres.layout import Layout
from tidings.kernel.errors import Busy


def test_a_new_folder_gives_a_server_that_knows_unicode_and_utc(watch: Watch) -> None:
    with watch.use() as database:
        assert ask(database.url, "SELECT upper('é') || current_database() || current_setting('server_encoding')") == "ÉtidingsUTF8"
        assert ask(database.url, "SHOW timezone") == "UTC"


def test_it_is_durable_unless_told_otherwise_and_listens_on_no_network(watch: Watch) -> None:
    with acquire(watch.folder, linger=LINGER) as database:
        for setting in ("fsync", "full_page_writes", "synchronous_commit"):
            assert ask(database.url, f"SHOW {setting}") == "on"
        assert ask(database.url, "SHOW listen_addresses") == ""


def test_only_its_own_user_can_reach_the_server(watch: Watch) -> None:
    with watch.use():
        assert watch.cluster.stat().st_mode & 0o077 == 0
        assert (watch.cluster / ".s.PGSQL.5432").stat().st_mode & 0o077 == 0


def test_it_stops_cleanly_when_the_last_use_ends_and_keeps_what_was_written(watch: Watch) -> None:
    with watch.use() as database:
        write_table(database.url, 7)
    wait_until(watch.has_ended)
    with watch.use() as database:
        assert ask(database.url, "SELECT count(*) FROM kept") == "7"
    assert "database system is shut down" in watch.log()
    assert "not properly shut down" not in watch.log()


def test_two_processes_share_one_server_and_it_stays_when_the_first_leaves(watch: Watch, users: Callable[[], User]) -> None:
    first, second = users(), users()
    assert first.url() == second.url()
    server = watch.server()
    first.leave()
    threading.Event().wait(3 * LINGER)
    assert watch.server() == server
    second.leave()
    wait_until(watch.has_ended)


def test_ten_processes_at_once_get_one_server(watch: Watch, users: Callable[[], User]) -> None:
    crowd = [users() for _ in range(10)]
    births = {ask(user.url(), "SELECT pg_postmaster_start_time()::text") for user in crowd}
    assert len(births) == 1
    assert len(watch.keepers()) == 1


def test_it_stops_cleanly_after_its_only_user_is_killed(watch: Watch, users: Callable[[], User]) -> None:
    user = users()
    user.url()
    user.die()
    wait_until(watch.has_ended)
    assert "database system is shut down" in watch.log()


def test_a_newcomer_during_the_shutdown_gets_a_running_server(watch: Watch) -> None:
    for _ in range(3):
        with watch.use() as database:
            assert ask(database.url, "SELECT 1") == "1"
        threading.Event().wait(LINGER)


def test_a_killed_server_comes_back_with_every_committed_row(watch: Watch) -> None:
    with watch.use(durable=True) as database:
        write_table(database.url, 10_000)
        killed = watch.server()
        os.kill(killed, signal.SIGKILL)
        wait_until(lambda: watch.server() not in {0, killed})
        database.ensure()
        assert ask(database.url, "SELECT count(*) FROM kept") == "10000"


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="sessions are found through /proc")
def test_a_killed_server_comes_back_although_a_session_of_it_is_busy_for_ever(watch: Watch) -> None:
    with watch.use() as database, closing(psycopg.connect(database.url, autocommit=True)) as busy:
        busy.pgconn.send_query(b"DO $$ BEGIN LOOP END LOOP; END $$")
        wait_until(lambda: ask(database.url, "SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO%' AND state = 'active'") == "1")
        os.kill(killed := watch.server(), signal.SIGKILL)
        wait_until(lambda: watch.server() not in {0, killed})
        database.ensure()
        assert ask(database.url, "SELECT 1") == "1"


def test_ensure_brings_the_server_back_after_its_keeper_is_killed(watch: Watch) -> None:
    with watch.use() as database:
        write_table(database.url, 7)
        (keeper,) = watch.keepers()
        os.kill(keeper, signal.SIGKILL)
        wait_until(lambda: keeper not in watch.keepers())
        database.ensure()
        assert ask(database.url, "SELECT count(*) FROM kept") == "7"


def test_a_pid_file_that_names_a_living_stranger_does_not_stop_a_start(watch: Watch) -> None:
    watch.use().release()
    wait_until(watch.has_ended)
    owner = watch.cluster.stat()
    with subprocess.Popen(["sleep", "60"], user=owner.st_uid if is_root() else None) as stranger:  # noqa: S607 (sleep has no one place)
        (watch.cluster / "postmaster.pid").write_text(f"{stranger.pid}\n{watch.cluster}\n1\n5432\n\n\n1 1\nready\n")
        with watch.use() as database:
            assert ask(database.url, "SELECT 1") == "1"
        assert stranger.poll() is None
        stranger.kill()


def test_a_cluster_that_was_never_finished_is_made_anew(watch: Watch) -> None:
    half = watch.root / "cluster-new-killed"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    with watch.use() as database:
        assert ask(database.url, "SELECT 1") == "1"
    assert not half.exists()


@pytest.mark.parametrize("name", ["deep" * 40, "with, comma and ünicode?&%"])
def test_a_folder_of_any_name_works(watch: Watch, name: str) -> None:
    with acquire(watch.folder / name, durable=False, linger=LINGER) as database:
        assert ask(database.url, "SELECT 1") == "1"
    wait_until(Watch(watch.folder / name).has_ended)


def test_a_folder_that_is_taken_away_ends_its_server(watch: Watch) -> None:
    with watch.use():
        server = watch.server()
        watch.root.rename(watch.folder / "away")  # not rmtree: the server still writes into it
        wait_until(lambda: not watch.keepers())
        with pytest.raises(ProcessLookupError):
            os.kill(server, 0)


@pytest.mark.skipif(not is_root(), reason="only root has rights to give up")
def test_for_root_the_server_runs_as_somebody_else(watch: Watch) -> None:
    with watch.use():
        assert Path(f"/proc/{watch.server()}").stat().st_uid != 0


def test_settings_of_the_operator_win(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_POSTGRES_OPTIONS", "shared_buffers=32MB work_mem='8 MB'")
    with watch.use() as database:
        assert ask(database.url, "SHOW shared_buffers") == "32MB"
        assert ask(database.url, "SHOW work_mem") == "8MB"


def test_a_server_that_can_not_start_says_why(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_POSTGRES_OPTIONS", "shared_buffers=plenty")
    with pytest.raises(Busy, match='invalid value for parameter "shared_buffers"'):
        watch.use()


def test_a_cluster_of_a_version_that_is_not_here_is_refused_with_what_to_do(watch: Watch) -> None:
    watch.cluster.mkdir(parents=True)
    (watch.cluster / "PG_VERSION").write_text("14\n")
    with pytest.raises(Busy, match=r"made by PostgreSQL 14.*pg_dump"):
        watch.use()


def test_the_address_names_the_port_so_that_no_variable_of_the_user_changes_it(tmp_path: Path) -> None:
    assert Layout.under(tmp_path).url().endswith("&port=5432")
