"""What fails for one organisation keeps none of the others waiting, and is tried less and less often."""

import pytest

from tidings.infra.turns import Turns
from tidings.kernel.errors import Busy


class Clockwork:
    """Seconds that pass when they are told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


class Bench:
    """Work that fails for some."""

    def __init__(self) -> None:
        self.broken: set[str] = set()
        self.tried: list[str] = []

    async def do(self, whose: str) -> str:
        self.tried.append(whose)
        if whose in self.broken:
            raise ZeroDivisionError
        return whose


async def test_whoever_comes_after_one_that_fails_has_its_turn() -> None:
    turns, bench = Turns[str]("sweeping"), Bench()
    bench.broken = {"a"}
    assert await turns.take(["a", "b", "c"], bench.do) == ["b", "c"]


async def test_whoever_fails_rests_twice_as_long_each_time_and_five_minutes_at_most() -> None:
    clock, bench = Clockwork(), Bench()
    turns = Turns[str]("sweeping", clock)
    bench.broken = {"a"}
    tried_at: list[int] = []
    for second in range(1200):
        clock.now = float(second)
        before = bench.tried.count("a")
        await turns.take(["a", "b"], bench.do)
        tried_at += [second] * (bench.tried.count("a") - before)
    assert tried_at == [0, 1, 3, 7, 15, 31, 63, 127, 255, 511, 811, 1111]
    assert bench.tried.count("b") == 1200


async def test_whoever_succeeds_again_is_forgiven() -> None:
    clock, bench = Clockwork(), Bench()
    turns = Turns[str]("sweeping", clock)
    bench.broken = {"a"}
    for clock.now in (0.0, 1.0, 3.0):
        await turns.take(["a"], bench.do)
    bench.broken = set()
    clock.now = 7.0
    assert await turns.take(["a"], bench.do) == ["a"]
    bench.broken = {"a"}
    await turns.take(["a"], bench.do)
    clock.now = 8.0
    await turns.take(["a"], bench.do)
    assert bench.tried.count("a") == 6


async def test_a_database_that_is_away_is_everybodys_trouble() -> None:
    async def away(whose: str) -> None:
        raise Busy("database_unreachable", f"The database does not answer {whose}.")

    with pytest.raises(Busy):
        await Turns[str]("sweeping").take(["a", "b"], away)
