"""What a child of `tidings serve`, or of a demo, does."""

from tidings.apps.serving.run import configure_logs, run_api, run_worker
from tidings.apps.serving.simulated import run_simulator
from tidings.apps.worker.main import URGENT
from tidings.infra import logs
from tidings.infra.config import load
from tidings.kernel.errors import TidingsError
from tidings.kernel.words import Lane

log = logs.logger(__name__)


def do(process: str) -> int:
    """Run a process until it is asked to end; return its exit code."""
    configure_logs()
    try:
        if process == "api":
            run_api(load())
        elif process == "simulator":
            run_simulator(load())
        else:
            run_worker(load(), URGENT if process == "urgent" else tuple(Lane))
    except TidingsError as error:
        log.error("could_not_run", process=process, code=error.code, reason=error.message, fix=error.fix)  # noqa: TRY400 - expected: no traceback
        return 1
    return 0
