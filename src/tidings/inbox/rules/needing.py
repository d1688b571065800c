"""Which messages need a person, and why or why not, in words."""

import tomllib
from collections.abc import Mapping
from importlib.resources import files

from tidings.inbox.types import Arrived, Need, Why
from tidings.kernel.languages import among
from tidings.kernel.words import Channel

_WORDS: Mapping[str, Mapping[str, str]] = tomllib.loads(files("tidings.inbox").joinpath("why.toml").read_text(encoding="utf-8"))
_KINDS = {"media": Why.FILE, "location": Why.PLACE}


def need_of(message: Arrived) -> Need:
    """Say whether a message needs a person.

    STOP and START are followed by the machine, HELP where it is answered (by SMS), and what answers an open question is the business of the room
    that asked. A reaction says nothing that could be answered. Everything else, and what may be a STOP, is for a person.
    """
    match message.reading:
        case "opt_out":
            return Need(person=False, why=Why.OPTED_OUT)
        case "opt_in":
            return Need(person=False, why=Why.OPTED_IN)
        case "help":
            helped = message.answered or (message.channel is Channel.SMS and message.contact_id is not None)
            return Need(person=not helped, why=Why.HELPED if helped else Why.HELP)
        case "unclear":
            return Need(person=True, why=Why.UNCLEAR)
        case _:
            return _spoken(message)


def _spoken(message: Arrived) -> Need:
    if message.asked is not None:
        return Need(person=False, why=Why.ANSWERED)
    if message.kind == "reaction":
        return Need(person=False, why=Why.REACTION)
    if message.contact_id is None:
        return Need(person=True, why=Why.STRANGER)
    return Need(person=True, why=_KINDS.get(message.kind, Why.WROTE))


def told(why: Why, language: str) -> str:
    """Return why a thread needs a person, or does not, in a language or locale."""
    return _WORDS[why.value][among(language)]
