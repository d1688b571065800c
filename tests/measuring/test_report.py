"""What a reader of the table sees."""

import json

import pytest
from benchmarks.meter import NotMeasured
from benchmarks.report import document, table
from benchmarks.sample import Role, Sample
from benchmarks.works.work import Contender, Outcome, take_turns


def contender(name: str, role: Role, seconds: float, order: list[str]) -> Contender:
    def run(number: int) -> Sample:
        order.append(f"{name}{number}")
        return Sample(1_000, seconds, seconds / 2, more={"p99 ms": 12.5})

    return Contender(name, role, run)


def outcome(runs: int = 2) -> tuple[Outcome, list[str]]:
    order: list[str] = []
    contenders = [contender("A", Role.TIDINGS, 1.0, order), contender("B", Role.PEER, 10.0, order)]
    return take_turns("work", "Some work", contenders, runs), order


def test_contenders_take_turns_so_that_the_machines_moods_fall_on_all_alike() -> None:
    assert outcome(runs=3)[1] == ["A0", "B0", "A1", "B1", "A2", "B2"]


def test_the_table_says_how_many_times_better_we_are_in_both_figures() -> None:
    ours, theirs = (next(row for row in table(outcome()[0]).splitlines() if row.startswith(name)).split() for name in "AB")
    assert ours == ["A", "1,000", "0.500", "1.000", "-", "-"]
    assert theirs == ["B", "100", "10.00", "5.000", "0.10", "10.0", "-", "-"]


def test_figures_of_one_work_alone_are_shown_under_the_line() -> None:
    assert "p99 ms 12.5" in table(outcome()[0])


def test_runs_that_differ_show_by_how_much() -> None:
    seconds = iter([1.0, 2.0, 4.0])
    found = take_turns("work", "A work", [Contender("A", Role.TIDINGS, lambda _: Sample(1_000, next(seconds), 1.0))], 3)
    assert "500 ±75 %" in table(found)


def test_what_could_not_be_measured_says_why_and_takes_no_more_turns() -> None:
    turns: list[int] = []

    def run(number: int) -> Sample:
        turns.append(number)
        if number == 1:
            raise NotMeasured("no Redis here")
        return Sample(1, 1.0, 1.0)

    found = take_turns("work", "A work", [Contender("C", Role.PEER, run)], 4)
    assert turns == [0, 1]
    assert "not measured: no Redis here" in table(found)
    assert document([found], {})["works"][0]["lines"][0]["figures"] == {}


def test_a_fault_of_the_harness_is_not_taken_for_a_missing_measurement() -> None:
    def run(_: int) -> Sample:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        take_turns("work", "A work", [Contender("C", Role.PEER, run)], 1)


def test_the_document_holds_every_run_and_is_json() -> None:
    written = json.loads(json.dumps(document([outcome()[0]], {"cpus": 2})))
    assert written["machine"] == {"cpus": 2}
    line = written["works"][0]["lines"][1]
    assert [run["per_second"] for run in line["runs"]] == [100.0, 100.0]
    assert line["figures"]["per_second"] == {"middle": 100.0, "least": 100.0, "most": 100.0}
