"""A page being watched: what it complains of, what axe finds, whether it fits."""

import re
from pathlib import Path

from playwright.sync_api import ConsoleMessage, Dialog, Page

_STILL = "() => document.getAnimations().every((each) => each.playState !== 'running' || each.effect.getComputedTiming().endTime === Infinity)"
_AXE = (Path(__file__).resolve().parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js").read_text
_FAULTS = """async (rules) => {
  const found = await axe.run({ runOnly: { type: "tag", values: rules }, resultTypes: ["violations"], preload: false });
  return found.violations.map(({ id, nodes: [node] }) => [id, node.html, node.failureSummary]);
}"""
"""Asks for what is wrong alone: all that is right, with its HTML, took longer to tell than to find. No rule of these preloads files."""
_LOOK_EVERY_MS = 50
"""Less often than each frame: whoever looks at each frame makes the browser draw one."""
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


class Watch:
    """A page, and everything that it said to nobody. `expected` are patterns of complaints that a story causes on purpose."""

    def __init__(self, page: Page, size: str, shots: str | None) -> None:
        self.page = page
        self.size = size
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self._shots = Path(shots) if shots else None
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("dialog", self._asked)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not any(re.search(each, message.text) for each in self.expected):
            self.complaints.append(f"{message.text} {message.location}")

    def _asked(self, dialog: Dialog) -> None:
        self.complaints.append(f"a dialogue opened: {dialog.message}")
        dialog.dismiss()

    def calm(self) -> None:
        """Wait until nothing loads any more."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function("() => document.querySelector('[aria-busy=true], .mantine-Skeleton-root') === null", polling=_LOOK_EVERY_MS)

    def shoot(self, name: str) -> None:
        """Keep a picture of the whole page, if pictures are wanted."""
        if self._shots:
            self._shots.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=self._shots / f"{name}-{self.size}.png", full_page=True)

    def assert_accessible(self) -> None:
        """Find no violation by axe, and nothing that is wider than the page."""
        self.page.wait_for_function(_STILL)  # half a veil makes other colours
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(_AXE(encoding="utf-8"))
        faults: list[list[str]] = self.page.evaluate(_FAULTS, _RULES)
        assert not faults, faults
        wide = self.page.evaluate("() => document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} is {wide} px wider than the screen"
