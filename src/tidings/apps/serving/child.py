"""`python -m tidings.apps.serving.child api|worker|urgent|simulator`: one child of `tidings serve`, or of a demo.

What it does is imported when it is asked for: each process of the API reads this module, too, when it starts.
"""

import sys
from importlib import import_module

from tidings.apps.serving.lifeline import follow_parent
from tidings.infra.garbage import nothing_collected


def main() -> int:
    """Run what the parent asked for, for as long as the parent lives."""
    follow_parent()
    with nothing_collected():
        duties = import_module("tidings.apps.serving.duties")
    return duties.do(sys.argv[1])


if __name__ == "__main__":
    sys.exit(main())
