"""A small disk for the database, so that it can be full: a tmpfs of our own, where the operating system lets us have one."""

import ctypes
import errno
import os
import sys
from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_MEGABYTES = 384
_BLOCK = 1024 * 1024
_LEAST_BLOCK = 4096


@dataclass(frozen=True, slots=True)
class SmallDisk:
    """A file system that holds nothing but the database. Its errors are the kernel's own: ENOSPC, wherever PostgreSQL writes."""

    folder: Path

    def fill(self) -> None:
        """Take all the space that is left."""
        with self._balloon.open("ab", buffering=0) as balloon:
            for size in (_BLOCK, _LEAST_BLOCK):
                with suppress(OSError):
                    while balloon.write(bytes(size)) == size:
                        pass

    def free(self) -> None:
        """Give the space back."""
        self._balloon.unlink(missing_ok=True)

    @property
    def _balloon(self) -> Path:
        return self.folder / "balloon"


@contextmanager
def small_disk(folder: Path) -> Generator[SmallDisk | str]:
    """Mount one at `folder` while the block runs, or give the reason why there is none: it takes Linux and the right to mount."""
    folder.mkdir(parents=True, exist_ok=True)
    refusal = _mount(folder)
    if refusal is not None:
        yield refusal
        return
    try:
        yield SmallDisk(folder)
    finally:
        _unmount(folder)


def _mount(folder: Path) -> str | None:
    if sys.platform != "linux":
        return "there is no tmpfs on this system"
    if ctypes.CDLL(None, use_errno=True).mount(b"tmpfs", os.fsencode(folder), b"tmpfs", 0, f"size={_MEGABYTES}m,mode=0755".encode()):
        return f"this user may not mount a small disk ({errno.errorcode.get(ctypes.get_errno(), 'unknown error')})"
    return None


def _unmount(folder: Path) -> None:
    lazily = 2  # MNT_DETACH: also while a process that is just ending has a file open
    ctypes.CDLL(None, use_errno=True).umount2(os.fsencode(folder), lazily)
