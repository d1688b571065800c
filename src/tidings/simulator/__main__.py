"""`python -m tidings.simulator`: the simulator without the rest of the command line."""

import sys

from tidings.simulator.main import main

sys.exit(main())
