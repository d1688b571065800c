"""Connections keep their credentials to themselves; senders have a circuit; limits are told when they change."""

from datetime import timedelta
from uuid import UUID

import pytest

from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.errors import AddressRefused, ChannelThingNotFound, CredentialsInvalid, NameTaken
from tidings.channels.types import TIERS, Connection, NewSender, Sender, Status, Trouble
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.ports.adapter import Health
from tidings.providers.twilio.adapter import Twilio

ACTOR = "cli:test"
TOKEN = "made-up-token-0001-wxyz"
SID = "AC" + "0" * 32
CREDENTIALS = {"account_sid": SID, "auth_token": TOKEN}


async def connect(
    database: Database, organisation: UUID, *, name: str = "twilio", credentials: dict[str, str] = CREDENTIALS, base: str | None = None
) -> Connection:
    async with database.unit(organisation) as unit:
        return await channels.add_connection(
            unit, organisation, ACTOR, adapter_traits=Twilio().traits, name=name, credentials=credentials, api_base=base
        )


async def add_sender(database: Database, organisation: UUID, connection: Connection, channel: Channel = Channel.SMS) -> Sender:
    async with database.unit(organisation) as unit:
        portfolio = await channels.ensure_portfolio(unit, organisation, provider="twilio", reference="AC1")
        portfolio_id = portfolio.id if channel is Channel.WHATSAPP else None
        address = {Channel.EMAIL: "news@example.org", Channel.PUSH: "atelier-rive-4f2a1"}.get(channel, "+33612345678")
        return await channels.add_sender(unit, organisation, ACTOR, NewSender(connection.id, channel, address, "Atelier", portfolio_id, 100))


async def look(database: Database, organisation: UUID, sender: Sender) -> Sender:
    async with database.engine() as unit:
        return (await channels.sender_batch(unit, organisation, [sender.id]))[sender.id]


async def test_credentials_are_shown_by_name_and_last_four_characters_only(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation)
    assert [(each.name, each.hint) for each in connection.credentials] == [("account_sid", "…0000"), ("auth_token", "…wxyz")]
    async with database.engine() as unit:
        opened = await channels.connection_of_webhook(unit, connection.id)
        sealed = bytes(await unit.value("SELECT credentials FROM connections"))
    assert opened.account.values["auth_token"] == TOKEN
    assert opened.organisation_id == organisation
    for shown in (repr(opened), repr(opened.account), repr(opened.account.values), repr(connection), str(sealed)):
        assert TOKEN not in shown


async def test_a_short_secret_shows_nothing(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation, credentials={**CREDENTIALS, "auth_token": "abcd"})
    assert {each.name: each.hint for each in connection.credentials}["auth_token"] == "…"


async def test_the_audit_tells_what_was_added_and_no_secret(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation)
    async with database.unit(organisation) as unit:
        (entry,) = (await accounts.audit_trail(unit, organisation, subject=f"connection:{connection.id}")).rows
    assert entry.action == "connection.added"
    assert TOKEN not in repr(entry)


@pytest.mark.parametrize(
    ("credentials", "field"),
    [
        ({"account_sid": SID}, "credentials.auth_token"),
        ({"account_sid": SID, "auth_token": "  "}, "credentials.auth_token"),
        ({**CREDENTIALS, "account_sid": "nonsense"}, "credentials.account_sid"),
        ({**CREDENTIALS, "password": "x"}, "credentials.password"),
        ({**CREDENTIALS, "auth_token": "two\nlines"}, "credentials.auth_token"),
    ],
)
async def test_credentials_must_be_those_that_the_provider_wants(
    database: Database, organisation: UUID, credentials: dict[str, str], field: str
) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        await connect(database, organisation, credentials=credentials)
    assert refused.value.field == field


async def test_an_address_of_the_inner_network_is_refused(database: Database, organisation: UUID) -> None:
    with pytest.raises(AddressRefused):
        await connect(database, organisation, base="https://169.254.169.254")


async def test_a_name_is_given_once(database: Database, organisation: UUID) -> None:
    await connect(database, organisation)
    with pytest.raises(NameTaken):
        await connect(database, organisation)


async def test_changed_credentials_are_used_at_once_and_the_others_stay(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation)
    async with database.unit(organisation) as unit:
        await channels.open_account(unit, organisation, connection.id)
    async with database.unit(organisation) as unit:
        await channels.change_connection(
            unit, organisation, ACTOR, connection.id, adapter_traits=Twilio().traits, credentials={"auth_token": "made-up-token-0002"}
        )
    async with database.engine() as unit:
        opened = await channels.open_account(unit, organisation, connection.id)
    assert dict(opened.account.values) == {**CREDENTIALS, "auth_token": "made-up-token-0002"}


async def test_a_removed_connection_is_gone_with_its_senders(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation)
    await add_sender(database, organisation, connection)
    async with database.unit(organisation) as unit:
        await channels.remove_connection(unit, organisation, ACTOR, connection.id)
        assert await channels.senders(unit, organisation) == []
        with pytest.raises(ChannelThingNotFound):
            await channels.open_account(unit, organisation, connection.id)


