"""A person is a recipient once, however often and in whichever writing the number comes."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from support.campaigning import ACTOR, BASIS, World, numbers
from tidings.campaigns import service as campaigns
from tidings.campaigns.errors import NoAudience, NotPossibleNow, TooManyNumbers
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, Statement, SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, Filter, NewAddress
from tidings.kernel.words import Channel, Purpose
from tidings.limits import service as limits
from tidings.policy import service as policy
from tidings.policy.types import Cap


async def test_ten_thousand_numbers_are_added_in_one_request_and_none_the_second_time(world: World) -> None:
    campaign = await world.create()
    first = await world.add(campaign, numbers(10_000))
    again = await world.add(campaign, numbers(10_000))
    assert (first.recipients_added, first.new_contacts, first.duplicates) == (10_000, 10_000, 0)
    assert (again.recipients_added, again.new_contacts, again.already_in_campaign) == (0, 0, 10_000)
    assert (await world.stats(campaign)).pending == 10_000


async def test_a_number_written_in_two_ways_is_one_person(world: World) -> None:
    campaign = await world.create()
    added = await world.add(campaign, ["06 12 34 56 78", "+33 (0)6 12 34 56 78", "0033612345678"])
    assert (added.recipients_added, added.duplicates_in_request) == (1, 2)


async def test_bad_numbers_are_told_with_place_and_reason_and_lose_no_other(world: World) -> None:
    campaign = await world.create()
    added = await world.add(campaign, ["0612345678", "hello", 612345679, "+33 6 12"])
    assert added.recipients_added == 1
    assert [(each.position, each.code) for each in added.invalid] == [(1, "not_a_number"), (2, "not_text"), (3, "too_short")]
    assert all(each.reason.endswith(".") for each in added.invalid)


async def test_a_landline_gets_no_sms_but_may_have_whatsapp(world: World) -> None:
    sms = await world.add(await world.create(channel=Channel.SMS), ["01 42 68 53 00", "0612345678"])
    whatsapp = await world.add(await world.create(), ["01 42 68 53 00"])
    assert sms.recipients_added == 1
    assert [(each.position, each.code, each.value) for each in sms.invalid] == [(0, "landline", "+33*******00")]
    assert whatsapp.recipients_added == 1


async def test_ids_of_whatsapp_users_stand_among_the_numbers_and_get_no_sms(world: World) -> None:
    user = "FR.13491208655302741918"
    campaign = await world.create()
    added = await world.add(campaign, ["hello", user, "0612345678", f" {user} ", "+33612345679"])
    assert (added.recipients_added, added.new_contacts, added.duplicates_in_request) == (3, 3, 1)
    assert [(each.position, each.code) for each in added.invalid] == [(0, "not_a_number")]
    assert added.suppressed == {}  # the key's consent holds for them, too
    await world.activate(campaign)
    assert (await world.release()).released == 3
    assert (await world.deliver(), (await world.stats(campaign)).sent) == (3, 3)
    sms = await world.add(await world.create(channel=Channel.SMS), [user, "0612345678"])
    assert (sms.recipients_added, [(each.position, each.value, each.code) for each in sms.invalid]) == (
        1,
        [(0, "FR.******************18", "no_number")],
    )


async def test_the_consent_that_the_key_attests_is_recorded(world: World) -> None:
    added = await world.add(await world.create(), numbers(3))
    assert added.suppressed == {}
    assert added.consent == "recorded: shop counter, attested by owner on 2026-01-05"


async def test_who_refused_stays_refused_when_a_newer_key_attests_and_the_answer_says_so(world: World) -> None:
    await world.add(await world.create(), numbers(3))
    async with world.database.unit(world.organisation) as unit:
        who = (await contacts.list_contacts(unit, world.organisation, Filter(), None, 1, "FR")).rows[0].id
        refusal = Statement(Channel.WHATSAPP, Purpose.MARKETING, ConsentStatus.WITHDRAWN, "preferences", None, unit.at, "person")
        await consent.record(unit, world.organisation, [who], [refusal])
    world.caller = replace(world.caller, consent_basis=replace(BASIS, source="crm", attested_at=world.clock.now() + timedelta(days=30)))
    added = await world.add(await world.create(name="Second"), numbers(3))
    assert (added.recipients_added, added.suppressed) == (3, {"consent_withdrawn": 1})
    assert added.consent.endswith("; not for 1 who withdrew theirs")


async def test_adding_people_does_not_wait_while_messages_are_counted_under_the_caps(world: World) -> None:
    campaign = await world.create()
    async with world.database.unit(world.organisation) as unit:
        await policy.set_caps(unit, world.organisation, ACTOR, [Cap(frozenset(), 1, 24)])
    async with world.database.unit(world.organisation) as counting:
        await limits.sendings(counting, world.organisation, [uuid4()], counting.at)
        async with asyncio.timeout(20):
            assert (await world.add(campaign, numbers(3))).recipients_added == 3


async def test_without_a_basis_people_are_added_and_the_answer_says_that_they_will_be_refused(world: World) -> None:
    world.caller = replace(world.caller, consent_basis=None)
    campaign = await world.create()
    added = await world.add(campaign, numbers(3))
    assert added.recipients_added == 3
    assert added.suppressed == {"no_consent": 3}
    assert added.consent == "none: 3 of these will be refused at sending with no_consent"
    await world.activate(campaign)
    await world.release()
    stats = await world.stats(campaign)
    assert [(state.word, reason, people) for state, reason, people in stats.reasons] == [("suppressed", "no_consent", 3)]


async def test_who_gave_no_consent_is_told_also_where_a_closed_number_is_the_first_reason(world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        changes = Changes(addresses=[NewAddress(AddressKind.PHONE, "0612345670")])
        person = await contacts.create_contact(unit, world.organisation, ACTOR, changes, "FR")
        await consent.suppress_addresses(
            unit,
            world.organisation,
            ACTOR,
            ["+33612345670"],
            channel=Channel.WHATSAPP,
            scope=SuppressionScope.ALL,
            reason=SuppressionReason.MANUAL,
            source="desk",
        )
    campaign = await world.create()
    async with world.database.unit(world.organisation) as unit:
        added = await campaigns.add_contacts(unit, world.organisation, world.caller, campaign.id, [person.id])
    assert added.suppressed == {"suppressed_manual": 1}
    assert added.consent == "none: 1 of these will be refused at sending with no_consent"


async def test_too_many_numbers_are_refused_with_the_way_out(world: World) -> None:
    campaign = await world.create()
    with pytest.raises(TooManyNumbers) as refusal:
        await world.add(campaign, ["0612345678"] * 50_001)
    assert "Split the list" in (refusal.value.fix or "")


async def test_the_target_audience_is_added_at_each_persons_best_address(world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        for n, tier in enumerate(["premium", "premium", "basic"]):
            changes = Changes(attributes={"customer_tier": tier}, addresses=[NewAddress(AddressKind.PHONE, f"061234567{n}")])
            await contacts.create_contact(unit, world.organisation, ACTOR, changes, "FR")
    campaign = await world.create(target_audience={"customer_tier": "premium"})
    async with world.database.unit(world.organisation) as unit:
        added = await campaigns.add_target_audience(unit, world.organisation, world.caller, campaign.id)
    assert added.recipients_added == 2
    assert added.consent == "none: 2 of these will be refused at sending with no_consent"
    assert added.warnings == []


async def test_a_target_audience_that_nobody_fits_says_which_name_nobody_has(world: World) -> None:
    campaign = await world.create(target_audience={"custmer_tier": "premium"})
    async with world.database.unit(world.organisation) as unit:
        added = await campaigns.add_target_audience(unit, world.organisation, world.caller, campaign.id)
    assert (added.recipients_added, added.warnings) == (0, ['Nobody has the attribute "custmer_tier".'])


async def test_a_campaign_without_target_audience_says_so(world: World) -> None:
    campaign = await world.create()
    with pytest.raises(NoAudience):
        async with world.database.unit(world.organisation) as unit:
            await campaigns.add_target_audience(unit, world.organisation, world.caller, campaign.id)


async def test_contacts_are_added_by_id_and_who_has_no_number_is_told(world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        phone = Changes(addresses=[NewAddress(AddressKind.PHONE, "0142685300"), NewAddress(AddressKind.PHONE, "0612345678", 1)])
        reachable = await contacts.create_contact(unit, world.organisation, ACTOR, phone, "FR")
        silent = await contacts.create_contact(unit, world.organisation, ACTOR, Changes(first_name="Ada"), "FR")
    campaign = await world.create(channel=Channel.SMS)
    async with world.database.unit(world.organisation) as unit:
        added = await campaigns.add_contacts(unit, world.organisation, world.caller, campaign.id, [reachable.id, silent.id, reachable.id])
    assert (added.recipients_added, added.duplicates_in_request) == (1, 1)
    assert [(each.position, each.code) for each in added.invalid] == [(1, "no_address")]


async def test_nobody_is_added_to_a_campaign_that_has_ended(world: World) -> None:
    campaign = await world.create()
    await world.cancel(campaign)
    with pytest.raises(NotPossibleNow, match="cancelled"):
        await world.add(campaign, numbers(1))


async def test_adding_takes_the_same_number_of_statements_for_ten_people_and_a_thousand(world: World) -> None:
    counts: list[int] = []
    for people in (10, 1_000):
        campaign = await world.create()
        async with world.database.unit(world.organisation) as unit:
            await campaigns.add_phone_numbers(unit, world.organisation, world.caller, campaign.id, numbers(people, start=people))
            counts.append(unit.statements)
    assert counts[0] == counts[1]
