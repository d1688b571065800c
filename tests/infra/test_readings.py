"""Who reads at the same time reads together, and nobody is told less than was true when they asked."""

import asyncio

import pytest

from tidings.infra.web.readings import Readings


class Book:
    """Something that changes, read by readings that last until they are let go; `read` counts them."""

    def __init__(self) -> None:
        self.page = 0
        self.read = 0
        self.under_way = 0
        self.gate = asyncio.Event()
        self.gate.set()

    async def __call__(self) -> int:
        self.read += 1
        self.under_way += 1
        assert self.under_way == 1, "two readings of one thing at the same time"
        seen = self.page
        try:
            await asyncio.sleep(0)
            await self.gate.wait()
        finally:
            self.under_way -= 1
        return seen


async def begun(reading: "asyncio.Task[int]") -> "asyncio.Task[int]":
    for _ in range(5):
        await asyncio.sleep(0)
    return reading


def asked(readings: Readings[int], book: Book) -> "asyncio.Task[int]":
    return asyncio.create_task(readings.read("book", book))


async def test_whoever_comes_while_a_reading_runs_shares_the_next_and_sees_what_has_changed_since() -> None:
    readings, book = Readings[int](rest=0), Book()
    book.gate.clear()
    first = await begun(asked(readings, book))
    book.page = 1
    others = [await begun(asked(readings, book)) for _ in range(20)]
    book.gate.set()
    assert await first == 0
    assert await asyncio.gather(*others) == [1] * 20
    assert book.read == 2


async def test_a_reading_is_never_older_than_the_question() -> None:
    readings, book = Readings[int](rest=0), Book()

    async def look() -> None:
        for _ in range(50):
            at = book.page
            assert await readings.read("book", book) >= at
            await asyncio.sleep(0)

    async def write() -> None:
        for _ in range(400):
            book.page += 1
            await asyncio.sleep(0)

    await asyncio.gather(write(), *(look() for _ in range(10)))
    assert book.read < 500


async def test_readings_that_several_asked_for_begin_apart_and_one_who_reads_alone_does_not_wait() -> None:
    readings, book = Readings[int](rest=3_600), Book()
    for page in range(5):
        book.page = page
        assert await asked(readings, book) == page
    book.gate.clear()
    first = await begun(asked(readings, book))
    together = [await begun(asked(readings, book)) for _ in range(2)]
    book.gate.set()
    await asyncio.gather(first, *together)
    late = await begun(asked(readings, book))
    assert (late.done(), book.read) == (False, 7)
    late.cancel()


async def test_a_reading_whose_maker_leaves_is_made_by_another() -> None:
    readings, book = Readings[int](rest=0), Book()
    book.gate.clear()
    running = await begun(asked(readings, book))
    next_one = await begun(asked(readings, book))
    waiting = [await begun(asked(readings, book)) for _ in range(3)]
    for leaves in (running, next_one):
        leaves.cancel()
        await begun(leaves)
    book.gate.set()
    assert await asyncio.gather(*waiting) == [0, 0, 0]
    assert book.under_way == 0


async def test_what_goes_wrong_is_told_to_all_who_wait_and_the_next_reading_is_a_new_one() -> None:
    readings, book = Readings[int](rest=0), Book()

    async def fails() -> int:
        await book()
        raise ZeroDivisionError

    book.gate.clear()
    first = await begun(asyncio.create_task(readings.read("book", fails)))
    others = [await begun(asyncio.create_task(readings.read("book", fails))) for _ in range(3)]
    book.gate.set()
    found = await asyncio.gather(first, *others, return_exceptions=True)
    assert [type(each) for each in found] == [ZeroDivisionError] * 4
    assert book.read == 2
    assert await asked(readings, book) == 0


async def test_what_differs_in_anything_is_read_by_itself() -> None:
    readings = Readings[str](rest=0)

    async def mine(whose: str) -> str:
        await asyncio.sleep(0)
        return whose

    keys = ["a", "b", "c", "a", "b", "c"]
    assert await asyncio.gather(*(readings.read(key, lambda key=key: mine(key)) for key in keys)) == keys


@pytest.mark.parametrize("rest", [0.0, 0.001])
async def test_nothing_is_kept_of_readings_that_are_over(rest: float) -> None:
    readings, book = Readings[int](rest=rest), Book()
    await asyncio.gather(*(asked(readings, book) for _ in range(3)))
    await asyncio.sleep(0.05)
    assert not any(kept for name, kept in vars(readings).items() if name in {"_next", "_last"})