async def test_another_organisation_does_not_see_a_connection(database: Database, organisation: UUID, clock: ManualClock) -> None:
    connection = await connect(database, organisation)
    other = new_id(clock.now())
    async with database.engine() as unit:
        with pytest.raises(ChannelThingNotFound):
            await channels.open_account(unit, other, connection.id)


async def test_a_connection_test_is_remembered(database: Database, organisation: UUID, clock: ManualClock) -> None:
    connection = await connect(database, organisation)
    async with database.unit(organisation) as unit:
        await channels.record_check(unit, organisation, connection.id, Health(ok=False, detail="The token is wrong."))
        after = await channels.connection(unit, organisation, connection.id)
    assert (after.checked_at, after.check_ok, after.check_detail) == (clock.now(), False, "The token is wrong.")


def throttled(clock: ManualClock, **asked: float) -> Trouble:
    return Trouble(timedelta(**asked), "throttled", clock.now())


async def test_a_held_sender_is_only_ever_held_longer(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = await add_sender(database, organisation, await connect(database, organisation))
    async with database.engine() as unit:
        assert await channels.hold_sender(unit, organisation, sender.id, throttled(clock, minutes=10))
        assert not await channels.hold_sender(unit, organisation, sender.id, throttled(clock, minutes=1))
    held = await look(database, organisation, sender)
    assert held.held_until is not None
    assert timedelta(minutes=10) <= held.held_until - clock.now() <= timedelta(minutes=11)
    assert (held.failures, held.status) == (1, Status.OPEN)


async def test_a_throttled_account_holds_all_its_senders(database: Database, organisation: UUID, clock: ManualClock) -> None:
    connection = await connect(database, organisation)
    senders = [await add_sender(database, organisation, connection, channel) for channel in Channel]
    async with database.engine() as unit:
        assert await channels.hold_connection(unit, organisation, connection.id, throttled(clock, minutes=1)) == len(senders)
    assert all([(await look(database, organisation, sender)).held_until for sender in senders])


async def test_a_stopped_sender_stays_stopped_until_a_person_opens_it(database: Database, organisation: UUID, clock: ManualClock) -> None:
    sender = await add_sender(database, organisation, await connect(database, organisation))
    async with database.engine() as unit:
        assert await channels.stop_sender(unit, organisation, sender.id, "bad credentials")
        assert not await channels.stop_sender(unit, organisation, sender.id, "bad credentials")
        assert not await channels.hold_sender(unit, organisation, sender.id, throttled(clock, days=1))
        assert [event.name for event in unit.take_happened()] == ["sender.stopped"]
    clock.advance(days=30)
    stopped = await look(database, organisation, sender)
    assert (stopped.status, stopped.status_reason) == (Status.STOPPED, "bad credentials")
    async with database.unit(organisation) as unit:
        assert await channels.open_sender(unit, organisation, ACTOR, sender.id)
        assert not await channels.open_sender(unit, organisation, ACTOR, sender.id)
    assert (await look(database, organisation, sender)).status is Status.OPEN


async def test_a_stopped_connection_stops_its_senders_with_its_reason(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation)
    sender = await add_sender(database, organisation, connection)
    async with database.engine() as unit:
        assert await channels.stop_connection(unit, organisation, "system:dispatch", connection.id, "account suspended")
    stopped = await look(database, organisation, sender)
    assert (stopped.status, stopped.status_reason) == (Status.STOPPED, "account suspended")
    async with database.unit(organisation) as unit:
        assert await channels.open_connection(unit, organisation, ACTOR, connection.id)
    assert (await look(database, organisation, sender)).status is Status.OPEN


async def test_a_changed_tier_is_told_once_and_audited(database: Database, organisation: UUID) -> None:
    await add_sender(database, organisation, await connect(database, organisation), Channel.WHATSAPP)
    async with database.engine() as unit:
        portfolio = (await channels.portfolios(unit, organisation))[0]
        assert [await channels.set_portfolio_limit(unit, organisation, "AC1", tier) for tier in TIERS] == [False, True, True, True, True]
        assert not await channels.set_portfolio_limit(unit, organisation, portfolio.id, -1)
        events = unit.take_happened()
        assert [event.name for event in events] == ["portfolio.limit_changed"] * 4
        assert events[0].data == {"portfolio_id": str(portfolio.id), "before": 250, "after": 2000}
        assert (await channels.portfolios(unit, organisation))[0].daily_people is None
        assert len((await accounts.audit_trail(unit, organisation, subject=f"portfolio:{portfolio.id}")).rows) == 4
        with pytest.raises(Invalid):
            await channels.set_portfolio_limit(unit, organisation, "AC1", -2)
        with pytest.raises(ChannelThingNotFound):
            await channels.set_portfolio_limit(unit, organisation, "AC2", 250)


async def test_a_whatsapp_number_without_a_portfolio_is_refused_and_a_number_is_added_once(database: Database, organisation: UUID) -> None:
    connection = await connect(database, organisation)
    await add_sender(database, organisation, connection)
    with pytest.raises(NameTaken):
        await add_sender(database, organisation, connection)
    async with database.unit(organisation) as unit:
        with pytest.raises(Invalid, match="portfolio"):
            await channels.add_sender(unit, organisation, ACTOR, NewSender(connection.id, Channel.WHATSAPP, "+33612345678", "Atelier"))
