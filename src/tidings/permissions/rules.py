"""Decisions about answers, as pure functions."""

import tomllib
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any
from uuid import UUID

from tidings.kernel.events import Happened
from tidings.kernel.words import Channel
from tidings.permissions.types import Due, Reply

HELP_AGAIN = timedelta(hours=1)
"""How long after an answer to HELP the same address gets no other."""

NAME_LASTS = timedelta(hours=1)
"""How long the answer to a STOP may say which programme was left; it leaves within minutes or not at all."""

CONFIRM_WITHIN = timedelta(days=7)
"""How long an opt-in waits for its confirmation."""
MOST_REQUESTS = 3
ASK_AGAIN = timedelta(minutes=10)
"""How often an address is asked to confirm one opt-in at most, and how long lies between two requests at least."""

WEEKLY_CHOICES = (1, 2, 3, 5)
"""How many messages a week the preference page offers, beside all there are."""

PROVE_WITHIN = timedelta(days=7)
"""How long the link opens that verifies an email."""
UNVERIFIED_KEPT = timedelta(days=180)
"""How long an email is kept that nobody verifies."""

CODE_DIGITS = 6
CODE_LASTS = timedelta(minutes=10)
MOST_TRIES = 5
"""A code can be guessed with a chance of five in a million."""
NEXT_CODE = timedelta(minutes=1)
DAY = timedelta(days=1)
CODES_A_DAY = 5
"""How long lies between two codes to a number at least, and how many it gets in a day at most."""
HOUR = timedelta(hours=1)
CODES_AN_HOUR = 10
"""How many codes one address on the network may ask for in an hour, to whatever numbers."""
VERIFICATIONS_KEPT = timedelta(days=30)
"""How long it stays written who asked for a code; that a number is verified stays with its contact."""

_REPLIES: Mapping[str, Any] = tomllib.loads(files("tidings.permissions").joinpath("replies.toml").read_text(encoding="utf-8"))
OPT_OUTS: Mapping[str, Reply] = {"programme": Reply.OPT_OUT_PROGRAMME, "channel": Reply.OPT_OUT, "all": Reply.OPT_OUT_ALL}
"""The answer to a STOP by what it closed (`policy.types.StopScope`)."""
_BY_EVENT = {"contact.opted_out": Reply.OPT_OUT, "contact.opted_in": Reply.OPT_IN, "help.asked": Reply.HELP}
LANGUAGES = ("en", "fr")
CHANNEL = Channel.SMS


def next_code_at(asked: Sequence[datetime], nearby: Sequence[datetime]) -> datetime | None:
    """Return from when on a number may get its next code; None if none went out lately.

    `asked` is when codes for it were asked for within a day, `nearby` when the same address on the network asked within an hour; newest first.
    """
    waits = [asked[0] + NEXT_CODE] if asked else []
    if len(asked) >= CODES_A_DAY:
        waits.append(asked[CODES_A_DAY - 1] + DAY)
    if len(nearby) >= CODES_AN_HOUR:
        waits.append(nearby[CODES_AN_HOUR - 1] + HOUR)
    return max(waits, default=None)


def due(event: Happened) -> Due | None:
    """Return the answer that an event makes due: none to a second STOP, none where the provider answered, none to somebody unknown.

    Only SMS is answered: free text by WhatsApp is not something that templates can say yet.
    """
    data = event.data
    known = all(data.get(name) for name in ("contact_id", "address_id", "sender_id"))
    if not known or not data["moved"] or data["answered"] or data["channel"] != Channel.SMS.value:
        return None
    contact_id, address_id, sender_id = (UUID(str(data[name])) for name in ("contact_id", "address_id", "sender_id"))
    reply = OPT_OUTS.get(data.get("scope") or "", _BY_EVENT[event.name])
    message_id = UUID(str(data["message_id"]))
    return Due(reply, message_id, contact_id, address_id, sender_id, Channel.SMS, data.get("language"), data.get("programme"))


def template_name(reply: Reply, language: str) -> str:
    """Return the name of a reply's template whose default is a language: it answers people whose own language is not known."""
    return f"{_REPLIES[reply.value]['template']}_{language}"


def words(reply: Reply, language: str, business: str) -> str:
    """Return a reply in the template language; a name can't bring any of that language with it."""
    return str(_REPLIES[reply.value][language]).format(business=_plain(business))


def subject(reply: Reply, language: str, business: str) -> str:
    """Return the subject of a reply that goes by email."""
    return str(_REPLIES[reply.value][f"subject_{language}"]).format(business=_plain(business))


def channel_of(reply: Reply) -> Channel:
    """Return by which channel a reply goes."""
    return Channel(_REPLIES[reply.value].get("channel", CHANNEL.value))


def language_of(told: str | None, locale: str) -> str:
    """Return the language of an answer: of the person's words, or of the organisation's locale; English where we have no other."""
    language = (told or locale)[:2].lower()
    return language if language in LANGUAGES else LANGUAGES[0]


def page_words(language: str) -> Mapping[str, str]:
    """Return the words of the public pages in one of our languages."""
    return _PAGES[language]


def wording_key(channel: Channel) -> str:
    """Return the key of the wording beside the general box of a channel: an organisation that adds a version says it in its own words."""
    return f"preferences_{channel.value}"


def in_language(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, else in any; empty where there is none."""
    spoken = (text for locale, text in sorted(texts.items()) if locale[:2].lower() == language)
    return next(spoken, next((text for _, text in sorted(texts.items())), ""))


def masked(address: str) -> str:
    """Return an address fit to be shown to whoever holds the link: the start and the last two characters of a number, the domain of an email."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}···@{domain}" if at else f"{address[:3]} ······{address[-2:]}"


def _plain(business: str) -> str:
    return business.replace("{", "(").replace("}", ")").replace("%", " ")


_PAGES: Mapping[str, Mapping[str, str]] = tomllib.loads(files("tidings.permissions").joinpath("pages", "words.toml").read_text(encoding="utf-8"))
