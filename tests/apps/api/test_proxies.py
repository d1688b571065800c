"""Behind proxies people are told apart, and nobody chooses the address that limits count them by."""

from collections.abc import AsyncIterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from uuid import UUID

import pytest
from fastapi import APIRouter, Request, Response

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.accounts import rules
from tidings.accounts.http import account
from tidings.apps.api.proxies import asking
from tidings.infra.config import load
from tidings.infra.db.database import Database
from tidings.kernel.errors import Invalid

TRUSTED = [ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("2001:db8:1::/48")]
FORGED = "203.0.113.66"
PERSON = "198.51.100.7"

echo = APIRouter(include_in_schema=False)


@echo.get("/whoami")
async def whoami(request: Request) -> Response:
    return Response(request.client.host if request.client else "")


@pytest.mark.parametrize(
    ("peer", "headers", "client"),
    [
        ("127.0.0.1", [], "127.0.0.1"),
        ("127.0.0.1", [PERSON], PERSON),
        ("10.1.2.3", [f"{PERSON}, 10.9.9.9"], PERSON),
        ("127.0.0.1", [f"{FORGED}, {PERSON}"], PERSON),
        ("127.0.0.1", [FORGED, PERSON], PERSON),
        ("127.0.0.1", [f"127.0.0.1, {FORGED}, {PERSON}, 10.0.0.1"], PERSON),
        (PERSON, [FORGED], PERSON),
        ("2001:db8:1::1", ["2001:DB8:2:0::7"], "2001:db8:2::7"),
        ("::ffff:10.0.0.1", [PERSON], PERSON),
        ("10.0.0.1", [f"::ffff:{PERSON}"], PERSON),
        ("10.0.0.1", [f"{PERSON}:50123"], PERSON),
        ("10.0.0.1", ["[2001:db8:2::7]:443"], "2001:db8:2::7"),
        ("10.0.0.1", ["10.0.0.2, 10.0.0.3"], "10.0.0.2"),
    ],
)
def test_who_asks_is_whom_the_last_trusted_proxy_was_asked_by(peer: str, headers: list[str], client: str) -> None:
    assert asking(peer, [each.encode() for each in headers], TRUSTED) == client


@pytest.mark.parametrize(
    "rubbish",
    [
        b"",
        b",,,",
        b"unknown",
        b"_hidden",
        b"198.51.100.7.",
        b"0x7f000001",
        b"2130706433",
        b"fe80::1%<script>",
        b"\xff\x00\xe2\x80\xae",
        b"[::",
        b"a" * 60_000,
    ],
)
def test_what_is_no_address_is_counted_as_the_proxy_that_passed_it_on(rubbish: bytes) -> None:
    assert asking("127.0.0.1", [rubbish], TRUSTED) == "127.0.0.1"
    assert asking("127.0.0.1", [FORGED.encode() + b", " + rubbish + b", 10.0.0.4"], TRUSTED) == "10.0.0.4"


def test_a_list_without_end_is_read_no_further_than_proxies_go() -> None:
    assert asking("127.0.0.1", [FORGED.encode(), b"10.0.0.5," * 5_000 + b"10.0.0.6"], TRUSTED) == "10.0.0.5"


@pytest.mark.parametrize(
    "text",
    [
        "10.0.0.0/33",
        "proxy.example",
        "10.0.0.1/8",
        "0.0.0.0/0",
        "::/0",
        "10.0.0.1;10.0.0.2",
        "0.0.0.0/1,128.0.0.0/1",
        "127.0.0.1, ::/1",
        "10.0.0.0/7",
        "2000::/15",
    ],
)
def test_networks_that_cannot_be_meant_are_refused_by_name(text: str, tmp_path: Path) -> None:
    with pytest.raises(Invalid) as refused:
        load({"TIDINGS_DATA_DIR": str(tmp_path), "TIDINGS_TRUSTED_PROXIES": text})
    assert refused.value.field == "TIDINGS_TRUSTED_PROXIES"
    assert refused.value.fix


def test_networks_are_given_apart_by_commas_or_blanks(tmp_path: Path) -> None:
    settings = load({"TIDINGS_DATA_DIR": str(tmp_path), "TIDINGS_TRUSTED_PROXIES": "127.0.0.1, 10.0.0.0/8\n2001:db8:1::/48"})
    assert list(settings.trusted_proxies) == TRUSTED
    assert load({"TIDINGS_DATA_DIR": str(tmp_path)}).trusted_proxies == ()


@pytest.fixture
async def proxied(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    """The application, asked by a proxy on this machine that it trusts."""
    plain = make_context(database, clock, tmp_path)
    context = replace(plain, settings=replace(plain.settings, trusted_proxies=tuple(TRUSTED)))
    async with client_of(database, organisation, context, [account, echo]) as client:
        yield client.with_key(None)


@pytest.fixture
async def direct(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    """The application as it is by default: it trusts no proxy."""
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [account, echo]) as client:
        yield client.with_key(None)


async def test_by_default_no_header_is_believed(direct: Client) -> None:
    assert (await direct.get("/whoami", x_forwarded_for=PERSON)).body == b"127.0.0.1"


async def test_tries_to_sign_in_are_counted_by_person_behind_a_proxy(proxied: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MOST_ATTEMPTS_FROM_A_PLACE", 3)

    async def tried(number: int, forwarded: str) -> int:
        body = {"email": f"nobody{number}@example.com", "password": "wrong"}
        return (await proxied.post("/session", body, x_forwarded_for=forwarded, host="127.0.0.1:8000")).status

    # A new invention for each try, which the proxy passes on before what it knows itself.
    answers = [await tried(number, f"203.0.113.{number}, {FORGED}") for number in range(4)]
    assert (answers[-2], answers[-1]) == (401, 429)
    assert await tried(0, PERSON) == 401


async def test_the_figures_stay_closed_to_whoever_calls_themselves_this_machine(proxied: Client) -> None:
    assert (await proxied.get("/metrics", x_forwarded_for="127.0.0.1")).status == 403
    assert (await proxied.get("/metrics")).status == 200


@pytest.mark.parametrize(("text", "meant"), [("::ffff:10.0.0.0/104", "10.0.0.0/8"), ("::ffff:192.0.2.7", "192.0.2.7/32")])
def test_a_network_of_ipv4_within_ipv6_is_that_of_ipv4(text: str, meant: str, tmp_path: Path) -> None:
    settings = load({"TIDINGS_DATA_DIR": str(tmp_path), "TIDINGS_TRUSTED_PROXIES": text})
    assert list(settings.trusted_proxies) == [ip_network(meant)]
    with pytest.raises(Invalid):
        load({"TIDINGS_DATA_DIR": str(tmp_path), "TIDINGS_TRUSTED_PROXIES": "::ffff:0.0.0.0/97"})
