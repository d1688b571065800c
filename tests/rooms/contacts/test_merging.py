"""Two contacts that are one person become one, and two again."""

import asyncio
import io
from dataclasses import replace
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.consents import grant
from support.people import create, email, merge, phone, shown, undo
from tidings.accounts.types import ConsentBasis
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, Statement
from tidings.contacts import service
from tidings.contacts.types import AddressKind, Changes, Contact, Filter, ImportOptions, Occurrence, Rank
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Invalid, NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

ANNE = Changes(first_name="Anne", external_id="C-1", tags=["vip"], attributes={"size": 4}, addresses=[phone("0612345678")])
ANNA = Changes(
    first_name="Anne", last_name="Dupont", external_id="D-9", lifecycle="student", tags=["new"], attributes={"size": 5, "dog": True},
    addresses=[phone("0698765432"), email("anne@example.org")],
)  # fmt: skip


async def both(database: Database, organisation: UUID) -> tuple[Contact, Contact]:
    return await create(database, organisation, ANNE), await create(database, organisation, ANNA)


async def held(database: Database, organisation: UUID, contact: UUID, purpose: Purpose = Purpose.MARKETING) -> ConsentStatus | None:
    async with database.unit(organisation) as unit:
        return (await consent.states(unit, organisation, [contact], Channel.SMS, purpose))[contact].status


