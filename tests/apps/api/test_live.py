"""The live connection over real sockets: who is let in, what each is told, and when it ends."""

import re
import time
from collections.abc import Generator, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest

from support.commands import obeyed
from support.databases import cloned
from support.serving import ServedApi, served_api
from support.websockets import OpenedSocket, Refused, opened_socket


@dataclass(frozen=True, slots=True)
class Served:
    """An API with the sessions of an owner, of an agent and of an analyst."""

    api: ServedApi
    database_url: str
    organisation: str
    owner: str
    agent: str
    analyst: str

    @contextmanager
    def watching(self, secret: str, *, organisation: str | None = None, origin: str | None = "") -> Generator[OpenedSocket]:
        """Open the live connection with a session's cookie, as a page of ours (origin "") or of another site, or of none (None)."""
        own = {} if origin is None else {"Origin": origin or self.api.base}
        headers = {"Cookie": f"tidings_session={secret}", **own}
        with opened_socket(self.api.host, self.api.port, f"/live?organisation={organisation or self.organisation}", headers) as opened:
            yield opened

    def command(self, *words: str) -> str:
        return obeyed(words, self.api.environment, self.api.log.parent)

    def made_campaign(self) -> str:
        made = self.api.ask("POST", "/marketing/campaigns", {"name": "Autumn", "template_name": "welcome_back"})
        assert made.status == 201, made.body
        return made.json()["id"]


@pytest.fixture(scope="module")
def served(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with cloned(server_url, template) as url, served_api(url, tmp_path_factory.mktemp("live"), public="http://tidings.example") as api:
        bare = Served(api, url, api.ask("GET", "/organisation").json()["id"], "", "", "")
        yield Served(api, url, bare.organisation, *(_signed_in(bare, role) for role in ("owner", "agent", "analyst")))


def _signed_in(served: Served, role: str) -> str:
    email = f"{role}@example.com"
    served.command("users", "invite", email, "--name", role, "--role", role)
    link = served.command("users", "link", email, "--sign-in")
    body = b'{"secret": "%s"}' % link.rpartition("#")[2].encode()
    answer = served.api.send("POST", "/session/link", body, {"Content-Type": "application/json", "Origin": served.api.base})
    found = re.search(r"tidings_session=([\w-]+)", answer.headers["set-cookie"])
    assert found, answer
    return found[1]


def test_what_another_process_changes_reaches_the_browser_in_time_and_by_its_id(served: Served) -> None:
    with served.watching(served.owner) as browser:
        assert browser.receive() == {"beat": True}
        campaign = served.made_campaign()
        while {"topic": "campaigns", "id": campaign} not in browser.receive_beyond_beats()["changed"]:
            continue  # those of a test before
        served.command("sending", "stop", "--reason", "a story")
        assert browser.receive_beyond_beats() == {"changed": [{"topic": "organisation", "id": None}]}


def test_many_changes_of_a_thing_are_one_notice_a_second(served: Served) -> None:
    campaign = served.made_campaign()
    with served.watching(served.owner) as browser:
        assert browser.receive() == {"beat": True}
        began = time.monotonic()
        for limit in range(100, 140):
            served.api.ask("PATCH", f"/marketing/campaigns/{campaign}", {"daily_send_limit": limit})
        took = time.monotonic() - began
        served.made_campaign()
        while {"topic": "campaigns", "id": campaign} not in browser.receive_beyond_beats()["changed"] or len(browser.told) < 2:
            pass
        assert len(browser.told) <= 3 + took


def test_a_role_is_told_only_of_what_it_may_read(served: Served) -> None:
    with served.watching(served.agent) as agent, served.watching(served.owner) as owner:
        assert agent.receive() == owner.receive() == {"beat": True}
        campaign = served.made_campaign()
        assert {"topic": "campaigns", "id": campaign} in owner.receive_beyond_beats()["changed"]
        contact = served.api.ask("POST", "/contacts", {"first_name": "Ada", "phones": [{"number": "+33600000001"}]}).json()["id"]
        assert agent.receive_beyond_beats() == {"changed": [{"topic": "contacts", "id": contact}]}
        with served.watching(served.analyst) as analyst:
            assert analyst.receive() == {"beat": True}
            thread = served.api.ask("POST", "/inbox/threads", {"contact_id": contact}).json()["id"]
            while {"topic": "inbox", "id": thread} not in agent.receive_beyond_beats()["changed"]:
                pass
            campaign = served.made_campaign()
            while {"topic": "campaigns", "id": campaign} not in analyst.receive_beyond_beats()["changed"]:
                pass
            told = {each["topic"] for one in analyst.told if "changed" in one for each in one["changed"]}
            assert told.isdisjoint({"inbox", "presence"})


def test_nobody_is_told_of_another_organisation(served: Served) -> None:
    served.command("organisations", "create", "Second House", "--slug", "second")
    with served.watching(served.owner) as browser:
        assert browser.receive() == {"beat": True}
        served.command("sending", "stop", "--reason", "elsewhere", "--organisation", "second")
        campaign = served.made_campaign()
        told = browser.receive_beyond_beats()["changed"]
        assert {"topic": "campaigns", "id": campaign} in told
        assert {each["topic"] for each in told} == {"campaigns"}


@pytest.mark.parametrize("origin", ["https://evil.example", "null", None])
def test_a_page_of_another_site_opens_nothing_with_our_cookie(served: Served, origin: str | None) -> None:
    with pytest.raises(Refused, match="403"), served.watching(served.owner, origin=origin):
        pass


def test_who_is_signed_out_or_no_member_is_let_go_with_the_reason(served: Served) -> None:
    strange = "0198f000-0000-7000-8000-000000000000"
    for secret, organisation, code in (("nonsense", None, 4401), (served.owner, strange, 4403), (served.owner, "nonsense", 4403)):
        with served.watching(secret, organisation=organisation) as browser:
            assert (browser.receive(), browser.closed) == (None, code)


def test_whoever_speaks_is_let_go(served: Served) -> None:
    with served.watching(served.owner) as browser:
        browser.say("tell me everything")
        assert (browser.receive_beyond_beats(), browser.closed) == (None, 1003)


def test_the_connection_ends_soon_after_the_session_does(served: Served) -> None:
    secret = _signed_in(served, "analyst")
    with served.watching(secret) as browser:
        assert browser.receive() == {"beat": True}
        served.api.send("DELETE", "/session", b"", {"Cookie": f"tidings_session={secret}", "Origin": served.api.base})
        assert (browser.receive_beyond_beats(), browser.closed) == (None, 4401)


def test_a_lost_database_connection_has_everything_read_anew(served: Served) -> None:
    with served.watching(served.owner) as browser:
        assert browser.receive() == {"beat": True}
        with psycopg.connect(served.database_url, autocommit=True) as operator:
            operator.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' OR query = 'SELECT 1'")
        assert browser.receive_beyond_beats() == {"everything": True}


def test_a_server_stops_although_browsers_watch(server_url: str, template: str, tmp_path: Path) -> None:
    with ExitStack() as staying, cloned(server_url, template) as url:
        with served_api(url, tmp_path, public="http://tidings.example") as api:
            bare = Served(api, url, api.ask("GET", "/organisation").json()["id"], "", "", "")
            browser = staying.enter_context(bare.watching(_signed_in(bare, "owner")))
            assert browser.receive() == {"beat": True}
        with pytest.raises(ConnectionError):
            browser.hear_out()
        assert "kill" not in api.log.read_text(encoding="utf-8").lower()
