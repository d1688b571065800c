"""A whole Tidings with a worker beside a simulator, and people who agreed: for stories that end on somebody's phone."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from support import forks
from support.clock import MONDAY_MORNING
from support.commands import obeyed
from support.system import Story
from tidings.apps.demo.system import System, Wanted

TAG = "open day"
NAMES = ("Ada Lovelace", "<img src=x onerror=alert(1)>", "علي حسن", "Zoë 🎉 Ünal")


@dataclass(frozen=True, slots=True)
class Town:
    """The running system, and what a story needs to know of it."""

    story: Story
    numbers: tuple[str, ...]
    folder: Path

    @property
    def app(self) -> str:
        """Where the web app is."""
        return f"{self.story.system.api.base}/app"

    def command(self, *words: str) -> str:
        """Run `tidings` as an operator and return what it says."""
        return obeyed(words, self.story.system.environment, self.folder)

    def signing_in(self, email: str, role: str) -> str:
        """Make somebody a member and return a link that signs them in."""
        self.command("users", "invite", email, "--name", email.partition("@")[0].title(), "--role", role, "--organisation", "default")
        return self.command("users", "link", email, "--sign-in")


@contextmanager
def living_town(database_url: str, folder: Path, **environment: str) -> Generator[Town]:
    """Start everything on a Monday at 09:00 in Paris, with people of a tag: all but one agreed to texts, and one has no number."""
    with System(Wanted(folder, MONDAY_MORNING, {}, {"DATABASE_URL": database_url, **environment}), forks.module) as system:
        numbers = tuple(f"+3361200{number:04d}" for number in range(len(NAMES)))
        for number, name in zip(numbers, NAMES, strict=True):
            made = system.api.post("/contacts", {"first_name": name, "country": "FR", "tags": [TAG], "phones": [{"number": number}]})
            if number != numbers[-1]:
                said = {
                    "channel": "sms",
                    "purpose": "marketing",
                    "status": "granted",
                    "source": "form:open day",
                    "wording": "I agree.",
                    "at": "2026-09-01T09:00:00Z",
                }
                system.api.post(f"/contacts/{made['id']}/consents", said)
        system.api.post("/contacts", {"first_name": "Nobody's number", "tags": [TAG], "external_id": "without"})
        system.api.post("/segments", {"name": "Guests of the open day", "text": f'tag has "{TAG}"'})
        system.api.post("/allow-list", {"phone_numbers": [numbers[0]]})
        yield Town(Story(system), numbers, folder)
