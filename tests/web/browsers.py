"""A Chromium for the stories: one that is named, the system's, the one that npm brought, or Playwright's own, in this order.

None of them is an error that says what to do, never a story that is silently left out (docs/decisions/0040-web-app.md).
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMED = "TIDINGS_CHROMIUM"
_SYSTEMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
_PATIENCE_SECONDS = 300


class NoBrowser(Exception):
    """There is no Chromium; the message says how to get one."""


@contextmanager
def chromium() -> Generator[Browser]:
    """Give a running Chromium without a window."""
    with sync_playwright() as playwright:
        program, environment = found(playwright)
        browser = playwright.chromium.launch(executable_path=program, args=list(_ARGUMENTS), env=environment)
        yield browser
        browser.close()


def found(playwright: Playwright) -> tuple[str, dict[str, str | float | bool]]:
    """Return a Chromium and the environment that it needs. Raises NoBrowser."""
    ours: dict[str, str | float | bool] = dict(os.environ)
    for program in (os.environ.get(NAMED), *map(shutil.which, _SYSTEMS), playwright.chromium.executable_path):
        if program and Path(program).is_file():
            return program, ours
    if (sys.platform, platform.machine()) == ("linux", "x86_64"):
        brought = _brought()
        return str(brought), ours | {"LD_LIBRARY_PATH": str(brought.parent / "lib"), "FONTCONFIG_PATH": str(brought.parent)}
    raise NoBrowser(f"There is no Chromium: install one, name one in {NAMED}, or run `.venv/bin/playwright install chromium`.")


def _brought() -> Path:
    """Unpack the Chromium of the lock file, which brings the libraries that a bare machine lacks. Raises NoBrowser."""
    command = [sys.executable, str(ROOT / "tools" / "web.py"), "browser"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS)  # noqa: S603 - a tool of ours
    if done.returncode:
        raise NoBrowser(f"There is no Chromium, and npm brought none:\n{done.stderr}\nInstall one, or name one in {NAMED}.")
    return Path(done.stdout.strip().splitlines()[-1])
