"""`python -m tidings.apps.serving.child api|worker|urgent|simulator`: one child of `tidings serve`, or of a demo."""

import sys

from tidings.apps.serving.lifeline import follow_parent
from tidings.apps.serving.run import configure_logs, run_api, run_worker
from tidings.apps.serving.simulated import run_simulator
from tidings.apps.worker.main import URGENT
from tidings.infra import logs
from tidings.infra.config import load
from tidings.kernel.errors import TidingsError
from tidings.kernel.words import Lane

log = logs.logger(__name__)


def main() -> int:
    """Run what the parent asked for, for as long as the parent lives."""
    follow_parent()
    configure_logs()
    try:
        if sys.argv[1] == "api":
            run_api(load())
        elif sys.argv[1] == "simulator":
            run_simulator(load())
        else:
            run_worker(load(), URGENT if sys.argv[1] == "urgent" else tuple(Lane))
    except TidingsError as error:
        log.error("could_not_run", process=sys.argv[1], code=error.code, reason=error.message, fix=error.fix)  # noqa: TRY400 - expected: no traceback
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
