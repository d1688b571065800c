"""Double opt-in by a link: to look at it confirms nothing, its button does, once and in time."""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest

from rooms.permissions.test_verifying import PHONE, Person
from support.api import Client, Reply
from support.clock import ManualClock
from support.shop import open_shop
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, SuppressionReason, SuppressionScope
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Purpose

_FORM = {"content-type": "application/x-www-form-urlencoded"}
WORDING = "I want <b>news</b> by SMS. \u202eليلى"


class Asked(Person):
    """Somebody for whom a form asked for marketing, and their phone."""

    async def link(self) -> str:
        """Have the form ask; return the path of the link on the phone's screen."""
        body = {"source": "form:newsletter", "wording": WORDING, "confirm_by": "link", "ip": "192.0.2.7", "user_agent": "Form"}
        made = await self.api.post(f"/contacts/{self.contact}/opt-ins", body)
        assert made.status == 201, made.body
        (text,) = await self.screen()
        found = re.search(r"https://\S+/c/\S+", text)
        assert found, text
        return urlsplit(found[0]).path

    async def look(self, path: str) -> Reply:
        return await self.api.with_key(None).get(f"{path}?lang=en")

    async def press(self, path: str, body: bytes | None = None) -> Reply:
        found = re.search(r'name="form" value="([^"]+)"', (await self.look(path)).body.decode())
        sent = urlencode({"form": found[1] if found else ""}).encode() if body is None else body
        return await self.api.with_key(None).send("POST", f"{path}?lang=en", body=sent, headers={**_FORM, "user-agent": "Phone"})

    async def marketing(self) -> ConsentStatus | None:
        async with self.shop.database.unit(self.shop.organisation_id) as unit:
            return (await consent.states(unit, self.shop.organisation_id, [self.contact], Channel.SMS, Purpose.MARKETING))[self.contact].status


@pytest.fixture
async def asked(database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path) -> AsyncIterator[Asked]:
    shop = await open_shop(database, organisation, clock, Channel.SMS)
    # What the phone shows leads to where this application's settings say.
    environment = {"PUBLIC_BASE_URL": "https://tidings.example"}
    async with whole_application(database, database_url, clock, vault, tmp_path, environment) as app:
        async with database.engine() as unit:
            key = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=frozenset(Scope))
        api = Client(app, key.secret)
        # Whoever writes first may be answered, without an opt-in.
        made = await api.post("/contacts", {"phones": [{"number": PHONE}]})
        yield Asked(api, shop, UUID(made.json()["id"]))


async def test_looking_confirms_nothing_and_the_button_does_with_the_words_and_both_proofs(asked: Asked) -> None:
    path = await asked.link()
    shown = (await asked.look(path)).body.decode()
    assert "I want &lt;b&gt;news&lt;/b&gt; by SMS." in shown
    assert PHONE not in shown
    assert await asked.marketing() is None
    done = await asked.press(path)
    assert b"Confirmed" in done.body
    assert await asked.marketing() is ConsentStatus.GRANTED
    async with asked.shop.database.unit(asked.shop.organisation_id) as unit:
        (event,) = (await consent.consents_of(unit, asked.shop.organisation_id, asked.contact)).history
    assert (event.source, event.wording, event.proof["ip"]) == ("form:newsletter", WORDING, "192.0.2.7")
    assert (event.proof["confirmed_by"], event.proof["confirmed_ip"], event.proof["confirmed_user_agent"]) == ("link", "127.0.0.1", "Phone")
    assert "Yes, send them to me" in event.proof["confirmed_words"]


async def test_used_expired_unknown_and_closed_links_show_one_and_the_same_page(asked: Asked, clock: ManualClock) -> None:
    used = await asked.link()
    await asked.press(used)
    clock.advance(minutes=20)
    expired = await asked.link()
    clock.advance(seconds=int(timedelta(days=7, seconds=1).total_seconds()))
    closed = await asked.link()
    async with asked.shop.database.unit(asked.shop.organisation_id) as unit:
        await consent.suppress_addresses(
            unit, asked.shop.organisation_id, "cli:test", [PHONE], channel=Channel.SMS, scope=SuppressionScope.ALL,
            reason=SuppressionReason.OPTED_OUT, source="staff",
        )  # fmt: skip
    unknown = "/c/" + "A" * len(used.removeprefix("/c/"))
    looked = [await asked.look(path) for path in (used, expired, closed, unknown)]
    pressed = [await asked.press(path) for path in (used, expired, closed, unknown)]
    assert {(each.status, each.body) for each in looked + pressed} == {(404, looked[0].body)}
    assert b"Use the link of a newer message" in looked[0].body


async def test_the_link_of_a_former_request_does_not_confirm_a_newer_one(asked: Asked, clock: ManualClock) -> None:
    former = await asked.link()
    clock.advance(seconds=int(timedelta(days=7, seconds=1).total_seconds()))
    newer = await asked.link()
    assert (await asked.press(former)).status == 404
    assert await asked.marketing() is None
    assert (await asked.press(newer)).status == 200


async def test_a_form_that_the_page_did_not_make_confirms_nothing(asked: Asked) -> None:
    path = await asked.link()
    assert (await asked.press(path, b"form=x")).status == 403
    assert (await asked.press(path, b"")).status == 403
    assert await asked.marketing() is None


async def test_a_confirmation_link_cannot_be_had_without_a_request(asked: Asked) -> None:
    assert (await asked.api.post(f"/contacts/{asked.contact}/links", {"kind": "c", "channel": "sms"})).status == 422
