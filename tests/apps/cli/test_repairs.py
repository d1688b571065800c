"""`tidings repairs` on a terminal: a shop set up, a ticket from the counter to its collection."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from apps.cli.conftest import Terminal
from tidings.kernel.clock import SimulatedClock

OPEN = ("repairs", "open", "phone", "--brand", "Apple", "--model", "iPhone 13", "--first-name", "Jo", "--phone", "06 12 34 56 78", "--agreed", "sms")


@pytest.fixture
def counter(tidings: Terminal) -> Terminal:
    assert "repair_ready_sms" in tidings("repairs", "setup").out
    return tidings


def test_a_ticket_goes_from_the_counter_to_its_collection(counter: Terminal) -> None:
    assert counter(*OPEN, "--reference", "A-1").out == "Ticket 1: received.\n"
    assert counter(*OPEN, "--reference", "A-1").out == "Ticket 1: there already, received.\n"
    assert counter("repairs", "estimate", "1", "--parts", "5000", "--vat", "20").out == "Ticket 1: waiting_for_approval.\n"
    assert counter("repairs", "answer", "1", "--yes", "--json").json()["agreed_cents"] == 6000
    assert counter("repairs", "move", "1", "ready", "--note", "done").code == 0
    assert counter("repairs", "paid", "1").code == 0
    assert counter("repairs", "appoint", "1").code == 0
    shown = counter("repairs", "show", "1")
    assert all(part in shown.out for part in ("Apple iPhone 13", "60.00", "/t/", "/r/", "done"))
    assert "repair_ready" in counter("repairs", "told", "1").out
    assert [each["number"] for each in counter("repairs", "list", "--open", "--json").json()["items"]] == [1]
    assert counter("repairs", "figures", "--json").json()["notices"] == 4
    assert "waiting_for_parts" in counter("repairs", "statuses").out


def test_a_month_of_figures_begins_at_the_shops_midnight(counter: Terminal, tmp_path: Path) -> None:
    clock = tmp_path / "clock"
    SimulatedClock.beginning_at(clock, datetime(2030, 10, 31, 23, 30, tzinfo=UTC))  # half past midnight, on the first, in Paris
    then = {"TIDINGS_CLOCK": "simulated", "TIDINGS_CLOCK_FILE": str(clock)}
    assert counter(*OPEN, **then).code == 0
    shown = counter("repairs", "figures", "--json", **then).json()
    assert (shown["notices"], [each["day"] for each in shown["days"]]) == (1, ["2030-11-01"])


def test_what_can_not_be_done_says_what_can(counter: Terminal) -> None:
    assert "There is no ticket 7" in counter("repairs", "move", "7", "ready").err
    counter(*OPEN)
    refused = counter("repairs", "move", "1", "collected")
    assert refused.code == 1
    assert "After received may come" in refused.err


def test_a_shop_is_set_up_first(tidings: Terminal) -> None:
    assert "Set it up first" in tidings(*OPEN).err
