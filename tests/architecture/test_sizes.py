"""Functions and files stay short enough to be read at once."""

import subprocess
import sys

from architecture.codebase import ROOT


def test_functions_and_files_keep_to_their_limits() -> None:
    measured = subprocess.run([sys.executable, "tools/sizes.py"], cwd=ROOT, capture_output=True, text=True, check=False)
    print(measured.stdout)  # noqa: T201 - the table is worth seeing: pytest -s
    assert measured.returncode == 0, f"Something is too long or vaguely named:\n{measured.stdout}{measured.stderr}"
