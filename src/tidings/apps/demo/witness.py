"""`python -m tidings.apps.demo.witness ...`: the simulator, for as long as the demo that started it lives."""

import sys

from tidings.apps.serving.lifeline import follow_parent
from tidings.simulator.main import main

if __name__ == "__main__":
    follow_parent()
    sys.exit(main())
