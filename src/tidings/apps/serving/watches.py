"""What the parent watches beside its children's lives: that the API answers, and that the embedded database runs."""

import http.client
import threading
from collections.abc import Callable

from tidings.apps.serving.ports import reachable_host
from tidings.infra import logs
from tidings.infra.postgres import EmbeddedDatabase
from tidings.kernel.errors import TidingsError

log = logs.logger(__name__)

_HEALTH_SECONDS = 2.0
_PATIENCE_SECONDS = 5.0
_SILENCES = 5
"""Unanswered questions in a row, after a first answer, that make an API worth killing."""
_DATABASE_SECONDS = 1.0


class HealthWatch:
    """Asks `/healthz`; tells `up` at the first answer, and `silent` when an API that had answered has stopped to."""

    def __init__(self, host: str, port: int, *, up: Callable[[], None], silent: Callable[[], None]) -> None:
        self._host = reachable_host(host)
        self._port = port
        self._up = up
        self._silent = silent
        self._answered = False
        self._silences = 0

    def run(self, told: threading.Event) -> None:
        """Watch until told to stop; often until the first answer, then at leisure."""
        told_up = False
        while not told.wait(_HEALTH_SECONDS if self._answered else 0.1):
            self._look()
            if self._answered and not told_up:
                told_up = True
                self._up()

    def _look(self) -> None:
        if self._answers():
            self._answered, self._silences = True, 0
            return
        self._silences += 1
        if self._answered and self._silences >= _SILENCES:
            log.error("api_silent", times=self._silences)
            self._answered, self._silences = False, 0
            self._silent()

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self._host, self._port, timeout=_PATIENCE_SECONDS)
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def keep_database(embedded: EmbeddedDatabase, told: threading.Event) -> None:
    """Have the embedded database started again whenever it is gone, until told to stop."""
    while not told.wait(_DATABASE_SECONDS):
        try:
            embedded.ensure()
        except TidingsError as error:
            log.error("database_not_started", reason=error.message, fix=error.fix)  # noqa: TRY400 - expected: no traceback
