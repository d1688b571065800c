"""SPEC A2: the profile's number before that of the linked client record, the latter where the former is dead, and an address once for a family."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from support.api import client_of, make_context
from support.campaigning import ACTOR, BASIS, World
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import RecipientFilter, RecipientsAdded
from tidings.consent import service as consent
from tidings.consent.types import Suppression, SuppressionReason, SuppressionScope
from tidings.contacts import http
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, Contact, Filter, ImportOptions, NewAddress
from tidings.kernel.words import Channel, Purpose
from tidings.messages.types import State

PROFILE, CLIENT, THIRD = "+33612345601", "+33612345602", "+33612345603"


async def imported(world: World, rows: str) -> list[Contact]:
    """Import people as a client's file has them; each agreed to messages at the counter."""
    held = f"reference;prénom;téléphone;téléphone client\n{rows}\n".encode()
    await contacts.import_csv(
        world.database,
        world.organisation,
        lambda: io.BytesIO(held),
        file_name="clients.csv",
        mapping=None,
        options=ImportOptions("FR"),
        actor=ACTOR,
    )
    async with world.database.unit(world.organisation) as unit:
        people = list((await contacts.list_contacts(unit, world.organisation, Filter(), None, 500, "FR")).rows)
        await agree(world, [each.id for each in people])
    return people


async def agree(world: World, people: Sequence[UUID]) -> None:
    async with world.database.unit(world.organisation) as unit:
        await consent.grant_attested(
            unit, world.organisation, people, BASIS, channels=[Channel.SMS], purposes=[Purpose.MARKETING], actor=ACTOR, proof={}
        )


async def add(world: World, people: Sequence[UUID], name: str, **settings: object) -> tuple[UUID, RecipientsAdded]:
    """Make a campaign by SMS and add contacts to it."""
    campaign = await world.create(channel=Channel.SMS, **{"name": name, **settings})
    async with world.database.unit(world.organisation) as unit:
        added = await campaigns.add_contacts(unit, world.organisation, world.caller, campaign.id, people)
    return campaign.id, added


async def close(world: World, number: str, reason: SuppressionReason) -> None:
    async with world.database.unit(world.organisation) as unit:
        address = await contacts.find_address(unit, world.organisation, AddressKind.PHONE, number)
        assert address is not None
        closed = Suppression(Channel.SMS, address.lookup, SuppressionScope.ALL, reason, "receipt")
        await consent.suppress(unit, world.organisation, [closed], world.clock.now())


async def sent_to(world: World, campaign_id: UUID) -> list[tuple[str, State]]:
    """Launch, let everything leave, and return the numbers of the ledger's rows with what became of them."""
    async with world.database.unit(world.organisation) as unit:
        await campaigns.activate(unit, world.organisation, world.caller, campaign_id)
    await world.release()
    await world.deliver()
    async with world.database.unit(world.organisation) as unit:
        page = await campaigns.recipients(unit, world.organisation, campaign_id, RecipientFilter())
        known = await contacts.addresses(unit, world.organisation, [row.address_id for row in page.rows])
    return sorted((known[row.address_id].value, row.state) for row in page.rows)


async def test_the_profiles_number_comes_before_the_client_records_whatever_is_imported_first(world: World) -> None:
    [lea] = await imported(world, f"c1;Léa;;{CLIENT}")
    [lea] = await imported(world, f"c1;Léa;{PROFILE};{CLIENT}")
    campaign, added = await add(world, [lea.id], "First")
    assert added.recipients_added == 1
    assert await sent_to(world, campaign) == [(PROFILE, State.SENT)]


async def test_given_by_the_api_as_second_it_stays_behind(world: World, tmp_path: Path) -> None:
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        phones = [{"number": CLIENT, "second": True}, {"number": PROFILE}]
        made = await client.post("/contacts", {"first_name": "Léa", "phones": phones})
        assert made.status == 201, made.body
    lea = UUID(made.json()["id"])
    await agree(world, [lea])
    campaign, _ = await add(world, [lea], "First")
    assert await sent_to(world, campaign) == [(PROFILE, State.SENT)]


@pytest.mark.parametrize("by_audience", [False, True])
async def test_once_the_profiles_number_does_not_work_the_client_records_is_written_to(world: World, *, by_audience: bool) -> None:
    [lea] = await imported(world, f"c1;Léa;{PROFILE};{CLIENT}")
    first, _ = await add(world, [lea.id], "First")
    assert await sent_to(world, first) == [(PROFILE, State.SENT)]
    await close(world, PROFILE, SuppressionReason.INVALID_ADDRESS)
    second, added = await add(world, [] if by_audience else [lea.id], "Second", target_audience={"lifecycle": "lead"})
    if by_audience:
        async with world.database.unit(world.organisation) as unit:
            added = await campaigns.add_target_audience(unit, world.organisation, world.caller, second)
    assert (added.recipients_added, added.suppressed) == (1, {})
    assert await sent_to(world, second) == [(CLIENT, State.SENT)]


async def planned_then_dead(world: World, people: Sequence[UUID], **settings: object) -> UUID:
    """Add people to a campaign, and only then let the profile's number die."""
    campaign, added = await add(world, people, "First", **settings)
    assert added.suppressed == {}
    await close(world, PROFILE, SuppressionReason.INVALID_ADDRESS)
    return campaign


async def foreseen(world: World, campaign_id: UUID) -> tuple[int, dict[str, int]]:
    """How many the dry run lets get it, and whom it leaves out, by reason."""
    async with world.database.unit(world.organisation) as unit:
        run = await campaigns.dry_run(unit, world.organisation, campaign_id)
    return sum(day.people for day in run.days), {each.reason: each.people for each in run.left_out}


