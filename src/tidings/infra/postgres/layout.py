"""Where an embedded database keeps its files, and how clients find its socket."""

import hashlib
import os
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tidings.kernel.errors import Forbidden

DATABASE = "tidings"
SUPERUSER = "tidings"
PORT = 5432
"""Only the number in the socket's file name: the server listens on no network port."""

_LONGEST_SOCKET_PATH = 103
"""Bytes. `sun_path` holds 108 on Linux and 104 on macOS, the closing zero included."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The files of one embedded database, all under `root`."""

    root: Path

    @classmethod
    def under(cls, data_dir: Path) -> "Layout":
        """Lay out the database that belongs to Tidings' data folder `data_dir`."""
        return cls(data_dir.absolute() / "postgres")

    @property
    def users_lock(self) -> Path:
        """Locked shared by every process that uses the database."""
        return self.root / "users.lock"

    @property
    def keeper_lock(self) -> Path:
        """Locked exclusively by the keeper, for its whole life; it holds the server's process id once the server is ready."""
        return self.root / "keeper.lock"

    @property
    def keeper_log(self) -> Path:
        """What the keeper says, and the server before its own log is open."""
        return self.root / "keeper.log"

    @property
    def cluster(self) -> Path:
        """PostgreSQL's data directory; it exists only when it is complete. The server's socket is in it."""
        return self.root / "cluster"

    def url(self) -> str:
        """Return the libpq address of the database. Raises Forbidden as `_short_alias` does."""
        folder = self.cluster
        if "," in str(folder) or len(os.fsencode(_socket_in(folder))) > _LONGEST_SOCKET_PATH:
            folder = _short_alias(folder)
        return f"postgresql://{SUPERUSER}@/{DATABASE}?host={quote(str(folder))}&port={PORT}"

    def make(self) -> None:
        """Make the folder, closed to other users. Raises Forbidden when this user may not use it."""
        try:
            self.root.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.users_lock.touch(mode=0o600)
        except PermissionError as refusal:
            raise Forbidden(
                "data_directory_closed",
                f"The data folder {self.root} belongs to another user.",
                fix="Run Tidings as the user who first ran it here, or set TIDINGS_DATA_DIR to a folder of your own.",
            ) from refusal


def _socket_in(folder: Path) -> Path:
    return folder / f".s.PGSQL.{PORT}"


def _short_alias(folder: Path) -> Path:
    """Return a short path to `folder`: a link in a private temporary folder.

    A socket's address holds about a hundred bytes, and libpq takes a comma as the end of a host.
    Raises Forbidden when the temporary folder's name is taken by another user.
    """
    private = Path(tempfile.gettempdir()) / f"tidings-{os.geteuid()}"
    private.mkdir(mode=0o700, exist_ok=True)
    found = private.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o077:
        raise Forbidden(
            "temporary_folder_unsafe",
            f"{private} is not a private folder of this user, so no socket can be reached through it.",
            fix=f"Remove {private}, or set TIDINGS_DATA_DIR to a folder with a path of at most 60 characters.",
        )
    alias = private / hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    if not alias.is_symlink():
        fresh = alias.with_suffix(f".{os.getpid()}")
        fresh.symlink_to(folder)
        fresh.replace(alias)
    return alias
