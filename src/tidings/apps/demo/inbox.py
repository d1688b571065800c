"""The demo's inbox: people who wrote by SMS and WhatsApp, one answered by itself, one put before the others, one put off, one who gave a five."""

import struct
import time
import zlib
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import timedelta
from urllib.parse import quote

from tidings.apps.demo.client import Client, Json
from tidings.apps.demo.days import move
from tidings.apps.demo.everyday import FRENCH, LEARNERS
from tidings.apps.demo.system import System
from tidings.kernel.errors import Busy
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER

META = f"meta:{PHONE_NUMBER_ID}"
PEOPLE = 6
"""Who writes, in the order of what they write below."""
_PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.1
_SURVEY_MINUTES = 5
_PAGE = 100
_LEFT_OPEN = 8
_APART = 20

ANSWERS: Sequence[Json] = (
    {
        "name": "Opening hours",
        "sayings": {
            "en": ["What are your opening hours?", "When are you open?", "Are you open on Sunday?"],
            "fr": ["Quels sont vos horaires ?", "À quelle heure ouvrez-vous ?", "Vous ouvrez le dimanche ?"],
        },
        "keywords": ["HORAIRES", "HOURS"],
        "answers": {
            "en": "{{ business }}: Monday to Saturday, 9 to 19. See you soon!",
            "fr": "{{ business }} : du lundi au samedi, de 9h à 19h. À bientôt !",
        },
        "default_locale": "fr",
    },
    {
        "name": "The way to us",
        "sayings": {
            "en": ["Where are you?", "What is your address?", "How do I get to you?"],
            "fr": ["Où êtes-vous ?", "Quelle est votre adresse ?", "Comment venir chez vous ?"],
        },
        "answers": {
            "en": "{{ business }}: 12 rue du Marché, tram 2, stop Market.",
            "fr": "{{ business }} : 12 rue du Marché, tram 2, station Marché.",
        },
        "default_locale": "fr",
    },
)
CANNED: Json = {
    "shortcut": "photo",
    "title": "Ask for a picture",
    "texts": {
        "en": "Hello {{ first_name | default('') }}, could you send us a picture of it?",
        "fr": "Bonjour {{ first_name | default('') }}, pouvez-vous nous envoyer une photo ?",
    },
    "default_locale": "fr",
}
ASKS, COMPLAINS, SHOWS, THINKS, CONTENT, ENGLISH = range(PEOPLE)
SAID: Sequence[tuple[str, str]] = (
    ("Bonjour, vous êtes ouverts à quelle heure ?", SENDER_NUMBER),
    ("Mon téléphone est revenu cassé, je veux un remboursement", META),
    ("Bonjour, l'écran est fendu, que faire ?", META),
    ("Merci pour le devis, je réfléchis jusqu'à demain", SENDER_NUMBER),
    ("Bonjour, mon ordinateur est-il arrivé ?", META),
    ("Hello, do you repair tablets, too?", SENDER_NUMBER),
)


def inbox_people(numbers: Sequence[str]) -> Sequence[str]:
    """Return which of the shop's customers write: others than those who learn something, or wait for a haircut."""
    french = [each for each in numbers if each.startswith(FRENCH)]
    return french[LEARNERS + _APART : LEARNERS + _APART + PEOPLE]


def open_inbox(system: System, numbers: Sequence[str]) -> None:
    """Have people write, and agents do something about most of it. Business time moves on by some minutes. Raises Declined, Busy."""
    api, people = system.api, numbers[:PEOPLE]
    _tidy(api)
    team = api.post("/inbox/teams", {"name": "Counter"})["id"]
    for answer in ANSWERS:
        api.post("/inbox/auto-answers", answer)
    api.post("/inbox/canned", CANNED)
    api.put("/inbox/automation", {"on": True, "survey": True, "survey_after_minutes": _SURVEY_MINUTES, "escalation_team": team})
    for number, (text, to) in zip(people, SAID, strict=True):
        system.simulator.post(f"/_/people/{number}/say", {"text": text, "to": to})
    photo = {"content": b64encode(_photo()).decode(), "to": META, "name": "ecran.png", "caption": "Voici"}
    system.simulator.post(f"/_/people/{people[SHOWS]}/attach", photo)
    contacts = [api.get(f"/contacts?phone={quote(number)}")["items"][0]["id"] for number in people]
    _until(system, lambda: all(_thread(api, contact) for contact in contacts), "what people write")
    _until(system, lambda: _thread(api, contacts[COMPLAINS])["urgency"] != "none", "a complaint")
    later = (system.clock.now() + timedelta(hours=20)).isoformat()
    api.put(f"/inbox/threads/{_thread(api, contacts[THINKS])['id']}/status", {"status": "snoozed", "until": later})
    api.post(f"/inbox/threads/{_thread(api, contacts[SHOWS])['id']}/notes", {"text": "Devis : 89 €, pièce en stock."})
    _ask_how_it_went(system, people[CONTENT], _thread(api, contacts[CONTENT])["id"])


def _tidy(api: Client) -> None:
    """Resolve what people answered to the campaign of forty days, but the newest: nobody finds anything among hundreds."""
    while len(listed := api.rows(f"/inbox/threads?order=newest&status=open&limit={_PAGE}")) > _LEFT_OPEN:
        for each in listed[_LEFT_OPEN:]:
            api.put(f"/inbox/threads/{each['id']}/status", {"status": "resolved"})


def _ask_how_it_went(system: System, number: str, thread: str) -> None:
    """Answer somebody and resolve it; they are asked how it went, and give a five."""
    api = system.api
    answer = {"key": "demo", "text": "Bonjour, oui : il vous attend au comptoir.", "then": "resolved"}
    api.post(f"/inbox/threads/{thread}/replies", answer)
    move(system, system.clock.now() + timedelta(minutes=_SURVEY_MINUTES + 1))
    _until(system, lambda: _survey(api, thread).get("state") == "asked", "the question how it went")
    system.simulator.post(f"/_/people/{number}/say", {"text": "5, merci beaucoup", "to": META})
    _until(system, lambda: _survey(api, thread).get("score") is not None, "an answer to it")


def _thread(api: Client, contact: str) -> Json:
    # The newest first: whoever answered the campaign in its forty days has waited longer, and they are more than a page.
    listed = api.rows("/inbox/threads?order=newest&limit=100&status=open&status=snoozed&status=pending&status=resolved")
    return next((each for each in listed if each["contact_id"] == contact), Json())


def _survey(api: Client, thread: str) -> Json:
    return next(iter(api.rows(f"/inbox/threads/{thread}/surveys")), Json())


def _photo(width: int = 240, height: int = 160) -> bytes:
    """Return a picture: a dark screen with a crack."""
    rows = b"".join(b"\0" + b"".join(_dot(x, y) for x in range(width)) for y in range(height))
    parts = [(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    chunks = [struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in parts]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


def _dot(x: int, y: int) -> bytes:
    crack = abs((x - 40) * 3 - y * 4) < 5 or abs((x - 150) * 2 + y * 3 - 240) < 4  # noqa: PLR2004 - a drawing
    return b"\xe8\xf2\xf1" if crack else bytes((20 + x // 12, 60 + y // 8, 80))


def _until(system: System, condition: Callable[[], bool], what: str) -> None:
    """Wait for something that comes by itself. Raises Busy when it does not."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > until:
            raise Busy("not_come", f"The inbox waited for {what} in vain.", fix="Look into the logs.")
        system.check()
        time.sleep(_POLL_SECONDS)
