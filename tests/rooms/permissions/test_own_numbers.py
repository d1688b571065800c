"""Showing on one's page that a number is one's own: asked for, entered, told when it is wrong, over or asked for too often."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest

from rooms.permissions.test_verifying import OTHER, PHONE, Person, wrong
from support.api import Client, Reply
from support.clock import ManualClock
from support.shop import open_shop
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel

_FORM = {"content-type": "application/x-www-form-urlencoded"}


class Visitor(Person):
    """Somebody at their page, with their phone beside it."""

    path = ""

    async def arrive(self) -> None:
        made = await self.api.post(f"/contacts/{self.contact}/links", {"kind": "p", "channel": "sms"})
        self.path = urlsplit(made.json()["url"]).path

    async def look(self) -> str:
        shown = await self.api.with_key(None).get(f"{self.path}?lang=en")
        assert shown.status == 200
        return shown.body.decode()

    async def send(self, action: str, **fields: str) -> Reply:
        """Send a form of the page, with what its hidden fields hold."""
        page = await self.look()
        hidden = {name: found for name in ("form", "address", "verification") if (found := field(page, name))}
        body = urlencode({**hidden, "shown": "en", "action": action, **fields})
        return await self.api.with_key(None).send("POST", self.path, body=body.encode(), headers=_FORM)

    async def told(self, action: str, **fields: str) -> str:
        answer = await self.send(action, **fields)
        assert answer.status == 200, answer.body
        found = re.search(r'class="notice (?:good|bad)">([^<]+)', answer.body.decode())
        assert found
        return found[1]

    async def code_on_screen(self) -> str:
        (text,) = await self.screen()
        found = re.search(r"\b(\d{6})\b", text)
        assert found
        return found[1]


def field(page: str, name: str) -> str | None:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    return found[1] if found else None


@pytest.fixture
async def visitor(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path
) -> AsyncIterator[Visitor]:
    shop = await open_shop(database, organisation, clock, Channel.SMS)
    async with whole_application(database, database_url, clock, vault, tmp_path) as app:
        async with database.engine() as unit:
            key = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=frozenset(Scope))
        api = Client(app, key.secret)
        made = await api.post("/contacts", {"phones": [{"number": PHONE}], "locale": "fr"})
        someone = Visitor(api, shop, UUID(made.json()["id"]))
        await someone.arrive()
        yield someone


async def test_the_code_from_the_phone_verifies_the_number_on_the_page(visitor: Visitor) -> None:
    assert 'name="code"' not in await visitor.look()
    assert "We sent you a code" in await visitor.told("send_code")
    code = await visitor.code_on_screen()
    assert code not in await visitor.look()
    assert await visitor.told("give_code", code=f"{code[:3]} {code[3:]}") == "Thank you: your number is verified."
    assert await visitor.phones() == {PHONE: "sms_code"}
    page = await visitor.look()
    assert ('name="code"' in page, 'value="send_code"' in page) == (False, False)


async def test_a_wrong_code_is_told_with_the_tries_that_are_left_and_the_fifth_ends_it(visitor: Visitor) -> None:
    await visitor.told("send_code")
    code = await visitor.code_on_screen()
    told = [await visitor.told("give_code", code=wrong(code)) for _ in range(5)]
    assert told[0] == "That is not the code. Tries left: 4."
    assert "no tries left" in told[4]
    assert 'name="code"' not in await visitor.look()
    assert await visitor.phones() == {PHONE: None}


async def test_a_code_that_is_over_is_told(visitor: Visitor, clock: ManualClock) -> None:
    await visitor.told("send_code")
    code, verification = await visitor.code_on_screen(), field(await visitor.look(), "verification")
    assert verification
    clock.advance(minutes=10)
    assert "not valid any more" in await visitor.told("give_code", code=code, verification=verification)
    assert await visitor.phones() == {PHONE: None}


async def test_who_asks_too_often_is_told_to_wait_and_nothing_is_sent(visitor: Visitor, clock: ManualClock) -> None:
    await visitor.told("send_code")
    await visitor.screen()
    assert "too often" in await visitor.told("send_code")
    assert await visitor.screen() == []
    clock.advance(minutes=2)
    assert "We sent you a code" in await visitor.told("send_code")


async def test_a_number_that_said_stop_gets_no_code_and_no_button(visitor: Visitor) -> None:
    page = await visitor.look()
    address = field(page, "address")
    assert address
    async with visitor.shop.database.unit(visitor.shop.organisation_id) as unit:
        await consent.suppress_addresses(
            unit, visitor.shop.organisation_id, "cli:test", [PHONE], channel=Channel.SMS, scope=SuppressionScope.ALL,
            reason=SuppressionReason.OPTED_OUT, source="staff",
        )  # fmt: skip
    assert 'value="send_code"' not in await visitor.look()
    assert "No code can be sent" in await visitor.told("send_code", address=address)


async def test_numbers_and_codes_of_others_are_out_of_reach(visitor: Visitor) -> None:
    made = await visitor.api.post("/contacts", {"phones": [{"number": OTHER}]})
    theirs = made.json()["id"]
    asked = (await visitor.api.post(f"/contacts/{theirs}/verifications", {})).json()
    code = await visitor.code_on_screen()
    for address in (asked["address_id"], "0", "\0", ""):
        assert "No code can be sent" in await visitor.told("send_code", address=address)
    for verification in (asked["id"], "0", "\0"):
        assert "not valid any more" in await visitor.told("give_code", code=code, verification=verification)
    assert await visitor.screen() == []


async def test_a_form_that_is_not_the_pages_asks_for_no_code(visitor: Visitor) -> None:
    assert (await visitor.send("send_code", form="x")).status == 403
    assert (await visitor.send("give_code", form="x", code="000000")).status == 403
    assert await visitor.screen() == []
