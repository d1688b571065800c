"""One PostgreSQL cluster: made, started, found again and ended. Called by the keeper only, which holds its lock."""

# ruff: noqa: S603 -- the programs that run here are PostgreSQL's own, found by `binaries`; nothing comes from outside

import logging
import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tidings.infra.postgres.account import Account, server_account, way_in
from tidings.infra.postgres.binaries import Binaries, find_binaries, usable_by
from tidings.infra.postgres.layout import DATABASE, SUPERUSER, Layout
from tidings.infra.postgres.settings import server_arguments
from tidings.kernel.errors import Busy

logger = logging.getLogger(__name__)

_PROC = Path("/proc")
_FIRST_BUILTIN_LOCALE = 17
_SHUTDOWN_PATIENCE = 120.0
_SCRATCH_PREFIX = "cluster-new-"
_STATUS_LINE = 7
"""Of postmaster.pid, counted from 0: 'starting' or 'ready' (PostgreSQL's miscadmin.h, LOCK_FILE_LINE_PM_STATUS)."""


class Cluster:
    """The server of one layout. `durable=False` trades safety against a crash of the machine for speed, for tests."""

    def __init__(self, layout: Layout, *, durable: bool) -> None:
        self._layout = layout
        self._durable = durable

    def start(self) -> subprocess.Popen[bytes]:
        """Start the server, first making the cluster if there is none, and ending what an earlier keeper left behind.

        It returns while the server may still be recovering. Raises Conflict when there is no PostgreSQL to start.
        """
        cluster = self._layout.cluster
        account = server_account(cluster)
        binaries = usable_by(find_binaries(_major_of(cluster)), account)
        if not cluster.exists():
            self._initialise(binaries, account)
        _end_leftovers(cluster)
        (cluster / "postmaster.pid").unlink(missing_ok=True)
        with way_in(cluster, account) as (place, options):
            command = [binaries.postgres, "-D", place, *server_arguments(durable=self._durable)]
            return subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)

    def is_ready(self, server: subprocess.Popen[bytes]) -> bool:
        """Whether the server has finished starting, recovery included."""
        lines = _pid_file(self._layout.cluster)
        return len(lines) > _STATUS_LINE and lines[0] == str(server.pid) and lines[_STATUS_LINE].strip() == "ready"

    def stop(self, server: subprocess.Popen[bytes]) -> None:
        """Shut down cleanly, ending open sessions; after two minutes at once, which the next start recovers from."""
        for request in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
            server.send_signal(request)
            try:
                server.wait(_SHUTDOWN_PATIENCE)
            except subprocess.TimeoutExpired:
                logger.warning("PostgreSQL did not end after %s", request.name)
            else:
                return

    def _initialise(self, binaries: Binaries, account: Account | None) -> None:
        """Make the cluster beside its place and name it when complete, so that a kill leaves no half of one."""
        root = self._layout.root
        for old in root.glob(f"{_SCRATCH_PREFIX}*"):
            shutil.rmtree(old)
        scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH_PREFIX, dir=root))
        if account:
            os.chown(scratch, account.uid, account.gid)
        logger.info("making a cluster of PostgreSQL %d", binaries.major)
        flags = [] if self._durable else ["--no-sync"]
        with way_in(scratch, account) as (place, options):
            initdb = [binaries.initdb, "-D", place, "-U", SUPERUSER, "--auth=trust", "--encoding=UTF8", *_locale(binaries), *flags]
            subprocess.run(initdb, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True, **options)
            single = [binaries.postgres, "--single", "-D", place, "postgres"]
            subprocess.run(single, input=f"CREATE DATABASE {DATABASE};\n".encode(), stdout=subprocess.DEVNULL, check=True, **options)
        # Who can open the socket may be any role: its folder and it are closed to all but the server's own user and root.
        (scratch / "pg_hba.conf").write_text("local all all trust\nlocal replication all trust\n", encoding="ascii")
        scratch.rename(self._layout.cluster)


def _locale(binaries: Binaries) -> list[str]:
    if binaries.major >= _FIRST_BUILTIN_LOCALE:
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _major_of(cluster: Path) -> int | None:
    version = cluster / "PG_VERSION"
    return int(version.read_text(encoding="ascii")) if version.exists() else None


def _pid_file(cluster: Path) -> list[str]:
    try:
        return (cluster / "postmaster.pid").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return []


def _recorded_main(cluster: Path) -> int:
    """Return the process id in the pid file, 0 when there is none or a crash of the machine left it empty."""
    lines = _pid_file(cluster)
    return int(lines[0]) if lines and lines[0].isdigit() else 0


def _end_leftovers(cluster: Path) -> None:
    """End the processes of a server whose keeper died, or whose own main process did.

    Sessions outlive a killed main process until their statement is done, and bar the way to a new one.
    """
    main = _recorded_main(cluster)
    if main in _processes_of(cluster):
        logger.info("ending the server %d that an earlier keeper left", main)
        os.kill(main, signal.SIGINT)
        _wait_until(lambda: main not in _processes_of(cluster), _SHUTDOWN_PATIENCE)
    for request in (signal.SIGQUIT, signal.SIGKILL):
        for process in _processes_of(cluster):
            os.kill(process, request)
        if _wait_until(lambda: not _processes_of(cluster), 5.0):
            return
    raise Busy("database_still_running", f"Processes of an earlier PostgreSQL in {cluster} do not end.", fix="End them, then try again.")


def _processes_of(cluster: Path) -> set[int]:
    """Return the ids of the PostgreSQL processes that work in this cluster."""
    if not _PROC.is_dir():
        return _main_process_by_ps(cluster)
    found: set[int] = set()
    for entry in _PROC.glob("[0-9]*"):
        try:
            if entry.joinpath("cwd").samefile(cluster) and entry.joinpath("exe").readlink().name.startswith("postgres"):
                found.add(int(entry.name))
        except OSError:  # it has ended meanwhile, or is another user's
            continue
    return found


def _main_process_by_ps(cluster: Path) -> set[int]:
    """Return the main process by its pid file, where there is no /proc to ask; its sessions end by themselves."""
    main = _recorded_main(cluster)
    if not main:
        return set()
    answer = subprocess.run(["ps", "-o", "comm=", "-p", str(main)], capture_output=True, text=True, check=False)  # noqa: S607 (ps has no one place)
    return {main} if Path(answer.stdout.strip()).name == "postgres" else set()


def _wait_until(done: Callable[[], bool], seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True
