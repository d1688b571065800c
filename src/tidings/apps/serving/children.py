"""Child processes that are started again when they die, each time a little later."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress

from tidings.infra import logs

log = logs.logger(__name__)

_FIRST_DELAY = 0.5
_LONGEST_DELAY = 30.0
_SOUND_SECONDS = 60.0
"""A child that lived this long was sound: its next delay is the first one again."""


class Child:
    """One child, in a session of its own: the terminal's Ctrl-C reaches the parent only, and its whole group can be ended."""

    def __init__(self, name: str, kind: str) -> None:
        self.name = name
        self._kind = kind
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._delay = _FIRST_DELAY
        self._due = 0.0

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process is not None else None

    def start(self) -> None:
        """Start the process; its standard input is the lifeline (see `lifeline`)."""
        command = [sys.executable, "-P", "-m", "tidings.apps.serving.child", self._kind]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, start_new_session=True)  # noqa: S603 (our own module)
        self._started = time.monotonic()
        log.info("child_started", child=self.name, pid=self._process.pid)

    def tend(self) -> None:
        """Notice a death, and start again what is due."""
        if self._process is None:
            if time.monotonic() >= self._due:
                self.start()
            return
        code = self._process.poll()
        if code is not None:
            self._bury(code)

    def terminate(self) -> None:
        """Ask the process to finish what is under way and end."""
        if self._process is not None:
            self._process.send_signal(signal.SIGTERM)

    def wait(self, until: float) -> None:
        """Wait until the monotonic time `until`, then end what is left of the group."""
        if self._process is None:
            return
        try:
            self._process.wait(max(0.0, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            log.warning("child_killed", child=self.name, reason="it did not end in time")
        self.kill()

    def kill(self) -> None:
        """End the whole group at once; `tend` will notice."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)

    def _bury(self, code: int) -> None:
        self.kill()  # its own children, if it was killed before it could end them
        lived = time.monotonic() - self._started
        self._delay = _FIRST_DELAY if lived >= _SOUND_SECONDS else self._delay
        self._due = time.monotonic() + self._delay
        log.warning("child_died", child=self.name, code=code, lived=round(lived, 1), again_in=self._delay)
        self._delay = min(self._delay * 2, _LONGEST_DELAY)
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
        self._process = None
