"""The operating system's user that the server runs as: PostgreSQL refuses to be root."""

import ctypes
import os
import pwd
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

_PR_SET_PDEATHSIG = 1


class ProcessOptions(TypedDict, total=False):
    """The part of `subprocess.Popen`'s arguments that says who a process is and where it stands."""

    cwd: Path
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


def process_options(account: Account | None, folder: Path) -> ProcessOptions:
    """Say how to start a process of the server in `folder`: with a bare environment, and ended by the kernel if we die.

    The folder is entered before root's rights are given up, so it may lie under folders that `account` can't enter.
    """
    options = ProcessOptions(cwd=folder, env={"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}, preexec_fn=_ended_with_us())
    if account:
        options.update(user=account.uid, group=account.gid, extra_groups=[])
    return options


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
