"""The operating system's user that the server runs as: PostgreSQL refuses to be root."""

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

_PR_SET_PDEATHSIG = 1


class ProcessOptions(TypedDict, total=False):
    """The part of `subprocess.Popen`'s arguments that says who a process is and where it stands."""

    cwd: str
    pass_fds: list[int]
    env: dict[str, str]
    user: int
    group: int
    extra_groups: list[int]
    preexec_fn: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Account:
    """An unprivileged user and group, by number."""

    uid: int
    gid: int


def server_account(cluster: Path) -> Account | None:
    """Return whom the server must run as when we are root: the cluster's owner, `nobody` for a new one. None: as ourselves."""
    if os.geteuid() != 0:
        return None
    if cluster.exists() and (owner := cluster.stat()).st_uid != 0:
        return Account(owner.st_uid, owner.st_gid)
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


@contextmanager
def way_in(folder: Path, account: Account | None) -> Generator[tuple[str, ProcessOptions]]:
    """Give a name for `folder`, and the options that start a process as `account` which can use that name.

    On Linux root opens the folder and hands the open file down: its name under /proc leads to the folder itself, also
    when `account` may not enter the folders above it (a home, a `mktemp -d`). PostgreSQL moves into it at once.
    The processes have a bare environment, and the kernel ends them if we die.
    """
    options = ProcessOptions(cwd="/", env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}, preexec_fn=_ended_with_us())
    if account:
        options.update(user=account.uid, group=account.gid, extra_groups=[])
    if not account or sys.platform != "linux":
        yield str(folder), options
        return
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        options["pass_fds"] = [opened]
        yield f"/proc/self/fd/{opened}", options
    finally:
        os.close(opened)


def _ended_with_us() -> Callable[[], None]:
    """Return what a new child calls so that it gets SIGINT (PostgreSQL's fast shutdown) when this process dies.

    Linux only: elsewhere the next keeper ends what it finds. It must run after the change of user, which clears the
    setting; `subprocess` calls it there.
    """
    if sys.platform != "linux":
        return lambda: None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def ask() -> None:
        prctl(_PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != parent:
            os._exit(1)

    return ask
