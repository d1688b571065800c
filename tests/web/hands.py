"""What a story does with a browser that is no Chromium, whichever drives it: Playwright a Firefox, WebDriver (W3C) the WebKit of GTK.

Deliberately few words: what they don't say, the stories in Chromium do. Of WebKit nobody hears what it says to its console.
"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import Any, Literal, Protocol

import orjson
from playwright.sync_api import Error, Page, expect

from web.browsers import NoBrowser

Kind = Literal["button", "link", "menuitem", "radio"]
PATIENCE_SECONDS = 60.0
_DRIVER, _STAGE = "WebKitWebDriver", ("dbus-run-session", "xvfb-run")
_WINDOW = "MiniBrowser"
_WINDOWS = ("/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1", "/usr/lib/aarch64-linux-gnu/webkit2gtk-4.1", "/usr/libexec/webkit2gtk-4.1")
_ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
_KEYS = {"Control": "\ue009", "Enter": "\ue007", "Escape": "\ue00c"}
_LOOK_SECONDS = 0.1
_OK = 200
_FIND = """
const [kind, name] = arguments;
const field = "input:not([type=radio], [type=checkbox]), textarea";
const kinds = { button: "button", link: "a[href]", menuitem: "[role=menuitem]", radio: "input[type=radio]", field };
const named = (one) => one.getAttribute("aria-label") ?? ([...(one.labels ?? [])].map((label) => label.textContent).join(" ") || one.textContent);
const there = [...document.querySelectorAll(kinds[kind])].filter((one) => !one.disabled && (kind === "radio" || one.checkVisibility()));
const told = there.map((one) => [one, named(one).replace(/\\s+/gu, " ").trim()]);
const found = (told.find(([, words]) => words.replace(/ \\*$/u, "") === name) ?? told.find(([, words]) => words.includes(name)))?.[0];
if (!found) return null;
found.scrollIntoView({ block: "center" });
return kind === "radio" ? (found.labels[0] ?? found) : found;
"""
_LISTEN = """
const wanted = arguments[0].toLowerCase();
window.pressed = false;
document.addEventListener("click", ({ target }) => {
  const control = target.closest("button, a, label, input, [role=menuitem]");
  const words = [control?.getAttribute("aria-label"), control?.textContent, ...[...(control?.labels ?? [])].map((label) => label.textContent)];
  if (words.some((each) => each?.replace(/\\s+/gu, " ").toLowerCase().includes(wanted))) window.pressed = true;
}, { capture: true });
"""
_PRESSED = "return window.pressed !== false"
"""Also where another page has come since."""
_PRESSES = 5
_SEEN = "return document.body.innerText.includes(arguments[0])"
_GONE = "return !document.body.innerText.includes(arguments[0])"


class Hand(Protocol):
    """Somebody at a browser. Each word waits for what it needs, a minute at most."""

    def go(self, address: str) -> None:
        """Open an address."""
        ...

    def click(self, kind: Kind, name: str) -> None:
        """Click what has this name, or a part of it."""
        ...

    def fill(self, label: str, text: str) -> None:
        """Write into a field, in place of what stands there."""
        ...

    def press(self, *keys: str) -> None:
        """Press keys together."""
        ...

    def see(self, text: str) -> None:
        """Wait until a text is shown."""
        ...

    def miss(self, text: str) -> None:
        """Wait until a text is shown no more."""
        ...


def press_until_heard(name: str, press: Callable[[], None], ask: Callable[[str, str], Any]) -> None:
    """Press, and again where the page heard of no press on what has this name.

    A press goes to a point; where something above is drawn at that moment, it hits beside, and a person presses again. Not once it was heard:
    what comes of it is the page's to show.
    """
    for _ in range(_PRESSES):
        ask(_LISTEN, name)
        press()
        if ask(_PRESSED, name):
            return
    raise AssertionError(f"{name!r} is pressed and nothing hears it")


class PlaywrightHand:
    """A page of Playwright."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.set_default_timeout(PATIENCE_SECONDS * 1000)

    def go(self, address: str) -> None:
        self._page.goto(address)

    def click(self, kind: Kind, name: str) -> None:
        wanted = self._page.get_by_text(name, exact=True) if kind == "radio" else self._page.get_by_role(kind, name=name)  # a dot may be out of sight
        press_until_heard(name, wanted.first.click, self._ask)

    def _ask(self, script: str, word: str) -> Any:
        try:
            return self._page.evaluate(f"(word) => (function () {{ {script} }})(word)", word)
        except Error:  # another page is on its way
            return True

    def fill(self, label: str, text: str) -> None:
        field = self._page.get_by_label(label).and_(self._page.locator("input, textarea")).first
        field.click()
        field.press("Control+a")
        field.press_sequentially(text)  # `fill` by WebDriver BiDi tells a page of no input

    def press(self, *keys: str) -> None:
        self._page.keyboard.press("+".join(keys))

    def see(self, text: str) -> None:
        expect(self._page.locator("body")).to_contain_text(text, timeout=PATIENCE_SECONDS * 1000, use_inner_text=True)

    def miss(self, text: str) -> None:
        expect(self._page.locator("body")).not_to_contain_text(text, timeout=PATIENCE_SECONDS * 1000, use_inner_text=True)


