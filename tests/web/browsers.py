"""Browsers for the stories: a Chromium, which must be there, and Firefox and WebKit where the machine has them.

A Chromium that is named, the system's, the one that npm brought, or Playwright's own, in this order; none of them is an error that says what
to do, never a story that is silently left out (docs/decisions/0040-web-app.md). Where there is no Firefox or WebKit, their stories say so.
"""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Playwright, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
NAMED = "TIDINGS_CHROMIUM"
OTHERS = ("firefox", "webkit")
_SYSTEMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FIREFOX_NAMED, _FIREFOXES = "TIDINGS_FIREFOX", ("firefox", "firefox-esr")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
_PATIENCE_SECONDS = 300


class NoBrowser(Exception):
    """There is no such browser; the message says how to get one."""


@contextmanager
def chromium() -> Generator[Browser]:
    """Give a running Chromium without a window. Raises NoBrowser."""
    with sync_playwright() as playwright, chromium_of(playwright) as browser:
        yield browser


@contextmanager
def chromium_of(playwright: Playwright) -> Generator[Browser]:
    """Give a Chromium of a Playwright that runs already: one process has one. Raises NoBrowser."""
    program, environment = found(playwright)
    browser = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS), env=environment)
    yield browser
    browser.close()


@contextmanager
def other_of(playwright: Playwright, engine: str) -> Generator[Browser]:
    """Give a running Firefox or WebKit without a window. Raises NoBrowser."""
    browser = _firefox(playwright) if engine == "firefox" else _webkit(playwright)
    yield browser
    browser.close()


def _firefox(playwright: Playwright) -> Browser:
    """Start Playwright's own Firefox, or the system's, which it drives by WebDriver BiDi (up to Playwright 1.64 an ESR can do all that is asked)."""
    if Path(playwright.firefox.executable_path).is_file():
        return playwright.firefox.launch()
    for program in (os.environ.get(_FIREFOX_NAMED), *map(shutil.which, _FIREFOXES)):
        if program and Path(program).is_file():
            return _driven(playwright, program)
    raise NoBrowser(
        f"There is no Firefox: install one (`apt-get install firefox-esr`), name one in {_FIREFOX_NAMED}, or `playwright install firefox`."
    )


def _driven(playwright: Playwright, program: str) -> Browser:
    try:
        return playwright.firefox.launch(channel="moz-firefox", executable_path=program)
    except Error as error:
        raise NoBrowser(f"{program} is too old to be driven (WebDriver BiDi as ESR 153 speaks it): {error.message.splitlines()[0]}") from error


def _webkit(playwright: Playwright) -> Browser:
    if Path(playwright.webkit.executable_path).is_file():
        return playwright.webkit.launch()
    raise NoBrowser("There is no WebKit that Playwright can drive: `.venv/bin/playwright install --with-deps webkit`.")


def found(playwright: Playwright) -> tuple[str, dict[str, str | float | bool]]:
    """Return a Chromium and the environment that it needs. Raises NoBrowser."""
    ours: Mapping[str, str | float | bool] = dict(os.environ)
    for program in (os.environ.get(NAMED), *map(shutil.which, _SYSTEMS), playwright.chromium.executable_path):
        if program and Path(program).is_file():
            return program, dict(ours)
    if (sys.platform, platform.machine()) == ("linux", "x86_64"):
        brought = _brought()
        return str(brought), {**ours, "LD_LIBRARY_PATH": str(brought.parent / "lib"), "FONTCONFIG_PATH": str(brought.parent)}
    raise NoBrowser(f"There is no Chromium: install one, name one in {NAMED}, or run `.venv/bin/playwright install chromium`.")


def _brought() -> Path:
    """Unpack the Chromium of the lock file, which brings the libraries that a bare machine lacks. Raises NoBrowser."""
    command = [sys.executable, str(ROOT / "tools" / "web.py"), "browser"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=_PATIENCE_SECONDS)  # noqa: S603 - a tool of ours
    if done.returncode:
        raise NoBrowser(f"There is no Chromium, and npm brought none:\n{done.stderr}\nInstall one, or name one in {NAMED}.")
    return Path(done.stdout.strip().splitlines()[-1])
