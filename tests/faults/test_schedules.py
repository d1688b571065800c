"""A few schedules of `make faults`, in every run of the tests. A failing one is played again by `make faults ARGS="--seed N"`."""

from pathlib import Path

import pytest

from faults.playing import play
from faults.schedule import Fault, drawn
from faults.server import Server

SEEDS = (56, 64)
"""Two schedules with most kinds of faults between them."""


@pytest.mark.timeout(600)  # a minute on a quiet machine, two and a half on a busy one
@pytest.mark.parametrize("seed", SEEDS)
def test_every_invariant_holds_after_a_schedule_of_faults(seed: int, server: Server, tmp_path: Path) -> None:
    schedule = drawn(seed)
    outcome = play(schedule, server, tmp_path)
    assert outcome.breaches == [], "\n".join([*schedule.lines(), *outcome.told, *outcome.breaches])
    assert sum(outcome.done.values()) >= len(schedule.acts) // 2


def test_a_seed_is_a_schedule() -> None:
    assert drawn(7) == drawn(7)
    assert drawn(7) != drawn(8)


def test_many_seeds_do_every_fault() -> None:
    assert {act.fault for seed in range(60) for act in drawn(seed).acts} == set(Fault)
