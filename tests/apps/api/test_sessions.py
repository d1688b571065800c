"""A browser signs in by a cookie that no script reads, and no other site can use it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from fastapi import APIRouter
from pyotp.totp import TOTP

from support.api import Client, Reply
from support.clock import ManualClock
from tidings.accounts import service
from tidings.accounts.http import account
from tidings.accounts.types import LinkPurpose, Role
from tidings.infra.db.database import Database

EMAIL, PASSWORD = "owner@example.com", "correct horse battery"
AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"


@dataclass
class Browser:
    """Keeps the cookie and names an organisation, as the web app does."""

    client: Client
    organisation: UUID
    cookie: str = ""
    headers: dict[str, str] = field(default_factory=lambda: {"host": "127.0.0.1:8000", "user-agent": AGENT, "sec-fetch-site": "same-origin"})

    async def send(self, method: str, address: str, json: Any = None, **changes: str | None) -> Reply:
        named = {name.replace("_", "-"): value for name, value in changes.items()}
        sent = self.headers | {"tidings-organisation": str(self.organisation), "cookie": self.cookie} | named
        headers: Mapping[str, str] = {name: value for name, value in sent.items() if value}
        reply = await self.client.send(method, address, json=json, headers=headers)
        if set_cookie := reply.headers.get("set-cookie"):
            self.cookie = set_cookie.partition(";")[0]
        return reply

    async def sign_in(self, **changes: Any) -> Reply:
        return await self.send("POST", "/session", {"email": EMAIL, "password": PASSWORD, **changes})


@pytest.fixture
def extra_routers() -> list[APIRouter]:
    return [account]


@pytest.fixture
async def browser(client: Client, database: Database, organisation: UUID) -> Browser:
    async with database.engine() as unit:
        await service.create_user(unit, email=EMAIL, name="Owner", password=PASSWORD)
        await service.add_member(unit, organisation, "cli:test", email=EMAIL, name="", role=Role.OWNER)
    return Browser(client.with_key(None), organisation)


async def test_a_person_signs_in_and_asks_the_same_api_as_a_key(browser: Browser) -> None:
    assert (await browser.send("GET", "/session")).json() == {"person": None, "places": []}
    reply = await browser.sign_in()
    assert reply.status == 201
    cookie = reply.headers["set-cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/", "max-age=1209600"))
    assert [place["role"] for place in reply.json()["places"]] == ["owner"]
    assert (await browser.send("GET", "/organisation")).json()["id"] == str(browser.organisation)
    assert (await browser.send("PUT", "/organisation/stop", {"reason": "x"})).status == 200
    assert (await browser.send("GET", "/audit?limit=1")).json()["items"][0]["actor"].startswith("user:")


async def test_the_role_says_what_a_person_may(browser: Browser, database: Database, organisation: UUID) -> None:
    async with database.engine() as unit:
        await service.add_member(unit, organisation, "cli:test", email="second@example.com", name="Second", role=Role.OWNER)
        await service.add_member(unit, organisation, "cli:test", email=EMAIL, name="", role=Role.ANALYST)
    await browser.sign_in()
    assert (await browser.send("GET", "/organisation")).status == 200
    assert (await browser.send("PUT", "/organisation/stop", {"reason": "x"})).json()["code"] == "scope_missing"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"sec_fetch_site": "cross-site"}, "other_site"),
        ({"sec_fetch_site": "same-site"}, "other_site"),
        ({"origin": "https://evil.example"}, "other_site"),
        ({"origin": "null"}, "other_site"),
        ({"tidings_organisation": None}, "organisation_missing"),
        ({"tidings_organisation": "atelier"}, "organisation_missing"),
        ({"tidings_organisation": "0199b2a1-7c00-7000-8000-000000000000"}, "not_a_member"),
    ],
)
async def test_what_another_site_sends_with_the_cookie_is_refused(browser: Browser, changes: dict[str, str | None], code: str) -> None:
    await browser.sign_in()
    assert (await browser.send("PUT", "/organisation/stop", {"reason": "x"}, **changes)).json()["code"] == code
    assert (await browser.send("GET", "/organisation")).json()["stopped_at"] is None


async def test_another_site_signs_nobody_in_or_out(browser: Browser) -> None:
    body = {"email": EMAIL, "password": PASSWORD}
    assert (await browser.send("POST", "/session", body, origin="https://evil.example")).status == 403
    await browser.sign_in()
    for method, address in (("DELETE", "/session"), ("DELETE", "/account/sessions")):
        assert (await browser.send(method, address, sec_fetch_site="cross-site")).status == 403
    assert (await browser.send("GET", "/organisation")).status == 200


async def test_a_key_in_the_header_counts_more_than_the_cookie(browser: Browser) -> None:
    await browser.sign_in()
    assert (await browser.send("GET", "/organisation", authorization="Bearer tdg_live_unknown")).json()["code"] == "key_refused"


async def test_signing_out_drops_the_cookie_and_the_session(browser: Browser) -> None:
    await browser.sign_in()
    kept = browser.cookie
    assert "max-age=0" in (await browser.send("DELETE", "/session")).headers["set-cookie"].lower()
    browser.cookie = kept
    assert (await browser.send("GET", "/organisation")).json()["code"] == "session_over"
    assert (await browser.send("GET", "/session")).json()["person"] is None


async def test_signing_out_everywhere_ends_every_browser(browser: Browser) -> None:
    await browser.sign_in()
    other = Browser(browser.client, browser.organisation)
    await other.sign_in()
    listed = (await other.send("GET", "/account/sessions")).json()["items"]
    assert sorted((each["device"], each["is_this"]) for each in listed) == [("Firefox, Linux", False), ("Firefox, Linux", True)]
    assert (await other.send("DELETE", "/account/sessions")).status == 204
    assert (await browser.send("GET", "/organisation")).status == 401


async def test_signing_in_again_replaces_the_browsers_session(browser: Browser) -> None:
    await browser.sign_in()
    await browser.sign_in()
    assert len((await browser.send("GET", "/account/sessions")).json()["items"]) == 1


async def test_tries_that_fail_count_and_then_even_the_right_password_waits(browser: Browser) -> None:
    for _ in range(10):
        assert (await browser.sign_in(password="wrong")).status == 401
    refused = await browser.sign_in()
    assert (refused.status, refused.json()["code"]) == (429, "too_many_attempts")
    assert "wrong" not in refused.body.decode()


async def test_codes_are_set_up_asked_for_and_turned_off(browser: Browser, clock: ManualClock) -> None:
    await browser.sign_in()
    assert (await browser.send("POST", "/account/authenticator", {"password": "wrong"})).json()["code"] == "password_wrong"
    enrolment = await browser.send("POST", "/account/authenticator", {"password": PASSWORD})
    totp = TOTP(enrolment.json()["secret"])
    codes = (await browser.send("POST", "/account/authenticator/confirm", {"code": totp.at(clock.now())})).json()["recovery_codes"]
    assert (await browser.sign_in()).json()["code"] == "code_needed"
    clock.advance(seconds=30)
    assert (await browser.sign_in(code=totp.at(clock.now()))).json()["person"]["has_totp"] is True
    assert (await browser.sign_in(code=codes[0])).json()["person"]["recovery_codes_left"] == 9
    assert len((await browser.send("POST", "/account/recovery-codes", {"password": PASSWORD})).json()["recovery_codes"]) == 10
    assert (await browser.send("POST", "/account/authenticator/remove", {"password": PASSWORD})).status == 204
    assert (await browser.sign_in()).status == 201


async def test_links_lead_to_a_password_and_into_a_session(browser: Browser, database: Database) -> None:
    async with database.engine() as unit:
        choose = await service.make_link(unit, EMAIL, LinkPurpose.PASSWORD, "cli:test")
        enter = await service.make_link(unit, EMAIL, LinkPurpose.SIGN_IN, "cli:test")
    body = {"secret": choose, "password": "another calm password"}
    whose = await browser.send("POST", "/account/password/link/whose", {"secret": choose})
    assert (whose.json()["email"], len(whose.json()["organisations"])) == (EMAIL, 1)
    assert (await browser.send("POST", "/account/password/link", body)).json() == {"email": EMAIL}
    assert (await browser.send("POST", "/account/password/link/whose", {"secret": choose})).json()["code"] == "link_refused"
    assert (await browser.sign_in()).status == 401
    assert (await browser.send("POST", "/session/link", {"secret": enter})).json()["person"]["email"] == EMAIL
    assert (await browser.send("POST", "/session/link", {"secret": enter})).json()["code"] == "link_refused"
    change = {"present": "another calm password", "new": PASSWORD}
    assert (await browser.send("PUT", "/account/password", change)).status == 204
    assert (await browser.sign_in()).status == 201


@pytest.mark.parametrize("address", ["/account/sessions", "/account/authenticator", "/account/recovery-codes"])
async def test_an_account_is_nobodys_without_a_session_and_a_key_is_none(browser: Browser, client: Client, address: str) -> None:
    method = "GET" if address.endswith("sessions") else "POST"
    assert (await browser.send(method, address, None if method == "GET" else {"password": "x"})).json()["code"] == "session_over"
    assert (await client.send(method, address, json=None if method == "GET" else {"password": "x"})).json()["code"] == "session_over"
