"""Campaigns by email: who is added, and what a dry run says."""

from uuid import UUID

import pytest

from support.campaigning import ACTOR, World, numbers
from support.consents import grant
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import NumbersNotReached
from tidings.campaigns.types import Campaign, Settings, Trial
from tidings.channels import service as channels
from tidings.channels.types import NewSender
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.content import service as content
from tidings.content.types import EmailBody
from tidings.kernel.errors import Forbidden, Invalid
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service as policy
from tidings.providers.smtp import Smtp

BODY = EmailBody("Autumn", "The course starts on Monday. Leave: {{ unsubscribe_url }}", postal_address="1 quai de la Rive, Lyon")


async def by_email(world: World) -> Campaign:
    """Make a mail server, a sender and a campaign by it."""
    async with world.database.unit(world.organisation) as unit:
        connection = await channels.add_connection(
            unit,
            world.organisation,
            ACTOR,
            adapter_traits=Smtp().traits,
            name="mail",
            credentials={"username": "shop", "password": "made-up-password"},
            api_base="smtps://mail.example.org",
        )
        await channels.add_sender(unit, world.organisation, ACTOR, NewSender(connection.id, Channel.EMAIL, "news@example.org", "News"))
        await content.create_template(
            unit, world.organisation, ACTOR, name="news", channel=Channel.EMAIL, purpose=Purpose.MARKETING, locale="en", body=BODY
        )
        return await campaigns.create(unit, world.organisation, ACTOR, Settings("Autumn", "news"))


async def people(world: World, *emails: str | None) -> list[UUID]:
    """Make people with a phone, and an email if one is named, who agreed to marketing by email."""
    made: list[UUID] = []
    async with world.database.unit(world.organisation) as unit:
        for number, email in zip(numbers(len(emails)), emails, strict=True):
            addresses = [NewAddress(AddressKind.PHONE, number), *([NewAddress(AddressKind.EMAIL, email)] if email else [])]
            made.append((await contacts.create_contact(unit, world.organisation, ACTOR, Changes(addresses=addresses), "FR")).id)
        await grant(
            unit,
            world.organisation,
            made,
            channel=Channel.EMAIL,
            purpose=Purpose.MARKETING,
            source="form:test",
            wording="News by email",
            at=world.clock.now(),
            actor="test",
        )
    return made


async def test_people_are_added_at_their_emails_and_a_list_of_numbers_is_refused(world: World) -> None:
    campaign = await by_email(world)
    contact_ids = await people(world, "ana@example.org", None)
    async with world.database.unit(world.organisation) as unit:
        with pytest.raises(NumbersNotReached):
            await campaigns.add_phone_numbers(unit, world.organisation, world.caller, campaign.id, numbers(1))
    async with world.database.unit(world.organisation) as unit:
        added = await campaigns.add_contacts(unit, world.organisation, world.caller, campaign.id, contact_ids)
    assert (added.recipients_added, [each.code for each in added.invalid]) == (1, ["no_address"])
    await world.activate(campaign)
    await world.release()
    assert await world.deliver() == 1


async def test_a_test_by_email_goes_to_a_listed_address_alone(world: World) -> None:
    campaign = await by_email(world)
    to = Trial(email="Me@example.org")
    async with world.database.unit(world.organisation) as unit:
        with pytest.raises(Forbidden):
            await campaigns.send_test(unit, world.organisation, ACTOR, campaign.id, to)
    async with world.database.unit(world.organisation) as unit:
        with pytest.raises(Invalid) as number:
            await campaigns.send_test(unit, world.organisation, ACTOR, campaign.id, Trial(phone_number=numbers(1)[0]))
        assert (number.value.code, number.value.field) == ("address_of_other_channel", "email")
        with pytest.raises(Invalid) as unreadable:
            await campaigns.send_template_test(unit, world.organisation, ACTOR, "news", Trial(email="nobody"))
        assert unreadable.value.field == "email"
    async with world.database.unit(world.organisation) as unit:
        await policy.allow_addresses(unit, world.organisation, ACTOR, [], ["me@example.org"])
        await campaigns.send_test(unit, world.organisation, ACTOR, campaign.id, to)
    assert await world.deliver() == 1


async def test_a_dry_run_says_who_is_left_out_because_their_mailbox_does_not_exist(world: World) -> None:
    campaign = await by_email(world)
    contact_ids = await people(world, "ana@example.org", "zoe@example.org")
    async with world.database.unit(world.organisation) as unit:
        await campaigns.add_contacts(unit, world.organisation, world.caller, campaign.id, contact_ids)
        await consent.suppress_addresses(
            unit,
            world.organisation,
            ACTOR,
            ["Zoe@example.org"],
            channel=Channel.EMAIL,
            scope=SuppressionScope.ALL,
            reason=SuppressionReason.INVALID_ADDRESS,
            source="test",
        )
        found = await campaigns.dry_run(unit, world.organisation, campaign.id)
    assert [day.people for day in found.days] == [1]
    assert [(each.reason, each.people) for each in found.left_out] == [("suppressed_invalid", 1)]
    assert found.texts == []