async def say(database: Database, organisation: UUID, contact: UUID, status: ConsentStatus, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await grant(
            unit, organisation, [contact], channel=Channel.SMS, purpose=Purpose.MARKETING, source=f"form:{status}", at=clock.now(), status=status
        )


async def test_one_contact_is_left_with_all_that_both_had_and_the_choices_are_told(database: Database, organisation: UUID) -> None:
    kept, gone = await both(database, organisation)
    done = await merge(database, organisation, kept.id, gone.id)
    whole = await shown(database, organisation, kept.id)
    assert (whole.first_name, whole.last_name, whole.external_id, whole.lifecycle) == ("Anne", "Dupont", "C-1", "student")
    assert set(whole.tags) == {"vip", "new"}
    assert whole.attributes == {"size": 4, "dog": True}
    phones = [(each.address.value, each.rank) for each in whole.addresses if each.address.kind is AddressKind.PHONE]
    assert phones == [("+33612345678", Rank.PROFILE), ("+33698765432", Rank.SECOND)]
    assert [(each.name, each.kept, each.dropped) for each in done.choices] == [("external_id", "C-1", "D-9"), ("attributes.size", "4", "5")]
    with pytest.raises(NotFound) as refused:
        await shown(database, organisation, gone.id)
    assert refused.value.code == "contact_merged"
    async with database.unit(organisation) as unit:
        assert await service.contacts_by_external_id(unit, organisation, ["D-9", "C-1"]) == {"C-1": kept.id, "D-9": kept.id}
        assert list(await service.family(unit, organisation, kept.id)) == sorted([kept.id, gone.id])


async def test_a_merge_undone_at_once_gives_back_both_as_they_were(database: Database, organisation: UUID, clock: ManualClock) -> None:
    kept, gone = await both(database, organisation)
    event = Occurrence(new_id(clock.now()), gone.id, "course.viewed", clock.now(), "test")
    async with database.unit(organisation) as unit:
        await service.record_events(unit, organisation, [event])
    done = await merge(database, organisation, kept.id, gone.id)
    clock.advance(minutes=5)
    assert await undo(database, organisation, done.id) == []
    for before in (kept, gone):
        now = await shown(database, organisation, before.id)
        assert replace(now, updated_at=before.updated_at) == before
    async with database.unit(organisation) as unit:
        owners = await unit.fetch(str, "SELECT contact_id::text FROM events WHERE organisation_id = %(org)s", {"org": organisation})
        assert await service.contacts_by_external_id(unit, organisation, ["D-9"]) == {"D-9": gone.id}
    assert owners == [str(gone.id)]
    with pytest.raises(Conflict):
        await undo(database, organisation, done.id)


async def test_what_changed_since_stays_and_is_told(database: Database, organisation: UUID) -> None:
    kept, gone = await both(database, organisation)
    done = await merge(database, organisation, kept.id, gone.id)
    async with database.unit(organisation) as unit:
        await service.update_contact(unit, organisation, "test", kept.id, Changes(last_name="Durand", addresses=[phone("0698765432")]), "FR")
    stays = await undo(database, organisation, done.id)
    assert len(stays) == 2
    assert "last_name" in stays[0]
    assert (await shown(database, organisation, kept.id)).last_name == "Durand"
    assert {each.address.value for each in (await shown(database, organisation, gone.id)).addresses} == {"+33698765432", "anne@example.org"}


@pytest.mark.parametrize("refuser", [0, 1])
async def test_a_refusal_of_either_holds_for_the_one_and_is_undone_with_the_merge(
    database: Database, organisation: UUID, clock: ManualClock, refuser: int
) -> None:
    people = await both(database, organisation)
    await say(database, organisation, people[refuser].id, ConsentStatus.WITHDRAWN, clock)
    clock.advance(days=1)
    await say(database, organisation, people[1 - refuser].id, ConsentStatus.GRANTED, clock)
    clock.advance(days=1)
    done = await merge(database, organisation, people[0].id, people[1].id)
    assert await held(database, organisation, people[0].id) is ConsentStatus.WITHDRAWN
    clock.advance(days=1)
    await undo(database, organisation, done.id)
    assert await held(database, organisation, people[refuser].id) is ConsentStatus.WITHDRAWN
    assert await held(database, organisation, people[1 - refuser].id) is ConsentStatus.GRANTED


async def test_a_grant_comes_over_where_the_other_said_nothing(database: Database, organisation: UUID, clock: ManualClock) -> None:
    kept, gone = await both(database, organisation)
    await say(database, organisation, gone.id, ConsentStatus.GRANTED, clock)
    done = await merge(database, organisation, kept.id, gone.id)
    assert await held(database, organisation, kept.id) is ConsentStatus.GRANTED
    clock.advance(days=1)
    await say(database, organisation, kept.id, ConsentStatus.WITHDRAWN, clock)
    clock.advance(days=1)
    stays = await undo(database, organisation, done.id)
    assert await held(database, organisation, gone.id) is ConsentStatus.WITHDRAWN, "what the one refused since holds for both"
    assert stays == ["What was refused while the two were one holds for both."]


@pytest.mark.parametrize(("agreed", "holds"), [(False, ConsentStatus.WITHDRAWN), (True, ConsentStatus.GRANTED)])
async def test_what_others_attested_is_no_word_of_the_persons_own_after_a_merge(
    database: Database,
    organisation: UUID,
    clock: ManualClock,
    agreed: bool,  # noqa: FBT001 - a case
    holds: ConsentStatus,
) -> None:
    kept, gone = await both(database, organisation)
    refused_at = clock.now()
    clock.advance(days=1)
    if agreed:
        await say(database, organisation, gone.id, ConsentStatus.GRANTED, clock)
        clock.advance(days=1)
    basis = ConsentBasis("crm", "I agree", "marketing", clock.now())
    async with database.unit(organisation) as unit:
        await consent.grant_attested(
            unit, organisation, [gone.id], basis, channels=[Channel.SMS], purposes=[Purpose.MARKETING], actor="cli:test", proof={}
        )
    await merge(database, organisation, kept.id, gone.id)
    assert await held(database, organisation, kept.id) is ConsentStatus.GRANTED
    async with database.unit(organisation) as unit:
        brought = (await consent.consents_of(unit, organisation, kept.id)).history[0]
        assert brought.proof.get("attested_by") == (None if agreed else "marketing")
        refusal = Statement(Channel.SMS, Purpose.MARKETING, ConsentStatus.WITHDRAWN, "counter", None, refused_at, "cli:test")
        await consent.record(unit, organisation, [kept.id], [refusal])
    assert await held(database, organisation, kept.id) is holds


async def test_two_merges_at_once_leave_one_contact(database: Database, organisation: UUID) -> None:
    one, other = await both(database, organisation)
    ends = await asyncio.gather(
        merge(database, organisation, one.id, other.id), merge(database, organisation, other.id, one.id), return_exceptions=True
    )
    assert sorted(type(each).__name__ for each in ends) == ["Merge", "NotFound"]
    async with database.unit(organisation) as unit:
        page = await service.list_contacts(unit, organisation, Filter(), None, 10, "FR")
    assert len(page.rows) == 1


async def test_a_contact_is_no_duplicate_of_itself(database: Database, organisation: UUID) -> None:
    kept, _ = await both(database, organisation)
    with pytest.raises(Invalid):
        await merge(database, organisation, kept.id, kept.id)


async def test_later_merges_are_undone_first(database: Database, organisation: UUID) -> None:
    kept, gone = await both(database, organisation)
    third = await create(database, organisation, Changes(first_name="Anne"))
    first = await merge(database, organisation, kept.id, gone.id)
    second = await merge(database, organisation, third.id, kept.id)
    with pytest.raises(Conflict) as refused:
        await undo(database, organisation, first.id)
    assert refused.value.code == "merged_since"
    async with database.unit(organisation) as unit:
        assert list(await service.family(unit, organisation, third.id)) == sorted([kept.id, gone.id, third.id])
        assert await service.contacts_by_external_id(unit, organisation, ["C-1", "D-9"]) == {"C-1": third.id, "D-9": third.id}
    assert await undo(database, organisation, second.id) == []
    assert await undo(database, organisation, first.id) == []
    assert (await shown(database, organisation, gone.id)).external_id == "D-9"


async def test_people_who_share_an_address_and_a_name_are_listed_and_families_are_not(
    database: Database, organisation: UUID, clock: ManualClock
) -> None:
    shared = [phone("0612345678")]
    known = await create(database, organisation, Changes(first_name="Anne", last_name="Dupont", external_id="C-1", addresses=shared))
    again = await create(database, organisation, Changes(first_name="Anne", last_name="Dupond-Durand", addresses=shared))
    await create(database, organisation, Changes(first_name="Karim", last_name="Dupont", addresses=shared))
    nameless = await create(database, organisation, Changes(addresses=[email("o@example.org")]))
    clock.advance(hours=1)
    zoe = await create(database, organisation, Changes(first_name="Zoé", addresses=[email("o@example.org"), phone("0698765432")]))
    clock.advance(hours=1)
    zo = await create(database, organisation, Changes(first_name="ZOE", addresses=[email("O@example.org"), phone("0698765432")]))
    async with database.unit(organisation) as unit:
        found = {(each.keep_id, each.other_id): each for each in (await service.duplicates(unit, organisation)).rows}
    assert set(found) == {(known.id, again.id), (nameless.id, zoe.id), (nameless.id, zo.id), (zoe.id, zo.id)}
    assert found[known.id, again.id].suggestion == "merge"
    assert found[known.id, again.id].evidence == [("phone", "+33 6 ** ** ** 78")]
    assert found[nameless.id, zoe.id].suggestion == "look"
    assert [kind for kind, _ in found[zoe.id, zo.id].evidence] == ["email", "phone"]


async def test_external_ids_that_differ_in_writing_are_told_and_pages_go_on(database: Database, organisation: UUID, clock: ManualClock) -> None:
    one = await create(database, organisation, Changes(first_name="Anne", external_id="C-1204", addresses=[phone("0612345678")]))
    clock.advance(hours=1)
    other = await create(database, organisation, Changes(first_name="Anne", external_id="c-12 04", addresses=[phone("0698765432")]))
    for number in range(3):
        for name in ("Zoé", "Zoe"):
            await create(database, organisation, Changes(first_name=name, addresses=[phone(f"061111111{number}")]))
    pairs, cursor = [], None
    async with database.unit(organisation) as unit:
        while True:
            page = await service.duplicates(unit, organisation, cursor, 1)
            pairs += page.rows
            if (cursor := page.next_cursor) is None:
                break
    assert len(pairs) == 4
    assert [(each.keep_id, each.evidence) for each in pairs if each.other_id == other.id] == [(one.id, [("external_id", "C-1204")])]


async def test_an_import_finds_a_merged_contact_by_either_id(database: Database, organisation: UUID) -> None:
    kept, gone = await both(database, organisation)
    await merge(database, organisation, kept.id, gone.id)
    report = await service.import_csv(
        database, organisation, lambda: io.BytesIO(b"external_id;postcode\nD-9;75001\n"), file_name="x.csv", mapping=None,
        options=ImportOptions("FR"), actor="test",
    )  # fmt: skip
    assert (report.created, report.updated, report.rejected) == (0, 1, 0)
    whole = await shown(database, organisation, kept.id)
    assert (whole.external_id, whole.postcode) == ("C-1", "75001")
