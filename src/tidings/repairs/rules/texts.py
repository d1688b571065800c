"""What a shop says: kinds of notices and their texts, read from data, as templates by channel."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from typing import Any

from tidings.content.types import Body, Button, ButtonType, Category, EmailBody, PushBody, SmsBody, WhatsAppBody
from tidings.kernel.languages import LANGUAGES
from tidings.kernel.words import Channel, Purpose
from tidings.notices.types import Settings

WELCOME, RECEIVED, ESTIMATE, WHICH, AGREED = "repair_welcome", "repair_received", "repair_estimate", "repair_which", "repair_agreed"
PICKUP, PAYMENT, APPOINTMENT = "repair_pickup", "repair_payment", "repair_appointment"
APPOINTMENT_REMINDER = "repair_appointment_reminder"
REMINDERS = (PICKUP, PAYMENT, APPOINTMENT_REMINDER)

_DATA: Mapping[str, Any] = tomllib.loads(files("tidings.repairs").joinpath("kinds.toml").read_text(encoding="utf-8"))
KINDS: Mapping[str, Mapping[str, Any]] = _DATA["kinds"]
_WHATSAPP: Mapping[str, Mapping[str, str]] = _DATA["whatsapp"]
_VARIABLE = re.compile(r"\{\{ \w+ \}\}")
_USUAL: Mapping[str, Mapping[str, str]] = {
    "en": {"status": "waiting for parts", "price": "€149.00", "agreed": "€149.00", "when": "Tue 6 Oct 14:00"},
    "fr": {"status": "en attente de pièces", "price": "149,00 €", "agreed": "149,00 €", "when": "mar. 6 oct. 14:00"},
}
_USUAL_CODE = "x" * 40


@dataclass(frozen=True, slots=True)
class Written:
    """A text of a kind by a channel: the template's name, and its body in each language."""

    kind: str
    template: str
    channel: Channel
    emoji: bool
    bodies: Mapping[str, Body]


def templates() -> Iterator[Written]:
    """Yield the templates of all kinds, the emoji version of each SMS after the plain one."""
    for key, told in KINDS.items():
        for emoji in (False, True):
            texts = told["emoji" if emoji else "sms"]
            yield Written(
                key, sms_name(key, emoji=emoji), Channel.SMS, emoji, {each: SmsBody(texts[each], smart_encoding=not emoji) for each in texts}
            )
        emails = {each: EmailBody(told["subject"][each], told["sms"][each]) for each in sorted(LANGUAGES)}
        yield Written(key, f"{key}_email", Channel.EMAIL, emoji=False, bodies=emails)
        if pushed := told.get("push"):
            bodies = {each: PushBody(told["subject"][each], pushed[each], "{{ link }}") for each in sorted(LANGUAGES)}
            yield Written(key, f"{key}_push", Channel.PUSH, emoji=False, bodies=bodies)
        if Channel.WHATSAPP.value in told.get("order", (Channel.WHATSAPP.value,)):
            whatsapp = {each: _whatsapp(key, told, each) for each in sorted(LANGUAGES)}
            yield Written(key, f"{key}_whatsapp", Channel.WHATSAPP, emoji=False, bodies=whatsapp)


def sms_name(kind: str, *, emoji: bool) -> str:
    """Return the name of a kind's text message, plain or with emoji."""
    return f"{kind}_sms_emoji" if emoji else f"{kind}_sms"


def settings_of(kind: str, language: str, *, emoji: bool) -> Settings:
    """Return what all notices of a kind share; its name is for staff, who read the organisation's language."""
    told = KINDS[kind]
    names = {each.channel: each.template for each in templates() if each.kind == kind and (each.channel is not Channel.SMS or each.emoji is emoji)}
    return Settings(
        name=told["name"][language],
        purpose=Purpose.TRANSACTIONAL,
        templates=names,
        cascade=told.get("cascade", "standard"),
        order=[Channel(each) for each in told.get("order", ())],
        expires_after=timedelta(hours=told["expires_hours"]),
        high_value=told.get("high_value", False),
    )


def usual_values(language: str, shop: str, base: str) -> Mapping[str, str]:
    """Return what a text usually holds, to count what it costs: links are as long as those that will be sent. Of other languages in English."""
    links = {"link": f"{base}/t/{_USUAL_CODE}", "register": f"{base}/r/{_USUAL_CODE}"}
    return {"shop": short(shop), "number": "1042", "device": "iPhone 13", **_USUAL.get(language[:2].lower(), _USUAL["en"]), **links}


def short(text: str, most: int = 24) -> str:
    """Return a name fit for a text message: on one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1].rstrip() + "."


def _whatsapp(key: str, told: Mapping[str, Any], language: str) -> WhatsAppBody:
    """Return a text as a WhatsApp template: its variables numbered, words before and after them, and buttons where it asks."""
    text, parameters = told["sms"][language], tuple(_VARIABLE.findall(told["sms"][language]))
    for place, variable in enumerate(parameters, 1):
        text = text.replace(variable, f"{{{{{place}}}}}", 1)
    buttons = tuple(Button(ButtonType.QUICK_REPLY, _WHATSAPP[answer][language], value=answer) for answer in ("yes", "no")) if told.get("asks") else ()
    body = f"{_WHATSAPP['opening'][language]}{text}{_WHATSAPP['closing'][language]}"
    return WhatsAppBody(key, language, body, parameters, buttons=buttons, category=Category.UTILITY)
