"""Whoever keeps their number to themselves is known by the id that Meta gives them, in every way in which contacts come in."""

from uuid import UUID

import pytest

from rooms.contacts.test_importing import contacts, errors, run
from support.people import create, merge, phone, shown, undo
from tidings.apps.people import PEOPLE
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason
from tidings.contacts import service
from tidings.contacts.rules.masks import masked
from tidings.contacts.types import AddressKind, Changes, Contact, Filter, NewAddress, Rank
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel, Purpose

ZOE = "FR.13491208655302741918"
NOT_VERIFIED = {"verified_at": None, "verified_how": None}
AS_TOLD = {"kind": "whatsapp_user", "value": ZOE, "country": "FR", "line_type": None, "preference": "profile", **NOT_VERIFIED}


def user(value: str = ZOE) -> NewAddress:
    return NewAddress(AddressKind.WHATSAPP_USER, value)


async def best(database: Database, organisation: UUID, contact_id: UUID, channel: Channel) -> str | None:
    async with database.unit(organisation) as unit:
        found = await service.best_addresses(unit, organisation, [contact_id], channel=channel)
        return (await service.addresses(unit, organisation, [found[contact_id]]))[found[contact_id]].value if found else None


def values(contact: Contact) -> list[tuple[str, str, int]]:
    return [(owned.address.kind.value, owned.address.value, owned.rank) for owned in contact.addresses]


async def test_a_contact_may_have_nothing_but_such_an_id_and_is_found_by_it(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(first_name="Zoé", addresses=[user()]))
    assert values(made) == [("whatsapp_user", ZOE, Rank.PROFILE)]
    assert made.addresses[0].address.country == "FR"
    async with database.unit(organisation) as unit:
        page = await service.list_contacts(unit, organisation, Filter(whatsapp_user=ZOE), None, 10, "FR")
    assert [each.id for each in page.rows] == [made.id]
    assert await best(database, organisation, made.id, Channel.WHATSAPP) == ZOE
    assert await best(database, organisation, made.id, Channel.SMS) is None


async def test_a_known_number_is_preferred_for_whatsapp(database: Database, organisation: UUID) -> None:
    made = await create(database, organisation, Changes(addresses=[user(), phone("06 12 34 56 78")]))
    assert await best(database, organisation, made.id, Channel.WHATSAPP) == "+33612345678"


async def test_upper_and_lower_case_are_two_people(database: Database, organisation: UUID) -> None:
    await create(database, organisation, Changes(addresses=[user("FR.abc")]))
    async with database.unit(organisation) as unit:
        assert not (await service.list_contacts(unit, organisation, Filter(whatsapp_user="FR.ABC"), None, 10, "FR")).rows


@pytest.mark.parametrize("value", ["", "+33612345678", "fr.123", "FR", "FR.", "FR.1 2", f"FR.{'1' * 129}", "FR.12\u0661", "FR.1\0"])
async def test_what_is_no_such_id_is_refused(database: Database, organisation: UUID, value: str) -> None:
    with pytest.raises(Invalid) as refused:
        await create(database, organisation, Changes(addresses=[user(value)]))
    assert refused.value.code == "whatsapp_user_invalid"


async def test_a_file_brings_them_and_the_same_file_twice_changes_nothing(database: Database, organisation: UUID) -> None:
    content = f"Prénom,BSUID,Portable\nZoé,{ZOE},\nAda,US.ENT.118157,0612345678\nTim,nobody,\n"
    first = await run(database, organisation, content)
    again = await run(database, organisation, content)
    assert (first.created, first.rejected, again.created, again.unchanged) == (2, 1, 0, 2)
    assert await errors(database, organisation, first) == [(4, "whatsapp_user", "whatsapp_user_invalid")]
    zoe, ada = sorted(await contacts(database, organisation), key=lambda each: each.first_name or "", reverse=True)
    assert values(zoe) == [("whatsapp_user", ZOE, 0)]
    assert sorted(values(ada)) == [("phone", "+33612345678", 0), ("whatsapp_user", "US.ENT.118157", 0)]


async def test_a_row_with_a_number_is_given_to_the_person_who_is_known_by_the_id(database: Database, organisation: UUID) -> None:
    zoe = await create(database, organisation, Changes(addresses=[user()]))
    report = await run(database, organisation, f"whatsapp_user,phone\n{ZOE},0612345678\n")
    assert (report.created, report.updated) == (0, 1)
    assert sorted(values(await shown(database, organisation, zoe.id))) == [("phone", "+33612345678", 0), ("whatsapp_user", ZOE, 0)]


async def test_a_merge_brings_the_id_along_and_its_undoing_takes_it_back(database: Database, organisation: UUID) -> None:
    ana = await create(database, organisation, Changes(first_name="Ana", addresses=[phone("06 12 34 56 78")]))
    stranger = await create(database, organisation, Changes(addresses=[user()]))
    merged = await merge(database, organisation, ana.id, stranger.id)
    assert sorted(values(await shown(database, organisation, ana.id)))[1] == ("whatsapp_user", ZOE, 0)
    await undo(database, organisation, merged.id)
    assert values(await shown(database, organisation, stranger.id)) == [("whatsapp_user", ZOE, 0)]


async def test_an_erased_id_stays_closed_to_whatsapp_and_is_told_before(database: Database, organisation: UUID) -> None:
    zoe = await create(database, organisation, Changes(addresses=[user()]))
    async with database.engine() as unit:
        told = await service.tell(unit, organisation, "test", zoe.id, PEOPLE)
        assert told["addresses"][0] == AS_TOLD
        assert (await service.erase(unit, organisation, "test", zoe.id, PEOPLE))["addresses_closed"] == 1
    async with database.unit(organisation) as unit:
        lookups = (await unit.keys(organisation)).indexes(AddressKind.WHATSAPP_USER, ZOE)
        for channel, expected in ((Channel.WHATSAPP, {SuppressionReason.ERASED}), (Channel.SMS, set[SuppressionReason]())):
            closed = await consent.suppressed(unit, organisation, channel, lookups, Purpose.TRANSACTIONAL)
            assert set(closed.values()) == expected


def test_such_an_id_is_shown_by_its_ends() -> None:
    assert masked(AddressKind.WHATSAPP_USER, ZOE) == "FR************18"
