"""A merge that was undone leaves nobody allowed more than they were without it."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.people import create, merge, undo
from tidings.accounts.types import ConsentBasis
from tidings.consent import service
from tidings.consent.types import GENERAL, ConsentState, ConsentStatus, Place, Statement, Wish
from tidings.contacts.types import Changes
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Checked
from tidings.kernel.words import Channel, Purpose

NEWS = "newsletter"
SMS = Place(Channel.SMS, Purpose.MARKETING)
BY_NAME = Place(Channel.SMS, Purpose.MARKETING, NEWS)
MERGE, UNDO = "merge", "undo"
AGREED, REFUSED = ConsentStatus.GRANTED.value, ConsentStatus.WITHDRAWN.value
KEPT, GOES = 0, 1


@dataclass(frozen=True)
class Said:
    """What is told of one of two people, so many days before or after the first; "attested" is what others vouch for."""

    who: int
    what: str
    day: int = 0
    of: str = GENERAL


class Two:
    """Two people; while they are one, what is told of either is told of the one that is kept."""

    def __init__(self, database: Database, organisation: UUID, clock: ManualClock) -> None:
        self._database = database
        self._organisation = organisation
        self._clock = clock
        self._first = clock.now()
        self._merge: UUID | None = None
        self.people: list[UUID] = []

    async def appear(self) -> None:
        """Let two people come of whom nothing was said."""
        self.people = [(await create(self._database, self._organisation, Changes(first_name=name))).id for name in ("Kept", "Goes")]

    async def told(self, *course: Said | str) -> list[str]:
        """Let all this happen, a minute apart; returns what the undoing said."""
        stays: list[str] = []
        for each in course:
            self._clock.advance(minutes=1)
            if isinstance(each, Said):
                async with self._database.unit(self._organisation) as unit:
                    await self._say(unit, each)
            elif each == MERGE:
                self._merge = (await merge(self._database, self._organisation, *self.people)).id
            elif self._merge:
                stays, self._merge = await undo(self._database, self._organisation, self._merge), None
        return stays

    async def hold(self) -> list[dict[Place, ConsentState]]:
        async with self._database.unit(self._organisation) as unit:
            return [dict((await service.consents_of(unit, self._organisation, who)).states) for who in self.people]

    async def ledger(self) -> Checked:
        async with self._database.engine() as unit:
            await service.seal_ledger(unit, self._organisation)
            return await service.check_ledger(unit, self._organisation)

    async def _say(self, unit: Unit, said: Said) -> None:
        who = self.people[KEPT if self._merge else said.who]
        at = self._first + timedelta(days=said.day)
        if said.what == "attested":
            await self._attest(unit, who, at, said.of)
        elif said.what in (AGREED, REFUSED):
            status, source = ConsentStatus(said.what), f"file of {said.who}, {said.day}"
            statement = Statement(Channel.SMS, Purpose.MARKETING, status, source, None, at, "cli:test", programme=said.of)
            await service.record(unit, self._organisation, [who], [statement])
        else:
            wish = Wish([self.people[said.who].bytes], [who], at, "keyword")
            await (service.opt_out if said.what == "STOP" else service.opt_in)(unit, self._organisation, Channel.SMS, [wish])

    async def _attest(self, unit: Unit, who: UUID, at: datetime, of: str) -> None:
        basis = ConsentBasis("crm", "I agree", "cli:test", at)
        channels, purposes = [Channel.SMS], [Purpose.MARKETING]
        await service.grant_attested(
            unit, self._organisation, [who], basis, channels=channels, purposes=purposes, actor="cli:test", proof={}, programme=of
        )


@pytest.fixture
async def pairs(database: Database, organisation: UUID, clock: ManualClock) -> list[Two]:
    """Two people who will be merged, and two of whom the same is told and who will not."""
    async with database.unit(organisation) as unit:
        await service.put_programme(unit, organisation, "cli:test", NEWS, name="News", descriptions={})
    clock.advance(days=60)
    both = [Two(database, organisation, clock), Two(database, organisation, clock)]
    for two in both:
        await two.appear()
    return both


async def end(pairs: Sequence[Two], *course: Said | str) -> list[list[ConsentStatus | None]]:
    """Return how the two stand after a course with a merge, and how without."""
    await pairs[0].told(*course)
    await pairs[1].told(*(each for each in course if isinstance(each, Said)))
    return [[(states[SMS]).status for states in await pair.hold()] for pair in pairs]


async def test_a_refusal_told_after_the_undoing_weighs_against_a_grant_as_if_there_had_been_no_merge(pairs: list[Two]) -> None:
    merged, apart = await end(pairs, Said(KEPT, AGREED, -40), Said(GOES, REFUSED, -30), MERGE, UNDO, Said(KEPT, REFUSED, -10))
    assert merged == apart == [ConsentStatus.WITHDRAWN, ConsentStatus.WITHDRAWN]


async def test_what_others_attested_stays_attested_when_a_merge_is_undone(pairs: list[Two]) -> None:
    merged, apart = await end(pairs, Said(KEPT, "attested", -20), Said(GOES, REFUSED, -15), MERGE, UNDO, Said(KEPT, REFUSED, -30))
    assert merged == apart == [ConsentStatus.WITHDRAWN, ConsentStatus.WITHDRAWN]


async def test_a_refusal_of_before_told_while_they_were_one_closes_what_was_attested_for_both(pairs: list[Two]) -> None:
    merged, apart = await end(pairs, Said(KEPT, "attested", -20), Said(GOES, "attested", -20), MERGE, Said(GOES, REFUSED, -30), UNDO)
    assert merged == [ConsentStatus.WITHDRAWN, ConsentStatus.WITHDRAWN], "refused while they were one holds for both"
    assert apart == [ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN]


async def test_who_had_said_nothing_has_said_nothing_again_and_may_be_attested(pairs: list[Two]) -> None:
    course = [Said(GOES, REFUSED, -30), MERGE, UNDO]
    assert await pairs[0].told(*course) == []
    assert (await pairs[0].hold())[KEPT][SMS].status is None
    merged, apart = await end(pairs, Said(GOES, REFUSED, -30), Said(KEPT, "attested", -20))
    assert merged == apart == [ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN]


async def test_what_was_agreed_to_while_they_were_one_counts_for_neither_until_it_is_told_again(pairs: list[Two]) -> None:
    said = Said(GOES, AGREED, -5)
    stays = await pairs[0].told(MERGE, said, UNDO)
    assert [state[SMS].status for state in await pairs[0].hold()] == [None, None]
    assert ["counts for neither" in each for each in stays] == [True]
    await pairs[0].told(said, MERGE, UNDO)
    assert [state[SMS].status for state in await pairs[0].hold()] == [None, ConsentStatus.GRANTED]


async def test_a_start_brings_back_nothing_that_only_the_merge_had_brought(pairs: list[Two]) -> None:
    merged, apart = await end(pairs, Said(GOES, AGREED, -30), MERGE, UNDO, Said(KEPT, "STOP", 1), Said(KEPT, "START", 2))
    assert merged == apart == [ConsentStatus.WITHDRAWN, ConsentStatus.GRANTED]


@pytest.mark.parametrize("merges", [1, 2])
async def test_two_of_whom_nothing_is_told_while_they_are_one_hold_afterwards_just_what_they_held(pairs: list[Two], merges: int) -> None:
    before = [
        Said(KEPT, "attested", -50), Said(KEPT, AGREED, -40), Said(KEPT, REFUSED, -45, NEWS), Said(GOES, "STOP", -30), Said(GOES, AGREED, -20, NEWS),
        Said(GOES, "attested", -10, NEWS),
    ]  # fmt: skip
    await pairs[0].told(*before)
    held = await pairs[0].hold()
    assert await pairs[0].told(*[MERGE, UNDO] * merges) == []
    assert await pairs[0].hold() == held
    assert (await pairs[0].ledger()).breaks == []


def course_of(chance: random.Random) -> list[Said | str]:
    """Return something that may happen to two people: ten sayings, and a merge that is undone anywhere among them."""
    words = [AGREED, REFUSED, "attested", "STOP", "START"]
    days = chance.sample(range(-60, 60), 10)
    course: list[Said | str] = [Said(chance.choice([KEPT, GOES]), chance.choice(words), day, chance.choice([GENERAL, NEWS])) for day in days]
    first, last = sorted(chance.sample(range(len(days) + 1), 2))
    return [*course[:first], MERGE, *course[first:last], UNDO, *course[last:]]


def allowed(states: Mapping[Place, ConsentState]) -> set[Place]:
    """Return what may be sent by what holds, the programme too where only the general state speaks of it."""
    held = {place for place, state in states.items() if state.status is ConsentStatus.GRANTED}
    return held | ({BY_NAME} if SMS in held and BY_NAME not in states else set())


@pytest.mark.parametrize("seed", range(5))
async def test_whatever_is_told_before_between_and_after_nobody_is_allowed_more_than_without_the_merge(pairs: list[Two], seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - the same courses each time
    for _ in range(8):
        course = course_of(chance)
        for two in pairs:
            await two.appear()
        await end(pairs, *course)
        merged, apart = [await pair.hold() for pair in pairs]
        assert allowed(merged[KEPT]) <= allowed(apart[KEPT]), course
        assert allowed(merged[GOES]) <= allowed(apart[GOES]), course
