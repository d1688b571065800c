"""Where people may be: what is declared goes before a postcode, that before a country, and the number's prefix comes last."""

import io
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import pytest

from tidings.contacts import service
from tidings.contacts.rules.inference import NOWHERE, Evidence, reach, whereabouts
from tidings.contacts.rules.regions import code_of, of_postcode
from tidings.contacts.types import AddressKind, Changes, Contact, Filter, ImportOptions, NewAddress, Told, Whereabouts
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.phone import parse

EAST, CENTRAL = "America/New_York", "America/Chicago"


def told(number: str | None = None, **known: Any) -> Whereabouts:
    phone = parse(number, "FR") if number else None
    evidence = Evidence(None, None, None, None, phone.country if phone else None, reach(phone) if phone else NOWHERE)
    if phone:
        known = {"country": phone.country, **known}
    return whereabouts(evidence._replace(**known))


def shown(where: Whereabouts) -> tuple[list[str], list[str]]:
    return sorted("-".join(filter(None, place)) for place in where.places), sorted(where.zones)


@pytest.mark.parametrize(
    ("number", "places", "zones"),
    [
        ("+33612345678", ["FR"], ["Europe/Paris"]),
        ("+18505551234", ["US-FL"], [CENTRAL, EAST]),  # an exchange of 850 that is not listed
        ("+18502345678", ["US-FL"], [CENTRAL]),  # a listed one of Panama City
        ("+12125551234", ["US-NY"], [EAST]),
        ("+19025551234", ["CA-NS", "CA-PE"], ["America/Halifax"]),
        ("+262692123456", ["FR-974", "FR-976"], ["Indian/Mayotte", "Indian/Reunion"]),
        ("+262262123456", ["FR-974"], ["Indian/Reunion"]),
        ("+596696123456", ["FR-972"], ["America/Martinique"]),
        ("+594694123456", ["FR-973"], ["America/Cayenne"]),
        ("+590690123456", ["FR-971", "FR-BL", "FR-MF"], ["America/Guadeloupe"]),
        ("+17872345678", ["US-PR"], ["America/Puerto_Rico"]),
        ("+34612345678", ["ES"], ["Africa/Ceuta", "Atlantic/Canary", "Europe/Madrid"]),  # mobiles are not numbered by area
        ("+5511961234567", ["BR"], ["America/Sao_Paulo"]),  # there they are
    ],
)
def test_a_number_alone_tells_all_the_places_where_it_may_be(number: str, places: list[str], zones: list[str]) -> None:
    where = told(number)
    assert shown(where) == (places, zones)
    assert (where.places_told, where.zones_told in {Told.PHONE, Told.COUNTRY}) in {(Told.PHONE, True), (Told.COUNTRY, True)}


def test_a_toll_free_number_is_nowhere_in_its_country() -> None:
    where = told("+18002345678")
    assert shown(where)[0] == ["US"]
    assert {EAST, "Pacific/Honolulu"} <= where.zones


def test_what_is_declared_goes_before_the_postcode_and_that_before_the_number() -> None:
    assert shown(told("+12125551234", region="US-TX", postcode="90210")) == (["US-TX"], [CENTRAL, "America/Denver"])
    assert shown(told("+12125551234", postcode="90210")) == (["US-CA"], ["America/Los_Angeles"])
    assert told("+12125551234", postcode="90210").places_told is Told.POSTCODE
    assert shown(told("+12125551234", time_zone="America/Denver")) == (["US-NY"], ["America/Denver"])
    assert told("+12125551234", time_zone="America/Denver").zones_told is Told.DECLARED


def test_a_foreign_number_says_nothing_of_a_declared_country() -> None:
    assert shown(told("+33612345678", country="US"))[0] == ["US"]
    assert EAST in told("+33612345678", country="US").zones
    assert shown(told("+12125551234", country="FR")) == (["FR"], ["Europe/Paris"])


def test_a_number_of_the_same_state_tells_in_which_of_its_zones_somebody_is() -> None:
    assert shown(told("+18502345678", region="US-FL")) == (["US-FL"], [CENTRAL])
    assert shown(told("+12125551234", region="US-FL")) == (["US-FL"], [CENTRAL, EAST])


