"""The operator's environment variables make connections, senders and the portfolio, and keep them in step."""

from collections.abc import Mapping
from uuid import UUID

import pytest

from tidings.channels import service as channels
from tidings.channels.errors import AddressRefused, CredentialsInvalid, KeptByEnvironment
from tidings.channels.types import ChannelsStatus, Sender, Status
from tidings.infra.config import load
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.providers.meta.adapter import MetaWhatsApp
from tidings.providers.smtp import Smtp
from tidings.providers.twilio.adapter import Twilio

TRAITS = (Twilio().traits, MetaWhatsApp().traits, Smtp().traits)
TWILIO = {
    "TWILIO_ACCOUNT_SID": "AC" + "0" * 32,
    "TWILIO_AUTH_TOKEN": "made-up-token-0001-wxyz",
    "TWILIO_PHONE_NUMBER": "+15005550006",
    "TWILIO_WHATSAPP_NUMBER": "whatsapp:+33612345678",
}
META = {
    "WHATSAPP_ACCESS_TOKEN": "made-up-access-token-0001",
    "WHATSAPP_PHONE_NUMBER_ID": "100000000000001",
    "WHATSAPP_BUSINESS_ACCOUNT_ID": "200000000000001",
    "WHATSAPP_APP_SECRET": "made-up-app-secret",
    "WHATSAPP_WEBHOOK_VERIFY_TOKEN": "made-up-verify-token",
}
BOTH = {**TWILIO, **META}


async def sync(database: Database, organisation: UUID, variables: Mapping[str, str]) -> list[str]:
    async with database.engine() as unit:
        return await channels.sync_environment(unit, organisation, load(variables), TRAITS)


async def status(database: Database, organisation: UUID) -> ChannelsStatus:
    async with database.unit(organisation) as unit:
        return await channels.status(unit, organisation)


async def senders(database: Database, organisation: UUID) -> dict[tuple[str, Channel], Sender]:
    return {(each.provider, each.channel): each for each in (await status(database, organisation)).senders}


async def test_variables_make_connections_senders_and_portfolios(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, BOTH)
    found = await status(database, organisation)
    assert [(each.name, each.status, each.api_base) for each in found.connections] == [
        ("twilio (environment)", Status.OPEN, "https://api.twilio.com"),
        ("whatsapp (environment)", Status.OPEN, "https://graph.facebook.com"),
    ]
    by_key = await senders(database, organisation)
    assert {key: (each.address, each.per_hour) for key, each in by_key.items()} == {
        ("twilio", Channel.SMS): ("+15005550006", 100),
        ("twilio", Channel.WHATSAPP): ("+33612345678", 1000),
        ("meta_whatsapp", Channel.WHATSAPP): ("100000000000001", 1000),
    }
    portfolios = {each.id: (each.reference, each.daily_people) for each in found.portfolios}
    assert portfolios[by_key["meta_whatsapp", Channel.WHATSAPP].portfolio_id or organisation] == ("200000000000001", 250)
    assert portfolios[by_key["twilio", Channel.WHATSAPP].portfolio_id or organisation] == (TWILIO["TWILIO_ACCOUNT_SID"], 250)
    assert by_key["twilio", Channel.SMS].portfolio_id is None


async def test_the_same_variables_again_change_nothing(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, BOTH)
    before = await status(database, organisation)
    assert await sync(database, organisation, BOTH) == []
    assert await status(database, organisation) == before


async def test_a_tier_that_was_raised_stays_raised(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, META)
    async with database.engine() as unit:
        await channels.set_portfolio_limit(unit, organisation, "200000000000001", 2000)
    await sync(database, organisation, META)
    assert [each.daily_people for each in (await status(database, organisation)).portfolios] == [2000]


async def test_changed_variables_change_what_is_there(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, TWILIO)
    changed = {
        **TWILIO,
        "TWILIO_AUTH_TOKEN": "made-up-token-0002-abcd",
        "SMS_RATE_LIMIT_PER_HOUR": "7",
        "TWILIO_API_BASE": "http://127.0.0.1:8010/twilio",
    }
    assert len(await sync(database, organisation, changed)) == 2
    async with database.unit(organisation) as unit:
        (connection,) = await channels.connections(unit, organisation)
        opened = await channels.open_account(unit, organisation, connection.id)
    assert (opened.account.values["auth_token"], opened.account.api_base) == ("made-up-token-0002-abcd", "http://127.0.0.1:8010/twilio")
    assert (await senders(database, organisation))["twilio", Channel.SMS].per_hour == 7


