"""The command line of an installation whose processes a story runs."""

import os
import subprocess
import sys
from pathlib import Path

TIDINGS = Path(sys.executable).with_name("tidings")


class Desk:
    """Runs `tidings` in the folder and on the database of a story."""

    def __init__(self, folder: Path, database_url: str) -> None:
        own = {"DATABASE_URL": database_url, "TIDINGS_DATA_DIR": str(folder / "data")}
        self._environment = {**os.environ, **own, "TIDINGS_CLOCK": "simulated", "TIDINGS_CLOCK_FILE": str(folder / "clock")}
        self._folder = folder

    def __call__(self, *words: str, code: int = 0) -> str:
        """Run a command that ends with this code; returns what it wrote, or what it complained of."""
        done = subprocess.run(  # noqa: S603 - our own command
            [TIDINGS, *words], env=self._environment, cwd=self._folder, capture_output=True, text=True, timeout=90, check=False
        )
        assert done.returncode == code, done.stderr
        return done.stderr if code else done.stdout
