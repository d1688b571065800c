"""A STOP is confirmed once, a START once, HELP once an hour, and nobody who must not be written to gets any of them."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import pytest

from support.campaigning import World, opened_world
from support.clock import ManualClock
from support.shop import PUBLIC
from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.content import service as content
from tidings.conversations import service as conversations
from tidings.conversations.types import Received, SenderRef
from tidings.infra.crypto import Vault
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Claimed, Withheld
from tidings.ports.content import Text
from tidings.ports.receipt import Inbound, InboundKind, Keyword

ANA = "+33612000001"


class Desk:
    """An organisation with an SMS number, what people write to it, and what leaves in answer."""

    def __init__(self, world: World, sender: Sender) -> None:
        self.world = world
        self.sender = sender
        self.told = 0
        self.screen: list[str] = []
        """What the messages say that were found in the queue last."""

    async def says(self, *texts: str, **more: Any) -> list[Received]:
        self.world.clock.advance(seconds=1)
        inbounds: list[Inbound] = []
        for text in texts:
            self.told += 1
            settings: dict[str, Any] = {"sender": ANA} | more
            inbounds.append(
                Inbound(Channel.SMS, f"SM{self.told}", settings.pop("sender"), self.sender.address, InboundKind.TEXT, text, None, **settings)
            )
        world = self.world
        async with world.database.unit(world.organisation) as unit:
            ours = [SenderRef(self.sender.id, self.sender.address)]
            return await conversations.receive(
                unit, world.organisation, self.sender.connection_id, ours, inbounds, names=messages.programmes_answered
            )

    async def answers(self) -> list[tuple[str, str | None]]:
        """Return what a worker finds in the queue: of which kind, and why it would not leave (None: it leaves)."""
        world = self.world
        async with world.database.engine() as unit:
            worker = await messages.register_worker(unit, "test")
        async with world.database.followed() as unit:
            batch = await messages.claim(unit, worker, list(Lane), 100)
        if batch is None or not batch.claimed:
            return []
        async with world.database.engine() as unit:
            facts = await messages.facts(unit, batch)
        kinds = {source_id: source.kind.value for source_id, source in facts.sources.items()}
        withheld = {key: why.reason for key, why in facts.withheld.items()}
        self.screen = [_said(facts, each) for each in batch.claimed]
        return [(kinds[each.key.source_id], withheld.get(each.key)) for each in batch.claimed]


def _said(facts: messages.Facts, claimed: Claimed) -> str:
    compiled = facts.compiled[claimed.key.source_id]
    assert not isinstance(compiled, Withheld)
    brought = facts.brought.of(claimed.key, claimed.address_id, Channel.SMS, compiled.links, PUBLIC)
    said = compiled.render(facts.people[claimed.key.contact_id], brought)
    assert isinstance(said, Text)
    return said.text


@pytest.fixture
async def desk(database_url: str, clock: ManualClock, vault: Vault, organisation: UUID) -> AsyncIterator[Desk]:
    async with opened_world(database_url, clock, vault, organisation) as world:
        async with world.database.unit(organisation) as unit:
            sender = next(each for each in await channels.senders(unit, organisation) if each.channel is Channel.SMS)
        yield Desk(world, sender)


async def test_a_stop_is_confirmed_once_although_the_address_is_closed(desk: Desk) -> None:
    await desk.says("STOP")
    assert await desk.answers() == [("opt_out_confirmation", None)]
    await desk.says("STOP", "stop please")
    assert await desk.answers() == []


async def test_a_second_stop_in_the_same_batch_is_not_confirmed(desk: Desk) -> None:
    await desk.says("STOP", "STOP")
    assert len(await desk.answers()) == 1


async def test_a_stop_that_the_provider_answered_is_not_confirmed_again(desk: Desk) -> None:
    await desk.says("STOP", opt_out_answered=True, keyword=Keyword.STOP)
    assert await desk.answers() == []


async def test_a_start_is_confirmed_where_it_opened_something(desk: Desk) -> None:
    await desk.says("START")
    assert await desk.answers() == []
    await desk.says("STOP")
    await desk.answers()
    await desk.says("START")
    assert await desk.answers() == [("answer", None)]
    await desk.says("START")
    assert await desk.answers() == []


async def test_help_is_answered_once_an_hour_and_not_to_whoever_said_stop(desk: Desk) -> None:
    await desk.says("HELP", "AIDE")
    assert await desk.answers() == [("answer", None)]
    desk.world.clock.advance(minutes=61)
    await desk.says("HELP")
    assert await desk.answers() == [("answer", None)]
    desk.world.clock.advance(minutes=61)
    await desk.says("STOP", "HELP")
    assert sorted(await desk.answers()) == [("answer", "opted_out"), ("opt_out_confirmation", None)]


async def test_a_confirmation_that_could_not_leave_within_five_minutes_does_not_leave(desk: Desk) -> None:
    await desk.says("STOP")
    desk.world.clock.advance(minutes=6)
    assert await desk.answers() == [("opt_out_confirmation", "confirmation_late")]


async def test_a_confirmation_passes_the_stop_and_no_other_closing(desk: Desk) -> None:
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        await consent.suppress_addresses(
            unit, world.organisation, "cli:test", [ANA], channel=Channel.SMS, scope=SuppressionScope.ALL,
            reason=SuppressionReason.MANUAL, source="staff",
        )  # fmt: skip
    await desk.says("STOP")
    assert await desk.answers() == [("opt_out_confirmation", "suppressed_manual")]


async def test_while_trying_out_only_listed_addresses_get_a_confirmation(desk: Desk) -> None:
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        await accounts.set_allow_list_only(unit, world.organisation, "cli:test", only=True)
    await desk.says("STOP")
    assert await desk.answers() == [("opt_out_confirmation", "not_on_allow_list")]


@pytest.mark.parametrize(("said", "language"), [("arrêtez svp", "fr"), ("please stop", "en")])
async def test_an_answer_speaks_the_language_of_the_words_and_names_the_business(desk: Desk, said: str, language: str) -> None:
    await desk.says(said)
    world = desk.world
    async with world.database.unit(world.organisation) as unit:
        template = await content.template_by_name(unit, world.organisation, f"opt_out_confirmation_{language}")
        bodies = {each.locale: each.body for each in await content.template_bodies(unit, world.organisation, template)}
        name = (await accounts.organisation(unit, world.organisation)).name
    assert template.default_locale == language
    assert set(bodies) == {"en", "fr"}
    assert all(name in str(body) and "START" in str(body) for body in bodies.values())
