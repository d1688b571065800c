"""Locks of the operating system (flock): the kernel frees them when their holder dies, so none can go stale."""

import fcntl
import os
from io import FileIO
from pathlib import Path

# A lock belongs to the open file: it is free when the file and every copy of it (a child's) are closed.


def shared(path: Path) -> FileIO:
    """Wait for a lock that others may share; close the file to give it back."""
    file = FileIO(path, "a")
    fcntl.flock(file, fcntl.LOCK_SH)
    return file


def try_exclusive(path: Path) -> FileIO | None:
    """Take a lock that nobody else holds, or None at once; close the file to give it back."""
    file = FileIO(path, "a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        file.close()
        return None
    return file


def is_at(file: FileIO, path: Path) -> bool:
    """Whether `path` still leads to this locked file: false when its folder was removed or replaced."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except FileNotFoundError:
        return False