class WebDriverHand:
    """A session of WebDriver, as https://www.w3.org/TR/webdriver2/ has it."""

    def __init__(self, port: int, window: str, size: tuple[int, int]) -> None:
        self._port = port
        options = {"binary": window, "args": ["--automation"]}
        wanted = {"capabilities": {"alwaysMatch": {"webkitgtk:browserOptions": options}}}
        self._session = ""
        self._session = f"/session/{self._ask('POST', '/session', wanted)['sessionId']}"
        self._ask("POST", "/window/rect", {"width": size[0], "height": size[1]})

    def go(self, address: str) -> None:
        self._ask("POST", "/url", {"url": address})

    def click(self, kind: Kind, name: str) -> None:
        press_until_heard(
            name,
            lambda: self._ask("POST", f"/element/{self._found(kind, name)}/click", {}),
            lambda script, word: self._ask("POST", "/execute/sync", {"script": script, "args": [word]}),
        )

    def fill(self, label: str, text: str) -> None:
        field = self._found("field", label)
        self._ask("POST", f"/element/{field}/clear", {})
        self._ask("POST", f"/element/{field}/value", {"text": text})

    def press(self, *keys: str) -> None:
        codes = [_KEYS.get(key, key) for key in keys]
        steps = [{"type": "keyDown", "value": code} for code in codes] + [{"type": "keyUp", "value": code} for code in reversed(codes)]
        self._ask("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": steps}]})

    def see(self, text: str) -> None:
        self._until(f"{text!r} is not shown", _SEEN, text)

    def miss(self, text: str) -> None:
        self._until(f"{text!r} is still shown", _GONE, text)

    def leave(self) -> None:
        """Close the browser."""
        self._ask("DELETE", "")

    def _found(self, kind: Kind | Literal["field"], name: str) -> str:
        """Return what has this name once it stands still: a click goes to a point, and what is being drawn above moves it away."""
        until = time.monotonic() + PATIENCE_SECONDS
        before = None
        while time.monotonic() < until:
            found = self._until(f"there is no {kind} {name!r}", _FIND, kind, name)[_ELEMENT]
            place = found, self._ask("GET", f"/element/{found}/rect")
            if place == before:
                return found
            before = place
            time.sleep(_LOOK_SECONDS)
        raise AssertionError(f"{kind} {name!r} never stands still")

    def _until(self, otherwise: str, script: str, *words: str) -> Any:
        until = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < until:
            if said := self._ask("POST", "/execute/sync", {"script": script, "args": list(words)}):
                return said
            time.sleep(_LOOK_SECONDS)
        shown = self._ask("POST", "/execute/sync", {"script": "return location.href + '\\n' + document.body.innerText", "args": []})
        raise AssertionError(f"{otherwise} on\n{shown}")

    def _ask(self, method: str, path: str, body: object = None) -> Any:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=2 * PATIENCE_SECONDS)
        try:
            connection.request(method, f"{self._session}{path}", None if body is None else orjson.dumps(body), {"Content-Type": "application/json"})
            answer = connection.getresponse()
            told = orjson.loads(answer.read())["value"]
        finally:
            connection.close()
        assert answer.status == _OK, f"{method} {path}: {told}"
        return told


@contextmanager
def webkit_hand(folder: Path, size: tuple[int, int]) -> Generator[Hand]:
    """Give a WebKit on a screen of its own that nobody sees. Raises NoBrowser."""
    window = next((path for each in _WINDOWS if (path := Path(each) / _WINDOW).is_file()), None)
    if window is None or not all(map(shutil.which, (_DRIVER, *_STAGE))):
        raise NoBrowser("There is no WebKit that WebDriver drives: `apt-get install webkit2gtk-driver xvfb dbus`.")
    port = _free_port()
    command = [_STAGE[0], "--", _STAGE[1], "-a", "-s", "-screen 0 1600x1200x24", _DRIVER, f"--port={port}"]
    # Its sandbox asks for rights that containers don't give; it shows only pages of ours.
    environment = {**os.environ, "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1", "LANG": "en_GB.UTF-8"}
    log = folder / "webkit.log"
    with log.open("wb") as written, subprocess.Popen(command, env=environment, stdout=written, stderr=written) as driver:  # noqa: S603 - as installed
        try:
            _wait_for(port, log)
            hand = WebDriverHand(port, str(window), size)
            yield hand
            hand.leave()
        finally:
            _end(driver)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait_for(port: int, log: Path) -> None:
    until = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(_LOOK_SECONDS)
        else:
            return
    raise AssertionError(f"{_DRIVER} did not start:\n{log.read_text(encoding='utf-8', errors='replace')}")


def _end(driver: subprocess.Popen[bytes]) -> None:
    """End the driver and what it was started by: each of them would leave its children behind."""
    children = [int(each) for each in _children(driver.pid)]
    for pid in [*reversed(children), driver.pid]:
        try:
            os.kill(pid, 15)
        except ProcessLookupError:
            continue
    driver.wait(PATIENCE_SECONDS)


def _children(pid: int) -> list[str]:
    """Return all processes below one, the nearest first."""
    try:
        found = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return []
    return found + [deeper for each in found for deeper in _children(int(each))]