async def test_what_is_removed_from_the_environment_stops_and_opens_when_it_returns(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, BOTH)
    await sync(database, organisation, {**META})
    stopped = {key: each.status for key, each in (await senders(database, organisation)).items()}
    assert stopped == {
        ("twilio", Channel.SMS): Status.STOPPED,
        ("twilio", Channel.WHATSAPP): Status.STOPPED,
        ("meta_whatsapp", Channel.WHATSAPP): Status.OPEN,
    }
    without_whatsapp = {name: value for name, value in BOTH.items() if name != "TWILIO_WHATSAPP_NUMBER"}
    await sync(database, organisation, without_whatsapp)
    by_key = await senders(database, organisation)
    assert (by_key["twilio", Channel.SMS].status, by_key["twilio", Channel.WHATSAPP].status) == (Status.OPEN, Status.STOPPED)
    await sync(database, organisation, BOTH)
    assert {each.status for each in (await senders(database, organisation)).values()} == {Status.OPEN}


async def test_a_mail_server_inside_the_own_network_is_named_in_the_environment(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, {"SMTP_URL": "smtp://relay.internal:25", "SMTP_FROM": '"Rive, Atelier" <news@example.org>'})
    sender = (await senders(database, organisation))["smtp", Channel.EMAIL]
    assert (sender.address, sender.per_hour) == ("Rive, Atelier <news@example.org>", 1000)


async def test_a_restart_does_not_open_what_was_stopped_for_another_reason(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, BOTH)
    sms = (await senders(database, organisation))["twilio", Channel.SMS]
    async with database.engine() as unit:
        await channels.stop_sender(unit, organisation, sms.id, "unpaid")
    await sync(database, organisation, BOTH)
    assert (await senders(database, organisation))["twilio", Channel.SMS].status_reason == "unpaid"


