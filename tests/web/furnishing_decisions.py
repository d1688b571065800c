"""What only a person can decide, for stories in a browser: words that may be an opt-out, and messages that nobody can confirm."""

import asyncio
from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rooms.conversations.test_receiving import Line
from support.clock import ManualClock
from support.doubts import give_up_looking
from support.serving import ServedApi, served_api
from support.shop import open_shop
from tidings.apps.wiring import assemble
from tidings.infra.config import load
from tidings.infra.db.database import Database
from tidings.ports.outcome import Unknown
from web.house import HOSTILE, House

PEOPLE = {f"+3360010000{at}": name for at, name in enumerate(("Ada Lovelace", HOSTILE, "علي حسن", "Zoë 🎉 Ünal", "Grace Hopper", ""))}
CAMPAIGNS = {"Autumn at a desktop": slice(0, 2), "Autumn on a phone": slice(2, 4), "Winter": slice(4, 6)}
"""One for each size to settle, and one that stays."""
SAID = (
    "Stop joking around, see you on Tuesday!",
    "This is harassment, I'll go to the CNIL",
    "il faudrait arrêter un jour",
    "Stop joking <b>around</b> 🎉",
    "🛑",
)
"""The first and the fourth may be jokes; the last stays."""


@contextmanager
def undecided_house(database_url: str, folder: Path) -> Generator[House]:
    """Serve the API over a database in which messages may be opt-outs and others were sent without an answer."""
    with served_api(database_url, folder, public="http://tidings.example") as api:
        for number, name in PEOPLE.items():
            _made(api, "/contacts", {"first_name": name or None, "country": "FR", "phones": [{"number": number}]})
        campaigns = [_activated(api, name, list(PEOPLE)[some]) for name, some in CAMPAIGNS.items()]
        _made(api, "/marketing/process-daily", None)
        # A browser of another story may hold this thread's loop.
        with ThreadPoolExecutor(1) as aside:
            aside.submit(asyncio.run, _left_open(api)).result()
        yield House(api, campaigns[-1])


def _activated(api: ServedApi, name: str, numbers: list[str]) -> str:
    campaign = _made(api, "/marketing/campaigns", {"name": name, "template_name": "welcome_back", "daily_send_limit": 50})["id"]
    _made(api, f"/marketing/campaigns/{campaign}/recipients", {"phone_numbers": numbers})
    _made(api, f"/marketing/campaigns/{campaign}/activate", None)
    return campaign


async def _left_open(api: ServedApi) -> None:
    """Send what is released and get no answer, look in vain, and receive what may be opt-outs."""
    clock = ManualClock()
    clock.advance(minutes=5)
    installation = assemble(load(api.environment))
    database = Database(installation.database_url, clock, installation.vault, size=2)
    await database.open()
    try:
        async with database.engine() as unit:
            organisation = await unit.value("SELECT id FROM organisations")
        shop = await open_shop(database, organisation, clock)
        batch = await shop.claim()
        assert batch is not None
        await shop.record(batch, Unknown("ReadTimeout"))
        await give_up_looking(database, clock)
        line = Line(database, organisation, clock)
        for number, text in zip(PEOPLE, SAID, strict=False):
            await line.says(text, sender=number)
    finally:
        await database.close()


def _made(api: ServedApi, address: str, body: Any) -> Any:
    answer = api.ask("POST", address, body)
    assert answer.status < 300, answer.body
    return answer.json()
