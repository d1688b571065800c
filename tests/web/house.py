"""A served Tidings with something on every page: for stories in a browser."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pyotp.totp import TOTP

from support.commands import obeyed
from support.serving import ServedApi, served_api
from web.furnishing_inbox import furnish_inbox
from web.furnishing_notices import furnish_notices
from web.furnishing_repairs import furnish_repairs
from web.furnishing_segments import furnish_segments
from web.furnishing_waitlist import furnish_waitlist

HOSTILE = "<img src=x onerror=alert(1)>"
PASSWORD = "three calm words here"
CAMPAIGN = "Autumn courses"
PEOPLE = 600
_OPTED_OUT = 7


@dataclass(frozen=True, slots=True)
class House:
    """The served API, and what a story needs to know of it."""

    api: ServedApi
    campaign: str
    slot: str = ""
    waits: str = ""
    ticket: str = ""
    answer: str = ""

    @property
    def app(self) -> str:
        """Where the web app is."""
        return f"{self.api.base}/app"

    def command(self, *words: str) -> str:
        """Run `tidings` as an operator and return what it says."""
        return obeyed(words, self.api.environment, self.api.log.parent)

    def invited(self, email: str, role: str, organisation: str = "default") -> str:
        """Make somebody a member and return where they choose a password."""
        link = self.command("users", "invite", email, "--name", email.partition("@")[0].title(), "--role", role, "--organisation", organisation)
        return self.local(link)

    def signing_in(self, email: str) -> str:
        """Return a link that signs somebody in."""
        return self.local(self.command("users", "link", email, "--sign-in"))

    def code(self, secret: str) -> str:
        """Return what an authenticator shows now: a phone knows nothing of the business time of this Tidings, which is another."""
        return TOTP(secret).now()

    def local(self, link: str) -> str:
        """Return a link as this machine reaches it."""
        return self.api.base + link[link.index("/app/") :]


@contextmanager
def furnished_house(database_url: str, folder: Path) -> Generator[House]:
    """Serve the API over a database with people, a campaign that runs, and a second organisation."""
    with served_api(database_url, folder, public="http://tidings.example") as api:
        house = House(api, _campaign(api))
        house.invited("owner@example.com", "owner")
        house.invited("analyst@example.com", "analyst")
        house.command("organisations", "create", "Second House", "--slug", "second")
        house.invited("owner@example.com", "owner", "second")
        furnish_segments(api, HOSTILE, [f"+336000{number:05d}" for number in (2, 3, 4)])
        furnish_notices(api, HOSTILE, [f"+336000{number:05d}" for number in range(7, 12)])
        slot, waits = furnish_waitlist(api, HOSTILE, [f"+336000{number:05d}" for number in range(3)])
        ticket = furnish_repairs(api, HOSTILE, [f"+336000{number:05d}" for number in (20, 21, 22)])
        answer = furnish_inbox(api, HOSTILE)
        yield replace(house, slot=slot, waits=waits, ticket=ticket, answer=answer)


def _campaign(api: ServedApi) -> str:
    numbers = [f"+336000{number:05d}" for number in range(PEOPLE)]
    for number, name in zip(numbers, (HOSTILE, "Ada Lovelace", "علي حسن", "Zoë 🎉 Ünal"), strict=False):
        _made(api, "/contacts", {"first_name": name, "country": "FR", "tags": [name[:60]], "phones": [{"number": number}]})
    for name in (HOSTILE, CAMPAIGN):
        asked = {"name": name, "template_name": "welcome_back", "daily_send_limit": 50, "description": HOSTILE}
        campaign = _made(api, "/marketing/campaigns", asked)["id"]
    _made(api, f"/marketing/campaigns/{campaign}/recipients", {"phone_numbers": numbers})
    stopped = {"channel": "whatsapp", "phone_numbers": numbers[:_OPTED_OUT], "scope": "all", "reason": "manual", "source": "story"}
    _made(api, "/suppressions", stopped)
    _made(api, f"/marketing/campaigns/{campaign}/activate", None)
    _made(api, "/marketing/process-daily", None)
    return campaign


def _made(api: ServedApi, address: str, body: Any) -> Any:
    answer = api.ask("POST", address, body)
    assert answer.status < 300, answer.body
    return answer.json()