async def test_a_number_that_dies_after_somebody_was_added_gives_way_to_the_client_records(world: World) -> None:
    [lea] = await imported(world, f"c1;Léa;{PROFILE};{CLIENT}")
    campaign = await planned_then_dead(world, [lea.id])
    assert await foreseen(world, campaign) == (1, {})
    assert await sent_to(world, campaign) == [(CLIENT, State.SENT)]


async def test_a_number_that_dies_and_has_no_other_beside_it_ends_with_that_reason(world: World) -> None:
    [lea] = await imported(world, f"c1;Léa;{PROFILE};")
    campaign = await planned_then_dead(world, [lea.id])
    assert await sent_to(world, campaign) == [(PROFILE, State.SUPPRESSED)]
    async with world.database.unit(world.organisation) as unit:
        [row] = (await campaigns.recipients(unit, world.organisation, campaign, RecipientFilter())).rows
    assert row.reason == "suppressed_invalid"


@pytest.mark.parametrize("each_person", [False, True])
async def test_a_family_is_written_to_once_also_where_a_number_dies_after_all_were_added(world: World, *, each_person: bool) -> None:
    people = await imported(world, f"c1;Léa;;{CLIENT}\nc2;Tom;{PROFILE};{CLIENT}\nc3;Ada;{THIRD};{CLIENT}")
    campaign = await planned_then_dead(world, [each.id for each in people], each_person=each_person)
    await close(world, THIRD, SuppressionReason.FAILING)
    reached, out = await foreseen(world, campaign)
    sent = await sent_to(world, campaign)
    if each_person:
        assert (reached, out) == (3, {})
        assert sent == [(CLIENT, State.SENT)] * 3
    else:
        assert (reached, out) == (1, {"suppressed_invalid": 1, "suppressed_failing": 1})
        assert sent == [(PROFILE, State.SUPPRESSED), (CLIENT, State.SENT), (THIRD, State.SUPPRESSED)]


async def test_two_whose_numbers_die_take_one_number_between_them_once(world: World) -> None:
    people = await imported(world, f"c2;Tom;{PROFILE};{CLIENT}\nc3;Ada;{THIRD};{CLIENT}")
    campaign = await planned_then_dead(world, [each.id for each in people])
    await close(world, THIRD, SuppressionReason.FAILING)
    assert [state for _, state in await sent_to(world, campaign)].count(State.SENT) == 1


async def test_whoever_names_a_number_gets_that_one_also_when_it_dies(world: World) -> None:
    await imported(world, f"c1;Léa;{PROFILE};{CLIENT}")
    campaign = await world.create(channel=Channel.SMS)
    await world.add(campaign, [PROFILE])
    await close(world, PROFILE, SuppressionReason.INVALID_ADDRESS)
    assert await sent_to(world, campaign.id) == [(PROFILE, State.SUPPRESSED)]


async def test_a_number_that_kept_failing_is_passed_over_too(world: World) -> None:
    [lea] = await imported(world, f"c1;Léa;{PROFILE};{CLIENT}")
    async with world.database.unit(world.organisation) as unit:
        [profile] = [each.address for each in lea.addresses if each.address.value == PROFILE]
        for _ in range(3):
            await consent.count_soft_failures(unit, world.organisation, Channel.SMS, [(profile.lookup, "30003")])
    campaign, _ = await add(world, [lea.id], "Second")
    assert await sent_to(world, campaign) == [(CLIENT, State.SENT)]


async def test_no_other_number_goes_round_a_stop(world: World) -> None:
    [lea] = await imported(world, f"c1;Léa;{PROFILE};{CLIENT}")
    await close(world, PROFILE, SuppressionReason.OPTED_OUT)
    second, added = await add(world, [lea.id], "Second")
    assert added.suppressed == {"opted_out": 1}
    assert await sent_to(world, second) == [(PROFILE, State.SUPPRESSED)]


async def test_a_former_number_may_be_anybodys_and_is_never_fallen_back_to(world: World) -> None:
    async with world.database.unit(world.organisation) as unit:
        phone = Changes(addresses=[NewAddress(AddressKind.PHONE, THIRD)])
        lea = await contacts.create_contact(unit, world.organisation, ACTOR, phone, "FR")
        phone = replace(phone, addresses=[NewAddress(AddressKind.PHONE, PROFILE)])
        await contacts.update_contact(unit, world.organisation, ACTOR, lea.id, phone, "FR")
    await agree(world, [lea.id])
    await close(world, PROFILE, SuppressionReason.INVALID_ADDRESS)
    second, added = await add(world, [lea.id], "Second")
    assert added.suppressed == {"suppressed_invalid": 1}
    assert await sent_to(world, second) == [(PROFILE, State.SUPPRESSED)]


async def test_a_family_is_written_to_once_at_the_number_that_it_shares(world: World) -> None:
    people = await imported(world, f"c1;Léa;;{CLIENT}\nc2;Tom;;{CLIENT}\nc3;Ada;{PROFILE};{CLIENT}")
    campaign, added = await add(world, [each.id for each in people], "First")
    assert (added.recipients_added, added.already_in_campaign) == (2, 1)
    assert await sent_to(world, campaign) == [(PROFILE, State.SENT), (CLIENT, State.SENT)]


async def test_a_family_is_written_to_once_also_where_somebodys_own_number_died(world: World) -> None:
    people = {each.first_name: each.id for each in await imported(world, f"c1;Léa;;{CLIENT}\nc3;Ada;{PROFILE};{CLIENT}")}
    await close(world, PROFILE, SuppressionReason.INVALID_ADDRESS)
    second, added = await add(world, list(people.values()), "Second")
    assert (added.recipients_added, added.already_in_campaign) == (1, 1)
    assert await sent_to(world, second) == [(CLIENT, State.SENT)]
