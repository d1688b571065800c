"""The command line of an installation whose processes a story runs."""

import os
from pathlib import Path

from support.commands import forked


class Desk:
    """Runs `tidings` in the folder and on the database of a story."""

    def __init__(self, folder: Path, database_url: str) -> None:
        own = {"DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(folder / "data")}
        self._environment = {**os.environ, **own, "TIDINGS_CLOCK": "simulated", "TIDINGS_CLOCK_FILE": str(folder / "clock")}
        self._folder = folder

    def __call__(self, *words: str, code: int = 0) -> str:
        """Run a command that ends with this code; returns what it wrote, or what it complained of."""
        said = forked(words, self._environment, self._folder)
        assert said.code == code, said.err
        return said.err if code else said.out
