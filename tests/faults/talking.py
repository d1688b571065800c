"""A salon with a waitlist and a repair shop in one town: what its people and its counter do while faults are done."""

import re
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any
from urllib.parse import urlencode, urlsplit

import orjson

from support.system import people
from tidings.apps.demo.client import Client, Declined
from tidings.apps.demo.system import System
from tidings.simulator.settings import SENDER_NUMBER

FIRST_OF_TOWN = 80_000
_FORM = "application/x-www-form-urlencoded"
_STEP_SECONDS = 0.1
_AGAIN_SECONDS = 0.4
_HANDS = 6
_FIRST_ERROR_OF_OURS = 500
_LINK = re.compile(r"https?://\S+?(/o/[\w.~-]+)")
_SEALED = re.compile(r'name="form" value="([^"]+)"')
Move = Callable[[], None]


@dataclass(frozen=True, slots=True)
class Word:
    """What somebody wrote to answer an offer; `id` is the provider's."""

    id: str
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Press:
    """What a page answered with 200 to somebody who pressed YES: the page's path, and whether it said that the slot is theirs."""

    number: str
    path: str
    booked: bool


@dataclass(frozen=True, slots=True)
class Change:
    """A change of a ticket that the API acknowledged."""

    ticket: str
    status: str


@dataclass(slots=True)
class Kept:
    """What was said and acknowledged, as those know it who said it."""

    words: list[Word] = field(default_factory=list[Word])
    presses: list[Press] = field(default_factory=list[Press])
    tickets: dict[str, str] = field(default_factory=dict[str, str])
    changes: list[Change] = field(default_factory=list[Change])
    owners: dict[str, str] = field(default_factory=dict[str, str])
    """Contacts of those who wait, by their number."""
    numbers: set[str] = field(default_factory=set[str])


@dataclass(slots=True)
class Town:
    """Plays on threads of its own until `rest`: moves have their times, and one that meets a dead API or database is made again."""

    system: System
    books: Path
    random: Random
    numbers: list[str]
    kept: Kept = field(default_factory=Kept)
    late: list[str] = field(default_factory=list[str])
    """Who answers their offer only when its time is over."""
    _moves: list[tuple[float, Move]] = field(default_factory=list[tuple[float, Move]])
    _read: int = 0
    _over: threading.Event = field(default_factory=threading.Event)
    _thread: threading.Thread | None = None
    _hands: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(_HANDS))
    _busy: set[Future[None]] = field(default_factory=set[Future[None]])

    @property
    def api(self) -> Client:
        """The API, wherever it is just being started again."""
        return self.system.api

    def begin(self) -> None:
        """Let people and the counter act from now on."""
        self._thread = threading.Thread(target=self._play, daemon=True, name="town")
        self._thread.start()

    @property
    def at_rest(self) -> bool:
        """Whether no move is left, and nobody is making one."""
        return not self._moves and all(each.done() for each in self._busy)

    def rest(self) -> None:
        """End. Raises whatever went wrong with a move."""
        self._over.set()
        if self._thread is not None:
            self._thread.join()
        self._hands.shutdown()
        for each in self._busy:
            each.result()

    def soon(self, seconds: float, move: Move) -> None:
        """Have a move made in so many real seconds."""
        self._moves.append((time.monotonic() + seconds, move))

    def says(self, number: str, text: str) -> None:
        """Have somebody write an SMS, and keep its id: a provider never gives the same one twice."""
        told = self.system.simulator.post(f"/_/people/{number}/say", {"text": text, "to": SENDER_NUMBER})
        self.kept.words.append(Word(told["id"], number, text))

    def says_of_repairs(self, number: str, text: str) -> None:
        """Have somebody write an SMS to the repair shop."""
        self.system.simulator.post(f"/_/people/{number}/say", {"text": text, "to": SENDER_NUMBER})

    def presses(self, number: str, path: str, answer: str = "yes") -> None:
        """Have somebody open their offer's page and press a button; what a 200 told them is kept."""
        sealed = _SEALED.search(self.api.send("GET", path).decode())
        if sealed is None:  # it can be answered no more
            return
        page = self.api.send("POST", path, urlencode({"form": sealed[1], "answer": answer}).encode(), _FORM).decode()
        if answer == "yes":
            self.kept.presses.append(Press(number, path, "It is booked for you" in page))

    def _play(self) -> None:
        while not self._over.is_set():
            for number, path in self._fresh_offers():
                self._plan(number, path)
            self._move_due(time.monotonic())
            self._over.wait(_STEP_SECONDS)

    def _move_due(self, now: float) -> None:
        for due in [each for each in self._moves if each[0] <= now]:
            self._busy.add(self._hands.submit(self._make, due[1]))
            self._moves.remove(due)

    def _make(self, move: Move) -> None:
        try:
            move()
        except Declined as error:
            if error.answered == 0 or error.answered >= _FIRST_ERROR_OF_OURS:
                self.soon(_AGAIN_SECONDS, move)

    def _plan(self, number: str, path: str) -> None:
        """Decide what somebody does who got an offer. Drawn from the seed; which of them get one, and when, is the system's."""
        draw, wait = self.random.random(), self.random.uniform(0.0, 1.0)
        if draw < 0.30:
            self.soon(wait, lambda: self.says(number, "OUI"))
        elif draw < 0.45:
            self.soon(wait, lambda: self.says(number, "Yes"))
            self.soon(wait + self.random.uniform(0.0, 0.5), lambda: self.says(number, "OUI"))
        elif draw < 0.65:
            for _ in range(self.random.randint(1, 2)):
                self.soon(wait, lambda: self.presses(number, path))
        elif draw < 0.72:
            self.soon(wait, lambda: self.says(number, "OUI"))
            self.soon(wait, lambda: self.presses(number, path))
        elif draw < 0.80:
            self.soon(wait, lambda: self.says(number, "OUI"))
            self.soon(wait + 1.5, lambda: self.says(number, "ANNULER"))
        elif draw < 0.90:
            self.soon(wait, lambda: self.says(number, "NON"))
        else:
            self.late.append(number)

    def _fresh_offers(self) -> list[tuple[str, str]]:
        """Return who got the link of an offer since the last look, by the witness' file, which only grows."""
        with suppress(FileNotFoundError), self.books.open("rb") as file:
            file.seek(self._read)
            told = file.read().rpartition(b"\n")[0]
            self._read += len(told) + bool(told)
            entries: list[dict[str, Any]] = [orjson.loads(line) for line in told.splitlines() if line]
            mine = set(self.numbers)
            return [
                (each["to"], urlsplit(link[0]).path)
                for each in entries
                if each["kind"] == "message" and each["to"] in mine and (link := _LINK.search(each["text"]))
            ]
        return []


def town_people(count: int) -> list[str]:
    """Return the numbers of a town, none of whom is in a campaign."""
    return people(count, first=FIRST_OF_TOWN)