def test_nothing_known_is_nowhere() -> None:
    assert told() == Whereabouts(frozenset(), frozenset(), None, None)


@pytest.mark.parametrize(
    ("country", "postcode", "places"),
    [
        ("FR", "67000", ["FR-67"]),
        ("FR", "68200", ["FR-68"]),
        ("FR", "57000", ["FR-57"]),
        ("FR", "69001", ["FR-69"]),
        ("FR", "67 000", ["FR-67"]),
        ("FR", "67\u00a0000", ["FR-67"]),
        ("FR", "F-67000", ["FR-67"]),
        ("FR", "FR 67000", ["FR-67"]),
        ("FR", "67000 Strasbourg", ["FR-67"]),
        ("FR", "1000.0", ["FR-01"]),
        ("US", "FL 32501", ["US-FL"]),
        ("US", "90210 1234", ["US-CA"]),
        ("FR", "1000", ["FR-01"]),  # a spreadsheet took the zero
        ("FR", "97400", ["FR-974"]),
        ("FR", "97600", ["FR-976"]),
        ("RE", "97400", ["FR-974"]),
        ("FR", "20000", ["FR-2A", "FR-2B"]),
        ("US", "2139", ["US-MA"]),
        ("US", "90210-1234", ["US-CA"]),
        ("US", "32501", ["US-FL"]),
        ("US", "06390", ["US-NY"]),
        ("CA", "h2x 1y4", ["CA-QC"]),
        ("CA", "X0A 1B0", ["CA-NT", "CA-NU"]),
        ("ES", "35001", ["ES-CN"]),
        ("DE", "10115", []),
        ("FR", "unknown", []),
        ("FR", "", []),
    ],
)
def test_a_postcode_leads_to_a_part_of_its_country(country: str, postcode: str, places: list[str]) -> None:
    assert list(of_postcode(country, postcode)) == places


@pytest.mark.parametrize(
    ("text", "country", "code"),
    [
        ("FL", "US", "US-FL"),
        (" florida ", "US", "US-FL"),
        ("us-fl", None, "US-FL"),
        ("FL", None, None),
        ("US-ZZ", None, None),
        ("67", "FR", "FR-67"),
        ("bas rhin", "FR", "FR-67"),
        ("Ile-de-France", "FR", "FR-IDF"),
        ("La Réunion", "FR", "FR-974"),
        ("quebec", "CA", "CA-QC"),
        ("<script>", "FR", None),
    ],
)
def test_regions_are_read_as_people_write_them(text: str, country: str | None, code: str | None) -> None:
    assert code_of(text, country) == code


def _phones(*numbers: str) -> Sequence[NewAddress]:
    return [NewAddress(AddressKind.PHONE, number) for number in numbers]