@pytest.mark.parametrize(
    ("variables", "field"),
    [
        ({"TWILIO_ACCOUNT_SID": "AC1"}, "TWILIO_AUTH_TOKEN"),
        ({"TWILIO_ACCOUNT_SID": "AC1", "TWILIO_AUTH_TOKEN": "x"}, "TWILIO_PHONE_NUMBER"),
        ({**TWILIO, "TWILIO_PHONE_NUMBER": "Atelier"}, "TWILIO_PHONE_NUMBER"),
        ({**TWILIO, "TWILIO_PHONE_NUMBER": "+1"}, "TWILIO_PHONE_NUMBER"),
        ({**TWILIO, "TWILIO_WHATSAPP_NUMBER": "whatsapp:+0123456789"}, "TWILIO_WHATSAPP_NUMBER"),
        ({**TWILIO, "TWILIO_ACCOUNT_SID": "nonsense"}, "TWILIO_ACCOUNT_SID"),
        ({**TWILIO, "TWILIO_AUTH_TOKEN": "made-up\u2019token"}, "TWILIO_AUTH_TOKEN"),
        ({**TWILIO, "TIDINGS_REGION": "XX"}, "TIDINGS_REGION"),
        ({**META, "WHATSAPP_BUSINESS_ACCOUNT_ID": "my business"}, "WHATSAPP_BUSINESS_ACCOUNT_ID"),
        ({**TWILIO, "TWILIO_API_BASE": "http://twilio.example.org"}, "TWILIO_API_BASE"),
        ({**TWILIO, "SMS_RATE_LIMIT_PER_HOUR": "many"}, "SMS_RATE_LIMIT_PER_HOUR"),
        ({**META, "WHATSAPP_RATE_LIMIT_PER_HOUR": "0"}, "WHATSAPP_RATE_LIMIT_PER_HOUR"),
        ({"WHATSAPP_ACCESS_TOKEN": "x"}, "WHATSAPP_PHONE_NUMBER_ID"),
        ({**META, "WHATSAPP_PHONE_NUMBER_ID": "+33612345678"}, "WHATSAPP_PHONE_NUMBER_ID"),
        ({"SMTP_URL": "smtp://mail.example.org"}, "SMTP_FROM"),
        ({"SMTP_USERNAME": "shop"}, "SMTP_URL"),
        ({"SMTP_URL": "https://mail.example.org", "SMTP_FROM": "news@example.org"}, "SMTP_URL"),
        ({"SMTP_URL": "smtp://mail.example.org", "SMTP_FROM": "news@example.org\u2028Bcc: all@example.org"}, "SMTP_FROM"),
        ({"SMTP_URL": "smtp://mail.example.org", "SMTP_FROM": "Rive, Atelier news@example.org"}, "SMTP_FROM"),
        ({**TWILIO, "TWILIO_API_BASE": "smtp://mail.example.org"}, "TWILIO_API_BASE"),
    ],
)
async def test_a_wrong_variable_is_named_and_never_shows_a_secret(
    database: Database, organisation: UUID, variables: dict[str, str], field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        await sync(database, organisation, variables)
    assert refused.value.field == field
    assert field in f"{refused.value.message} {refused.value.fix} {refused.value.field}"
    assert "made-up" not in f"{refused.value.message} {refused.value.fix}"


async def test_under_the_simulated_clock_the_environment_may_name_the_simulator_only(database: Database, organisation: UUID) -> None:
    with pytest.raises(AddressRefused, match="simulated"):
        await sync(database, organisation, {**TWILIO, "TIDINGS_CLOCK": "simulated"})
    simulator = {**TWILIO, "TIDINGS_CLOCK": "simulated", "TWILIO_API_BASE": "http://127.0.0.1:8010/twilio"}
    assert await sync(database, organisation, simulator)


async def test_the_simulated_clock_does_not_start_on_a_database_with_real_connections(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, TWILIO)
    async with database.engine() as unit:
        with pytest.raises(AddressRefused, match="simulated"):
            await channels.refuse_real_providers(unit, [organisation])
    await sync(database, organisation, {})
    async with database.engine() as unit:
        await channels.refuse_real_providers(unit, [organisation])


async def test_what_the_environment_keeps_is_not_changed_by_hand(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, TWILIO)
    (connection,) = (await status(database, organisation)).connections
    async with database.unit(organisation) as unit:
        with pytest.raises(KeptByEnvironment):
            await channels.remove_connection(unit, organisation, "cli:test", connection.id)


async def test_a_credential_that_no_header_can_carry_is_refused(database: Database, organisation: UUID) -> None:
    with pytest.raises(CredentialsInvalid) as refused:
        await sync(database, organisation, {**TWILIO, "TWILIO_AUTH_TOKEN": "made-up\u2019token"})
    assert "made-up" not in refused.value.message


async def test_a_command_in_a_shell_without_the_variables_changes_and_stops_nothing(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, BOTH)
    before = await status(database, organisation)
    for variables in ({}, {**BOTH, "SMS_RATE_LIMIT_PER_HOUR": "7"}):
        async with database.engine() as unit:
            assert await channels.sync_environment(unit, organisation, load(variables), TRAITS, follow=False) == []
    assert await status(database, organisation) == before


async def pace(database: Database, organisation: UUID, per_hour: int) -> None:
    sms = (await senders(database, organisation))["twilio", Channel.SMS]
    async with database.unit(organisation) as unit:
        await channels.set_sender_limits(unit, organisation, "cli:test", sms.id, per_hour=per_hour, per_second=None)


async def test_a_pace_set_by_hand_stays_until_its_variable_changes(database: Database, organisation: UUID) -> None:
    await sync(database, organisation, TWILIO)
    await pace(database, organisation, 40)
    assert await sync(database, organisation, TWILIO) == []
    assert (await senders(database, organisation))["twilio", Channel.SMS].per_hour == 40
    assert await sync(database, organisation, {**TWILIO, "SMS_RATE_LIMIT_PER_HOUR": "7"})
    assert (await senders(database, organisation))["twilio", Channel.SMS].per_hour == 7
    await pace(database, organisation, 40)
    assert await sync(database, organisation, {**TWILIO, "SMS_RATE_LIMIT_PER_HOUR": "7"}) == []
    assert (await senders(database, organisation))["twilio", Channel.SMS].per_hour == 40
