from pathlib import Path

import pytest
from pyreqwest.client import Client

from simulator.rig import LEA, SAM, Receiver, Simulated
from tidings.kernel.clock import Clock, SimulatedClock, SystemClock
from tidings.simulator.main import Options, serving
from tidings.simulator.segments import count_segments


async def test_the_report_counts_accepted_people_and_duplicates(simulator: Simulated) -> None:
    await simulator.sms(LEA, Body="A")
    await simulator.sms(LEA, Body="A")
    await simulator.sms(LEA, Body="B")
    await simulator.sms(SAM, Body="A")
    await simulator.offer(LEA)
    report = await simulator.report()
    assert (report["real"], report["accepted"], report["distinct_people"], report["duplicates"]) == (False, 5, 2, 1)
    assert report["duplicate_people"] == [{"to": LEA, "channel": "sms", "template": None, "text": "A", "times": 2}]
    assert report["lines"]["twilio_sms"] == {"accepted": 4, "distinct_people": 2}
    assert report["lines"]["meta"] == {"accepted": 1, "distinct_people": 1}


async def test_the_same_content_by_sms_and_whatsapp_is_no_duplicate_but_by_two_whatsapp_messages_it_is(simulator: Simulated) -> None:
    await simulator.offer(LEA)
    await simulator.offer(LEA)
    assert (await simulator.report())["duplicates"] == 1


async def test_a_second_try_after_a_failure_is_no_duplicate(simulator: Simulated) -> None:
    await simulator.settings(receipts={"fail_rate": 1})
    await simulator.sms(LEA)
    await simulator.advance(10)
    await simulator.settings(receipts={"fail_rate": 0})
    await simulator.sms(LEA)
    assert (await simulator.report())["duplicates"] == 0


async def test_a_reset_forgets_everything_but_the_settings(simulator: Simulated, receiver: Receiver) -> None:
    await simulator.settings(receipts={"read_rate": 0})
    receiver.status = 500
    await simulator.offer()
    await simulator.control("POST", "clock", {"advance_seconds": 100})
    assert await simulator.control("POST", "reset") == {"reset": True}
    report = await simulator.report()
    assert (report["accepted"], report["receipts"]["pending"], report["receipts"]["scheduled"]) == (0, 0, 0)
    assert (await simulator.control("GET", "settings"))["receipts"]["read_rate"] == 0


async def test_a_restart_keeps_the_evidence_and_tells_what_was_not_told(options: Options, client: Client, receiver: Receiver, tmp_path: Path) -> None:
    clock, books = SimulatedClock(tmp_path / "clock"), tmp_path / "books"
    kept = Options(port=0, settings=options.settings, books=books, assignments=["meta.tier=1"])
    async with serving(kept, clock) as base:
        simulator = Simulated(base, client)
        await simulator.offer(LEA, echo="a")
        await simulator.offer(SAM, echo="b")
        await simulator.control("POST", f"people/{SAM}/say", {"text": "STOP", "to": "+15005550006"})
        await simulator.advance(1)
        before = await simulator.report()
    with books.open("ab") as file:
        file.write(b'{"kind":"mess')
    receiver.requests.clear()
    async with serving(kept, clock) as base:
        simulator = Simulated(base, client)
        await simulator.advance(100)
        after = await simulator.report()
        assert (await (await simulator.sms(SAM)).json())["code"] == 21610
    for name in ("accepted", "distinct_people", "over_limit", "stops"):
        assert after[name] == before[name]
    assert before["over_limit"]["messages"] == 1
    assert after["whatsapp_limit"]["meta"]["most_people_in_any_24_hours"] == 1
    assert [status["status"] for status in receiver.meta_statuses] == ["delivered", "read"]
    assert receiver.twilio_forms == []


async def test_a_reset_ends_what_a_file_tells(client: Client, tmp_path: Path) -> None:
    kept = Options(port=0, books=tmp_path / "books")
    async with serving(kept, SystemClock()) as base:
        await Simulated(base, client).sms()
        await Simulated(base, client).control("POST", "reset")
        await Simulated(base, client).sms(SAM)
    async with serving(kept, SystemClock()) as base:
        assert [row["to"] for row in (await Simulated(base, client).control("GET", "messages"))["messages"]] == [SAM]


@pytest.mark.parametrize("limit", ["0", "many", "10001"])
async def test_a_wrong_number_of_rows_is_refused(simulator: Simulated, limit: str) -> None:
    assert (await simulator.control("GET", f"messages?limit={limit}"))["field"] == "limit"


async def test_the_clock_moves_for_every_process(simulator: Simulated, tmp_path: Path) -> None:
    other: Clock = SimulatedClock(tmp_path / "clock")
    before = other.now()
    moved = await simulator.control("POST", "clock", {"to": "2126-10-05T09:00:00+02:00"})
    assert moved["mode"] == "simulated"
    assert moved["now"].startswith("2126-10-05T07:00:0")
    assert other.now().year == 2126 > before.year
    assert (await simulator.control("POST", "clock", {"to": "2026-01-01T00:00:00Z"}))["code"] == "clock_back"
    assert (await simulator.control("POST", "clock", {"to": "2200-01-01T00:00:00"}))["code"] == "time_without_zone"
    assert (await simulator.control("POST", "clock", {}))["code"] == "move_invalid"
    assert (await simulator.control("POST", "clock", {"advance_seconds": -1}))["code"] == "body_invalid"


async def test_real_time_can_not_be_moved(options: Options, client: Client) -> None:
    async with serving(options, SystemClock()) as base:
        simulator = Simulated(base, client)
        problem = await simulator.control("POST", "clock", {"advance_seconds": 5})
        assert (problem["status"], problem["code"]) == (409, "clock_real")
        assert (await simulator.control("GET", "clock"))["mode"] == "real"


async def test_receipts_come_in_real_time_too(options: Options, client: Client, receiver: Receiver) -> None:
    delays = ["receipts.sent_seconds=0.05", "receipts.delivered_seconds=0.05", "receipts.read_seconds=0.05"]
    async with serving(Options(port=0, settings=options.settings, assignments=delays), SystemClock()) as base:
        simulator = Simulated(base, client)
        await simulator.offer()
        while len(receiver.meta_statuses) < 3:
            assert (await simulator.control("GET", "quiet"))["quiet"] in {True, False}
        assert (await simulator.control("GET", "quiet"))["next_due"] is None


async def test_an_unknown_control_path_says_where_to_look(simulator: Simulated) -> None:
    problem = await simulator.control("GET", "nothing")
    assert (problem["status"], problem["fix"]) == (404, "docs/simulator.md lists what can be asked.")


@pytest.mark.parametrize(
    ("text", "segments"),
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("é" * 160, 1),
        ("ê" * 70, 1),
        ("ê" * 71, 2),
        ("€" * 80, 1),
        ("a" * 152 + "€" * 5, 2),
        ("😀" * 35, 1),
    ],
)
def test_segments_are_counted_as_carriers_do(text: str, segments: int) -> None:
    assert count_segments(text) == segments