async def test_places_of_a_batch_come_in_one_statement(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        made = [
            await service.create_contact(unit, organisation, "cli:test", changes, "FR")
            for changes in (
                Changes(addresses=_phones("+33612345678"), postcode="67000"),
                Changes(addresses=_phones("+12125551234"), region="Texas"),
                Changes(addresses=_phones("+18505551234")),
                Changes(addresses=_phones("+33612345679"), time_zone="Asia/Tokyo"),
            )
        ]
        pairs = [(contact.id, contact.addresses[0].address.id) for contact in made]
        before = unit.statements
        found = await service.places(unit, organisation, [*pairs, (new_id(unit.at), new_id(unit.at))])
        assert unit.statements - before == 1
    assert [shown(found[pair]) for pair in pairs] == [
        (["FR-67"], ["Europe/Paris"]),
        (["US-TX"], [CENTRAL, "America/Denver"]),
        (["US-FL"], [CENTRAL, EAST]),
        (["FR"], ["Asia/Tokyo"]),
    ]
    assert len(found) == len(pairs)


async def test_people_of_whom_the_same_is_known_share_one_answer(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        resolved, _ = await service.resolve_phones(unit, organisation, ["+18505551234", "+18505551235", "+33612345678"], "FR")
        pairs = [(each.contact_id, each.address_id) for each in resolved]
        found = await service.places(unit, organisation, pairs)
    assert found[pairs[0]] is found[pairs[1]]
    assert shown(found[pairs[0]]) == (["US-FL"], [CENTRAL, EAST])
    assert shown(found[pairs[2]]) == (["FR"], ["Europe/Paris"])


async def test_a_region_that_is_none_is_refused_by_the_api_door(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        with pytest.raises(Invalid) as refused:
            await service.create_contact(unit, organisation, "cli:test", Changes(country="US", region="Atlantis"), "FR")
    assert (refused.value.code, refused.value.field) == ("region_unknown", "region")


async def test_a_region_can_be_emptied(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        made = await service.create_contact(unit, organisation, "cli:test", Changes(country="US", region="FL", postcode="32501"), "FR")
        assert (made.region, made.postcode) == ("US-FL", "32501")
        changed = await service.update_contact(unit, organisation, "cli:test", made.id, Changes(region=None), "FR")
        assert (changed.region, changed.postcode) == (None, "32501")


async def imported(database: Database, organisation: UUID, text: str) -> list[Contact]:
    content = text.encode()
    await service.import_csv(
        database, organisation, lambda: io.BytesIO(content), file_name="people.csv", mapping=None, options=ImportOptions("FR"), actor="test"
    )
    async with database.unit(organisation) as unit:
        return list((await service.list_contacts(unit, organisation, Filter(), None, 500, "FR")).rows)


async def test_state_and_zip_of_an_american_export_are_recognised(database: Database, organisation: UUID) -> None:
    text = "Phone,State,Zip\n+12125551234,Texas,73301\n+12125551235,fl,\n+12125551236,,2139\n+12125551237,Atlantis,\n"
    people = await imported(database, organisation, text)
    assert [(each.region, each.postcode) for each in people] == [("US-TX", "73301"), ("US-FL", None), (None, "2139"), (None, None)]
    assert await imported(database, organisation, text) == people


async def test_departement_and_code_postal_of_a_french_export_are_recognised(database: Database, organisation: UUID) -> None:
    people = await imported(database, organisation, "Téléphone;Département;Code postal\n0612345678;67;67000\n0612345679;69;69001\n")
    assert [(each.region, each.postcode) for each in people] == [("FR-67", "67000"), ("FR-69", "69001")]


async def test_a_column_titled_state_that_holds_something_else_stays_an_attribute(database: Database, organisation: UUID) -> None:
    (person,) = await imported(database, organisation, "Téléphone;State\n0612345678;waiting\n")
    assert (person.region, person.attributes) == (None, {"state": "waiting"})


async def test_a_later_file_moves_somebody_and_one_without_the_columns_does_not(database: Database, organisation: UUID) -> None:
    await imported(database, organisation, "phone,zip_code\n+12125551234,90210\n")
    await imported(database, organisation, "phone,first_name\n+12125551234,Ana\n")
    (person,) = await imported(database, organisation, "phone,zip_code\n+12125551234,10001\n")
    assert (person.first_name, person.postcode) == ("Ana", "10001")


async def test_the_time_zone_that_is_shown_is_the_only_one_possible(database: Database, organisation: UUID) -> None:
    text = "Phone,State,Zip\n+12125551234,,90210\n+12125551235,GA,\n+18505551234,,\n+12125551236,,\n"
    people = await imported(database, organisation, text)
    assert [(each.time_zone, each.time_zone_source) for each in people] == [
        ("America/Los_Angeles", "postcode"),
        (EAST, "region"),
        (None, None),  # 850 has two
        (EAST, "phone"),
    ]


async def test_a_postcode_that_comes_later_tells_the_zone_better_than_the_number_did(database: Database, organisation: UUID) -> None:
    await imported(database, organisation, "phone\n+12125551234\n")
    (person,) = await imported(database, organisation, "phone,zip\n+12125551234,90210\n")
    assert (person.time_zone, person.time_zone_source) == ("America/Los_Angeles", "postcode")
    (person,) = await imported(database, organisation, "phone,state\n+12125551234,GA\n")
    assert (person.time_zone, person.time_zone_source) == (EAST, "region")
