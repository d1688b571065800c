"""The arithmetic of the measurements."""

from itertools import pairwise

import pytest
from benchmarks.sample import Line, Role, Sample, Spread, percentile, ratio


def line(*samples: Sample, role: Role = Role.TIDINGS) -> Line:
    return Line("a line", role, samples=list(samples))


def test_figures_are_per_unit_of_work_so_that_sizes_compare() -> None:
    small, large = Sample(1_000, 2.0, 0.5, 24, 2_000_000), Sample(10_000, 20.0, 5.0, 240, 20_000_000)
    assert small.figures() == large.figures() | {"seconds": 2.0}
    assert small.figures() == {
        "per_second": 500.0,
        "cpu_s_per_1000": 0.5,
        "seconds": 2.0,
        "transactions_per_1000": 24.0,
        "wal_bytes_per_unit": 2_000.0,
    }


def test_what_was_not_metered_is_no_figure() -> None:
    assert not {"transactions_per_1000", "wal_bytes_per_unit"} & Sample(10, 1.0, 1.0).figures().keys()


def test_one_slow_run_does_not_move_the_middle_and_is_seen_in_the_spread() -> None:
    spread = line(Sample(100, 1.0, 1.0), Sample(100, 10.0, 1.0), Sample(100, 1.0, 1.0)).spreads()["per_second"]
    assert (spread.middle, spread.least, spread.most) == (100.0, 10.0, 100.0)
    assert spread.width == pytest.approx(0.9)


def test_a_figure_that_some_run_lacks_is_left_out() -> None:
    assert "p99" not in line(Sample(1, 1.0, 1.0, more={"p99": 3.0}), Sample(1, 1.0, 1.0)).spreads()


def test_a_ratio_compares_the_middles() -> None:
    ours, theirs = line(Sample(300, 1.0, 0.3)), line(Sample(100, 1.0, 1.0), role=Role.PEER)
    assert ratio(ours, theirs, "per_second") == pytest.approx(3.0)
    assert ratio(ours, theirs, "cpu_s_per_1000") == pytest.approx(0.1)


def test_there_is_no_ratio_to_what_was_not_measured() -> None:
    ours = line(Sample(300, 1.0, 0.3))
    assert ratio(ours, line(role=Role.PEER), "per_second") is None
    assert ratio(ours, line(Sample(300, 1.0, 0.0)), "cpu_s_per_1000") is None


def test_peaks_are_the_middle_of_the_runs_by_process() -> None:
    runs = [Sample(1, 1.0, 1.0, peaks={"worker": size}) for size in (30, 10, 20)]
    assert line(*runs).peaks() == {"worker": 20}


@pytest.mark.parametrize(("part", "expected"), [(0.5, 50), (0.99, 99), (1.0, 100), (0.0, 1)])
def test_percentiles_of_a_hundred_are_those_places(part: float, expected: int) -> None:
    assert percentile(list(range(100, 0, -1)), part) == expected


def test_a_percentile_of_few_values_is_never_better_than_a_lower_one() -> None:
    values = [3.0, 1.0, 2.0]
    found = [percentile(values, part / 100) for part in range(101)]
    assert all(before <= after for before, after in pairwise(found))
    assert found[-1] == 3.0


def test_nothing_has_no_percentile() -> None:
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_a_spread_of_one_run_has_no_width() -> None:
    assert Spread.of([4.0]).width == 0.0


def test_cpu_is_told_by_process_for_a_thousand_units() -> None:
    runs = [Sample(500, 1.0, 1.5, shares={"worker": 1.0, "postgres": used}) for used in (0.5, 0.5, 9.0)]
    assert line(*runs).shares() == {"worker": 2.0, "postgres": 1.0}
