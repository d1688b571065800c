"""Two clocks: business time, which demos and tests may move forward, and real time, which nobody can.

Business time decides what is due, which day it is and what is written in the ledger. Leases, time-outs
and heartbeats use `monotonic`. What a person's own watch or phone is compared with (codes of an authenticator, sessions,
links to sign in) uses `real`.
"""

import fcntl
import mmap
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

_OFFSET_BYTES = 8


class Clock(Protocol):
    """What tells the time to everything in Tidings."""

    def now(self) -> datetime:
        """Return business time, UTC."""
        ...

    def real(self) -> datetime:
        """Return the time on people's watches, UTC."""
        ...

    def monotonic(self) -> float:
        """Return real seconds that only ever grow."""
        ...


class SystemClock:
    """Business time is real time."""

    def now(self) -> datetime:
        """Return real time, UTC."""
        return datetime.now(UTC)

    def real(self) -> datetime:
        """Return the same."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return real seconds that only ever grow."""
        return time.monotonic()


class SimulatedClock:
    """Real time plus an offset that all processes of one machine read from the same small file.

    The file holds one signed 64-bit little-endian number, microseconds. It is mapped into memory, so a jump
    is seen by every process at once and costs a reader nothing.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if os.fstat(self._file).st_size < _OFFSET_BYTES:
            os.ftruncate(self._file, _OFFSET_BYTES)
        self._map = mmap.mmap(self._file, _OFFSET_BYTES)

    @classmethod
    def beginning_at(cls, path: Path, at: datetime) -> "SimulatedClock":
        """Make a clock that begins at `at`, before or after real time. Only for an installation without data: later, time never goes back."""
        clock = cls(path)
        clock._write((at - datetime.now(UTC)) // timedelta(microseconds=1))
        return clock

    def now(self) -> datetime:
        """Return real time plus the shared offset, UTC."""
        return datetime.now(UTC) + timedelta(microseconds=self._offset())

    def real(self) -> datetime:
        """Return real time, UTC; the offset does not touch it."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return real seconds that only ever grow; the offset does not touch them."""
        return time.monotonic()

    def advance(self, by: timedelta) -> datetime:
        """Move business time forward and return it. Raises ValueError on a step back."""
        if by < timedelta(0):
            message = "business time never goes back"
            raise ValueError(message)
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            self._write(self._offset() + by // timedelta(microseconds=1))
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        return self.now()

    def advance_to(self, at: datetime) -> datetime:
        """Move business time forward to `at`; a time already passed changes nothing."""
        return self.advance(max(at - self.now(), timedelta(0)))

    def _write(self, offset: int) -> None:
        self._map[:] = offset.to_bytes(_OFFSET_BYTES, "little", signed=True)

    def _offset(self) -> int:
        return int.from_bytes(self._map[:], "little", signed=True)
