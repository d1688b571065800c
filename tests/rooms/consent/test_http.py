"""Consent and suppressions over the API."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.consent import service
from tidings.consent.http import router
from tidings.consent.types import SuppressionReason, Wish
from tidings.contacts import service as contacts
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

ANA = "+33612000001"
OLD_SYSTEM = {"phone_numbers": [ANA, "06 12 00 00 02", "12"], "channel": "sms", "source": "former system"}


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as client:
        yield client


@pytest.fixture
async def ana(database: Database, organisation: UUID) -> UUID:
    async with database.unit(organisation) as unit:
        (resolved,), _ = await contacts.resolve_phones(unit, organisation, [ANA], "FR")
    return resolved.contact_id


async def test_the_opt_outs_of_a_former_system_are_brought_once(api: Client) -> None:
    first = (await api.post("/suppressions", OLD_SYSTEM)).json()
    assert (first["closed"], first["already"], [each["code"] for each in first["invalid"]]) == (2, 0, ["too_short"])
    again = (await api.post("/suppressions", OLD_SYSTEM)).json()
    assert (again["closed"], again["already"]) == (0, 2)
    listed = (await api.get("/suppressions?channel=sms&reason=imported")).json()
    assert [each["source"] for each in listed["items"]] == ["former system"] * 2
    assert (await api.get("/suppressions?channel=whatsapp")).json()["items"] == []


async def test_an_address_is_opened_again_with_a_reason_only(api: Client) -> None:
    await api.post("/suppressions", OLD_SYSTEM)
    closed = (await api.get("/suppressions")).json()["items"][0]["id"]
    assert (await api.delete(f"/suppressions/{closed}")).status == 422
    lifted = await api.delete(f"/suppressions/{closed}?reason=Asked%20at%20the%20counter")
    assert (lifted.status, lifted.json()["lift_reason"]) == (200, "Asked at the counter")
    assert len((await api.get("/suppressions")).json()["items"]) == 1
    assert len((await api.get("/suppressions?lifted_too=true")).json()["items"]) == 2


async def test_closed_addresses_are_listed_with_whose_they_are_or_that_nobody_is_known(api: Client, ana: UUID) -> None:
    await api.post("/suppressions", OLD_SYSTEM)
    listed = (await api.get("/suppressions")).json()["items"]
    known = {each["address"]: each["people"] for each in listed}
    assert known == {"+33 6 ** ** ** 01": [{"contact_id": str(ana), "name": None}], None: []}
    one = (await api.get("/suppressions?phone=06%2012%2000%2000%2001")).json()["items"]
    assert [each["address"] for each in one] == ["+33 6 ** ** ** 01"]
    assert (await api.get("/suppressions?phone=0612")).json()["code"] == "too_short"
    assert ANA not in str(listed)


async def test_lifting_what_is_not_there_is_not_found(api: Client, clock: ManualClock) -> None:
    assert (await api.delete(f"/suppressions/{new_id(clock.now())}?reason=why")).status == 404


async def test_a_contacts_file_shows_what_holds_what_closes_and_all_that_was_said(api: Client, ana: UUID) -> None:
    await api.post("/suppressions", OLD_SYSTEM)
    said = {"channel": "sms", "purpose": "marketing", "source": "counter, form 118", "wording": "Yes, text me"}
    await api.post(f"/contacts/{ana}/consents", said | {"status": "granted", "at": "2026-10-01T09:00:00+02:00"})
    await api.post(f"/contacts/{ana}/consents", said | {"status": "withdrawn", "at": "2026-10-02T09:00:00+02:00"})
    file = (await api.get(f"/contacts/{ana}/consents")).json()
    said_of = [(each["channel"], each["purpose"], each["status"]) for each in file["states"] if each["derives_from"] == "statement"]
    assert said_of == [("sms", "marketing", "withdrawn")]
    defaults = {each["purpose"]: (each["status"], each["source"]) for each in file["states"] if each["channel"] == "whatsapp"}
    assert defaults["marketing"] == (None, "default:marketing_needs_opt_in")
    assert [(each["channel"], each["reason"]) for each in file["suppressions"]] == [("sms", "imported")]
    assert [(each["status"], each["wording"]) for each in file["history"]] == [("withdrawn", "Yes, text me"), ("granted", "Yes, text me")]


async def test_a_consent_from_the_future_counts_from_now(api: Client, ana: UUID, clock: ManualClock) -> None:
    said = {"channel": "sms", "purpose": "marketing", "status": "granted", "source": "form", "at": "2030-01-01T00:00:00Z"}
    file = (await api.post(f"/contacts/{ana}/consents", said)).json()
    assert file["states"][0]["at"] == clock.now().isoformat().replace("+00:00", "Z")


async def test_a_contact_that_is_not_there_is_not_found(api: Client, clock: ManualClock) -> None:
    somebody = new_id(clock.now())
    said = {"channel": "sms", "purpose": "marketing", "status": "granted", "source": "form", "at": "2026-10-01T09:00:00Z"}
    assert (await api.get(f"/contacts/{somebody}/consents")).status == 404
    assert (await api.post(f"/contacts/{somebody}/consents", said)).status == 404


async def test_reading_contacts_is_not_enough_to_close_an_address(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    context = make_context(database, clock, tmp_path)
    async with client_of(database, organisation, context, [router], frozenset({Scope.CONTACTS_READ})) as reader:
        assert (await reader.get("/suppressions")).status == 200
        assert (await reader.post("/suppressions", OLD_SYSTEM)).status == 403


async def test_a_list_of_closed_numbers_is_taken_back_by_its_source_and_no_refusal_with_it(
    api: Client, database: Database, organisation: UUID, clock: ManualClock, ana: UUID
) -> None:
    await api.post("/suppressions", OLD_SYSTEM)
    async with database.unit(organisation) as unit:
        lookup = (await unit.keys(organisation)).index("phone", ANA)
        await service.opt_out(unit, organisation, Channel.SMS, [Wish([lookup], [ana], clock.now(), "former system", {})])
    lifted = await api.post("/suppressions/lift", {"source": "former system", "reason": "The wrong file."})
    assert (lifted.status, lifted.json()) == (200, {"lifted": 1, "still_closed": 1})
    left = (await api.get("/suppressions?channel=sms")).json()["items"]
    assert [each["reason"] for each in left] == ["opted_out"]
    assert (await api.post("/suppressions/lift", {"source": "former system", "reason": "Again."})).json() == {"lifted": 0, "still_closed": 0}


async def test_taking_back_one_list_does_not_open_what_another_list_closes_too(api: Client, database: Database, organisation: UUID) -> None:
    both, one = "+33612000098", "+33612000099"
    sms = {"channel": "sms", "scope": "marketing"}
    await api.post("/suppressions", sms | {"phone_numbers": [both, one], "source": "list A"})
    told = (await api.post("/suppressions", sms | {"phone_numbers": [both, both], "source": "list B"})).json()
    assert (told["closed"], told["already"]) == (0, 2)
    for _ in range(2):
        await api.post("/suppressions", sms | {"phone_numbers": [both], "source": "list B"})
    assert {each["source"] for each in (await api.get("/suppressions")).json()["items"]} == {"list A", "list B"}

    lifted = await api.post("/suppressions/lift", {"source": "list A", "reason": "The wrong file."})
    assert lifted.json() == {"lifted": 1, "still_closed": 1}
    async with database.unit(organisation) as unit:
        keys = await unit.keys(organisation)
        lookups = {number: keys.index("phone", number) for number in (both, one)}
        closed = await service.suppressed(unit, organisation, Channel.SMS, list(lookups.values()), Purpose.MARKETING)
        assert closed == {lookups[both]: SuppressionReason.IMPORTED}
        trail = await accounts.audit_trail(unit, organisation)
    assert trail.rows[0].detail == {"source": "list A", "lifted": 1, "still_closed": 1}

    assert (await api.post("/suppressions/lift", {"source": "list B", "reason": "That too."})).json() == {"lifted": 1, "still_closed": 0}
    assert (await api.get("/suppressions")).json()["items"] == []


async def test_a_list_holds_marketing_closed_where_one_that_closed_everything_is_taken_back(api: Client) -> None:
    for source, scope in (("list A", "all"), ("list B", "marketing")):
        await api.post("/suppressions", {"phone_numbers": [ANA], "channel": "sms", "scope": scope, "source": source})
    lifted = await api.post("/suppressions/lift", {"source": "list A", "reason": "The wrong file."})
    assert lifted.json() == {"lifted": 0, "still_closed": 1}
    assert [each["scope"] for each in (await api.get("/suppressions")).json()["items"]] == ["marketing"]


async def test_what_a_caller_adds_can_not_pass_for_what_somebody_attested(api: Client, ana: UUID) -> None:
    said = {"channel": "sms", "purpose": "marketing", "status": "granted", "source": "counter", "wording": "I agree", "at": "2026-10-01T09:00:00Z"}
    refused = await api.post(f"/contacts/{ana}/consents", said | {"proof": {"extra": {"attested_by": "us"}}})
    assert (refused.status, refused.json()["errors"][0]["code"]) == (422, "extra_reserved")
    assert (await api.post(f"/contacts/{ana}/consents", said | {"proof": {"extra": {"till": 4}}})).status == 200


@pytest.mark.parametrize("at", ["0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00", "1899-12-31T23:59:59Z"])
async def test_a_time_that_nobody_can_mean_is_refused_and_the_person_stays_readable(api: Client, ana: UUID, at: str) -> None:
    said = {"channel": "sms", "purpose": "marketing", "status": "withdrawn", "source": "former system", "at": at}
    refused = await api.post(f"/contacts/{ana}/consents", said)
    assert (refused.status, refused.json()["errors"][0]["field"], refused.json()["errors"][0]["code"]) == (422, "at", "time_out_of_bounds")
    assert (await api.get(f"/contacts/{ana}/consents")).status == 200
