"""A system whose processes may die: what ended by itself is started again, as `tidings serve` does."""

import signal
import time

from tidings.apps.demo.client import Declined
from tidings.apps.demo.processes import Process
from tidings.apps.demo.system import Pulse, System
from tidings.kernel.errors import Busy

_LEAST_PAUSE_SECONDS = 0.5
_GRACE_SECONDS = 35.0


class Watched(System):
    """As a System. `restarts` counts the processes that ended by themselves, each with its exit code in `ends`."""

    restarts = 0
    _last = 0.0

    def pulse(self) -> Pulse:
        """As a System's. Raises Declined also while the API can't ask its database: then it tells its own figures only."""
        try:
            return super().pulse()
        except KeyError as missing:
            raise Declined(0, "GET /metrics", {"detail": f"{missing} is missing"}) from None

    def check(self) -> None:
        """Start again what has ended, not more often than each half second. Raises Busy if the witness has: nobody may end that."""
        if time.monotonic() - self._last < _LEAST_PAUSE_SECONDS:
            return
        self._last = time.monotonic()
        for worker in [each for each in self.workers if not each.runs]:
            self._bury(worker)
            self.start_worker()
        if not self.api_process.runs:
            self.kill_api()
            self.start_api()
            self.restarts += 1
        if not self.simulator_process.runs:
            raise Busy("witness_ended", f"The simulator ended:\n{self.simulator_process.last_words()}", fix="Look into its log.")

    def restart_workers(self) -> None:
        """Replace workers one by one: a new one is started before an old one is asked to finish."""
        for old in list(self.workers):
            self.start_worker()
            self.workers.remove(old)
            self._end(old)

    def restart_api(self) -> None:
        """Replace the API: both listen for a moment, then the old one finishes what it has. If the new one can't start, the old one stays."""
        old = self.api_process
        self.start_api()
        try:
            self.wait_for_api()
        except Busy:
            self._end(self.api_process)
            self.api_process = old
        else:
            self._end(old)

    def _end(self, old: Process) -> None:
        until = time.monotonic() + _GRACE_SECONDS
        old.popen.send_signal(signal.SIGTERM)
        while old.runs and time.monotonic() < until:
            time.sleep(0.02)
        self._processes.kill(old)

    def _bury(self, worker: Process) -> None:
        self.workers.remove(worker)
        self._processes.kill(worker)
        self.restarts += 1
