"""What Python's collector looks through while a long-lived process works."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

_YOUNG = 10_000
"""Objects made between two looks at the youngest; Python's own 700 is less than what one batch makes."""


@contextmanager
def nothing_collected() -> Generator[None]:
    """Import without the collector: modules are no garbage, and looking for some among them takes a sixth to a quarter of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def keep_what_is_there() -> None:
    """Leave what the process has made so far, its code most of all, out of every collection from now on: it stays until the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)
