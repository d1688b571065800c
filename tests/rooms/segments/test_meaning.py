"""A segment means those for whom its conditions hold, and nobody else: statements against a plain evaluator, on random people and trees."""

import asyncio
from uuid import UUID
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, given, settings

from rooms.segments.crowd import crowd
from rooms.segments.reference import Reference
from rooms.segments.trees import PROGRAMMES, trees
from support.clock import ManualClock
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.segments import service
from tidings.segments.queries import members
from tidings.segments.rules.walking import leaves
from tidings.segments.service.finding import to_ask
from tidings.segments.types import AnyOf, Attribute, Consent, ConsentState, InList, InSegment, NoneOf, Reachable, Slice, Tag, Tree

_PEOPLE = 60
_EXAMPLES = 60
_STATUSES: tuple[ConsentState, ...] = ("granted", "withdrawn", "unknown")
_OF_PROGRAMMES: list[Tree] = [
    *(Consent(Channel.SMS, Purpose.MARKETING, status, key) for status in _STATUSES for key in (PROGRAMMES[0], "missing")),
    Reachable(Channel.SMS, Purpose.MARKETING, PROGRAMMES[0]),
]
"""Asked in any case: few random trees meet them."""


async def test_statements_and_the_plain_evaluator_agree_and_nobody_of_another_organisation_appears(
    database: Database, organisation: UUID, clock: ManualClock, twin: UUID
) -> None:
    async with database.unit(organisation) as unit:
        lists = [(await service.create(unit, organisation, "test", name=name, where=None)).id for name in ("empty", "some")]
        inner: Tree = AnyOf((Tag("vip"), NoneOf((Attribute("plan", "is_set"),))))
        first = await service.create(unit, organisation, "test", name="inner", where=inner)
        outer: Tree = NoneOf((InSegment("INNER"), InList("some")))
        second = await service.create(unit, organisation, "test", name="outer", where=outer)
    people = await crowd(database, organisation, clock.now(), seed=1, size=_PEOPLE, lists=lists[1:])
    await crowd(database, twin, clock.now(), seed=1, size=_PEOPLE, lists=lists)  # the same people, also in lists of the same ids
    assert first.where is not None
    assert second.where is not None
    plain = Reference(clock.now(), ZoneInfo("Europe/Paris"), {first.id: first.where, second.id: second.where})
    loop = asyncio.get_running_loop()

    async def compare(unit: Unit, tree: Tree) -> None:
        meant = sorted(who.id for who in people if plain.holds(tree, who))
        asked = await to_ask(unit, organisation, tree)
        assert await members.page(unit, asked, Slice(), _PEOPLE * 3) == meant
        assert await members.size(unit, asked) == len(meant)
        some = [who.id for who in people[::3]]
        assert await members.page(unit, asked, Slice(ids=some), _PEOPLE * 3) == sorted(set(some) & set(meant))
        middle = sorted(who.id for who in people)[_PEOPLE // 2]
        halves = [await members.page(unit, asked, part, _PEOPLE * 3) for part in (Slice(upto=middle), Slice(after=middle))]
        assert halves[0] + halves[1] == meant
        parts = list(leaves(tree))
        told = await members.told(
            unit, await to_ask(unit, organisation, tree), [(await to_ask(unit, organisation, each)).where for each in parts], some
        )
        assert told == {who.id: [plain.holds(part, who) for part in parts] for who in people[::3]}

    async with database.engine() as unit:
        for tree in _OF_PROGRAMMES:
            await compare(unit, tree)

        @settings(max_examples=_EXAMPLES, suppress_health_check=[HealthCheck.function_scoped_fixture])
        @given(tree=trees([first.id, second.id], lists))
        def agree(tree: Tree) -> None:
            asyncio.run_coroutine_threadsafe(compare(unit, tree), loop).result(30)

        await asyncio.to_thread(agree)
