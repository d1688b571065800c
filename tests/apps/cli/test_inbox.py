"""`tidings inbox` on a terminal: who waits, what was said, an answer that is sent once, whose it is, and its end."""

import asyncio
from dataclasses import replace

import psycopg
import pytest

from apps.cli.conftest import Terminal
from apps.cli.test_messages import TWILIO
from tidings.apps.wiring import furnish, installed
from tidings.channels import service as channels
from tidings.conversations import service as conversations
from tidings.conversations.types import SenderRef
from tidings.infra.config import load
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind

NOBODY = "01900000-0000-7000-8000-000000000000"
ANA = "+33612345678"


async def write(terminal: Terminal, *texts: str, channel: Channel = Channel.SMS) -> None:
    """Have somebody write, as a worker takes it in."""
    async with installed(load(terminal.environment), pool=2) as installation:
        organisation, _ = await furnish(installation)
        async with installation.database.engine() as unit:
            (ours, *_) = await channels.senders(unit, organisation.id, channel)
            said = [
                Inbound(channel=channel, sender=ANA, to=ours.address, text=text, provider_id=f"SM{text}", kind=InboundKind.TEXT, at=None)
                for text in texts
            ]
            await conversations.receive(unit, organisation.id, ours.connection_id, [SenderRef(ours.id, ours.address)], said)


@pytest.fixture
def terminal(tidings: Terminal) -> Terminal:
    """A terminal of an organisation with a number, to which somebody wrote."""
    found = replace(tidings, environment={**tidings.environment, **TWILIO, "TWILIO_WHATSAPP_NUMBER": "+15005550007"})
    asyncio.run(write(found, "Is it ready?"))
    return found


def test_who_waits_is_listed_answered_once_given_away_and_closed(terminal: Terminal, database_url: str) -> None:
    (waiting,) = terminal("inbox", "list", "--unassigned", "--json").json()["items"]
    thread = str(waiting["id"])
    assert (waiting["preview"], waiting["why"]) == ("Is it ready?", "wrote")
    assert "Is it ready?" in terminal("inbox", "list").out
    assert terminal("inbox", "reply", thread, "It is.", "--key", "once").out == "On its way by sms.\n"
    again = terminal("inbox", "reply", thread, "It is.", "--key", "once", "--json").json()
    assert again["thread_id"] == thread
    with psycopg.connect(database_url) as connection:
        assert connection.execute("SELECT count(*) FROM outbox").fetchone() == (1,)
    said = terminal("inbox", "show", thread, "--json").json()["items"]
    assert [each["text"] for each in said if each["kind"] != "event"] == ["Is it ready?", "It is."]
    assert "It is." in terminal("inbox", "show", thread).out
    terminal("users", "invite", "desk@example.com", "--name", "Desk", "--role", "agent")
    agent = str(terminal("users", "list", "--json").json()["items"][-1]["user_id"])
    assert terminal("inbox", "assign", thread, "--user", agent).out == "Assigned.\n"
    assert terminal("inbox", "list", "--unassigned").out == "No conversation is open.\n"
    assert terminal("inbox", "assign", thread).out == "Nobody's.\n"
    assert terminal("inbox", "close", thread).out == "Resolved.\n"
    assert terminal("inbox", "list", "--json").json()["items"] == []
    assert [each["status"] for each in terminal("inbox", "list", "--all", "--json").json()["items"]] == ["resolved"]


def test_what_can_not_be_done_says_why_and_what_to_do(terminal: Terminal) -> None:
    (waiting,) = terminal("inbox", "list", "--json").json()["items"]
    thread = str(waiting["id"])
    for words in (("show", NOBODY), ("reply", NOBODY, "Hello"), ("assign", NOBODY), ("close", NOBODY)):
        refused = terminal("inbox", *words)
        assert refused.code == 1
        assert "no such conversation" in refused.err
    assert "Choose an agent" in terminal("inbox", "assign", thread, "--user", NOBODY).err
    assert terminal("inbox", "reply", "7", "Hello").code == 2
    assert "nothing to send" in terminal("inbox", "reply", thread, " ").err
    assert "ajoutez-la au contact" in terminal("inbox", "reply", thread, "Hello", "--channel", "email").err, (
        "reasons are in the organisation's language"
    )
    asyncio.run(write(terminal, "STOP"))
    refused = terminal("inbox", "reply", thread, "Hello")
    assert (refused.code, refused.out) == (1, "")
    assert "La personne a dit STOP sur ce canal" in refused.err


def test_an_answer_brings_buttons_a_menu_a_place_or_a_file_as_its_channel_carries_them(terminal: Terminal) -> None:
    asyncio.run(write(terminal, "Quand ?", channel=Channel.WHATSAPP))
    (waiting,) = terminal("inbox", "list", "--json").json()["items"]
    answer = ("inbox", "reply", str(waiting["id"]))
    assert terminal(*answer, "Mardi ?", "--button", "Oui", "--button", "Non").out == "On its way by whatsapp.\n"
    assert terminal(*answer, "Ou :", "--menu", "Les heures", "--row", "9 h|Avec Paul", "--row", "11 h").code == 0
    assert terminal(*answer, "--place", "48.8566,2.3522", "--place-name", "Atelier").code == 0
    paper = terminal.folder / "devis.txt"
    paper.write_text("Deux heures de travail.", encoding="utf-8")
    for _ in range(2):
        assert terminal(*answer, "Le devis", "--file", str(paper), "--key", "devis").code == 0
    items = terminal("inbox", "show", str(waiting["id"]), "--json").json()["items"]
    brought = [each["brings"] for each in items if each["kind"] == "reply"]
    assert [each["buttons"] for each in brought] == [["Oui", "Non"], [], [], []]
    assert brought[1]["menu"] == {
        "button": "Les heures",
        "rows": [{"title": "9 h", "description": "Avec Paul"}, {"title": "11 h", "description": ""}],
    }
    assert (brought[2]["place"]["latitude"], brought[2]["place"]["name"]) == (48.8566, "Atelier")
    assert (brought[3]["file"]["name"], brought[3]["file"]["sent"]) == ("devis.txt", True)
    shown = terminal("inbox", "show", str(waiting["id"])).out
    assert all(words in shown for words in ("[Oui] [Non]", "Les heures: 9 h / 11 h", "48.8566,2.3522 Atelier", "devis.txt"))
    for wrong, code, said in (
        (("--menu", "Les heures"), 2, "--row"),
        (("--place", "Paris"), 2, "48.8566,2.3522"),
        (("--place-name", "Atelier"), 2, "--place 48.8566,2.3522"),
        (("--file", "nowhere.pdf"), 2, "nowhere.pdf"),
        (("Oui ?", "--button", "Oui", "--channel", "sms"), 2, "go by WhatsApp"),
    ):
        refused = terminal(*answer, *wrong)
        assert (refused.code, said in refused.err) == (code, True), refused.err
