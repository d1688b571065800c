"""Emails are closed as phone numbers are, whatever letters are large in them."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.consent import service
from tidings.consent.http import router
from tidings.consent.types import SuppressionReason
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Purpose

OLD_SYSTEM = {"phone_numbers": ["Zoe@Example.org", "nonsense", "ana@example.org"], "channel": "email", "source": "former system"}


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as client:
        yield client


async def test_the_opt_outs_of_a_former_mailing_system_are_brought_once_and_found_in_any_writing(
    api: Client, database: Database, organisation: UUID
) -> None:
    first = (await api.post("/suppressions", OLD_SYSTEM)).json()
    assert (first["closed"], [each["code"] for each in first["invalid"]]) == (2, ["email_invalid"])
    assert (await api.post("/suppressions", OLD_SYSTEM)).json()["closed"] == 0
    listed = (await api.get("/suppressions?phone=zoe@EXAMPLE.org")).json()["items"]
    assert [each["channel"] for each in listed] == ["email"]
    zoe = Changes(addresses=[NewAddress(AddressKind.EMAIL, "ZOE@example.org")])
    async with database.unit(organisation) as unit:
        made = await contacts.create_contact(unit, organisation, "cli:test", zoe, "FR")
        (owned,) = (await contacts.contact(unit, organisation, made.id)).addresses
        closed = await service.suppressed_addresses(unit, organisation, Channel.EMAIL, [owned.address], Purpose.MARKETING)
    assert closed == {owned.address.id: SuppressionReason.IMPORTED}


async def test_a_closed_email_is_found_however_its_domain_and_accents_are_written(api: Client) -> None:
    closing = {"phone_numbers": ["jose\u0301@b\u00fccher.example"], "channel": "email", "source": "former system"}
    assert (await api.post("/suppressions", closing)).json()["closed"] == 1
    for written in ("jos%C3%A9@xn--bcher-kva.example", "JOS%C3%89@b%C3%BCcher.example", "jose%CC%81@B%C3%9CCHER.example"):
        assert (await api.get(f"/suppressions/count?phone={written}")).json()["count"] == 1
    assert (await api.get("/suppressions?phone=no@email")).json()["code"] == "email_invalid"
