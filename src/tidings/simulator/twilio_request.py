"""Twilio's checks of a request to send, in its own order and with its own codes."""

import re
from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import parse_qsl, urlsplit

import orjson

from tidings.simulator.books import Extra, Line
from tidings.simulator.segments import count_segments
from tidings.simulator.settings import TwilioSettings
from tidings.simulator.templates import Template
from tidings.simulator.twilio_errors import Refused
from tidings.simulator.world import Draft, World

_WHATSAPP = "whatsapp:"
_E164 = re.compile(r"^\+[1-9][0-9]{6,14}$")
_SENDER = re.compile(r"^(\+[1-9][0-9]{2,14}|[0-9]{3,8}|(?=.*[A-Za-z])[A-Za-z0-9 +_&-]{1,11})$")
_SERVICE = re.compile(r"^MG[0-9a-fA-F]{32}$")
_HOST = re.compile(r"^[A-Za-z0-9.:\[\]-]+$")
_MOST_BODY = 1600
_MOST_MEDIA = 10
_LONGEST_VALIDITY = 36000

# Twilio's "magic" test numbers.
_MAGIC_TO = {"+15005550001": 21211, "+15005550002": 21612, "+15005550003": 21408, "+15005550004": 21610, "+15005550009": 21614}
_MAGIC_FROM = {"+15005550001": 21212, "+15005550007": 21606, "+15005550008": 21611}
_TEMPLATE_CODES = {"REJECTED": 63040, "PENDING": 63040, "PAUSED": 63041, "DISABLED": 63042}


@dataclass(frozen=True, slots=True)
class Form:
    """The parameters of a request; only MediaUrl may come several times."""

    values: dict[str, str]
    media: int
    link: str = ""

    @classmethod
    def of(cls, body: bytes) -> "Form":
        """Read a form; anything else has no parameters."""
        pairs = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True)
        links = [value for name, value in pairs if name == "MediaUrl"]
        return cls({name: value for name, value in pairs if value}, len(links), links[0] if links else "")

    def get(self, name: str) -> str | None:
        """Return a parameter that is there and not empty."""
        return self.values.get(name)


def read_draft(form: Form, account: str, world: World) -> Draft:
    """Return the message that a form asks for. Raises Refused."""
    to, given_sender = _required(form)
    line = Line.TWILIO_WHATSAPP if to.startswith(_WHATSAPP) else Line.TWILIO_SMS
    settings = world.settings.twilio
    number = _recipient(to)
    sender = _sender(form, given_sender, line, settings)
    _check_extras(form)
    template, text, extra = _content(form, world, line)
    if line is Line.TWILIO_SMS and world.opted_out(sender, number):
        raise Refused(21610)
    return Draft(
        line=line,
        account=account,
        sender=sender,
        to=number,
        text=text,
        template=f"{template.name}/{template.language}" if template else None,
        category=template.category if template else "service",
        echo=form.get("StatusCallback"),
        service=form.get("MessagingServiceSid"),
        segments=count_segments(text),
        media=form.media,
        interactive=extra is not None and bool(extra.options),
        extra=extra,
        doom=_doom(form, line, template, open_window=world.hears(line, sender, number)),
    )


def recipient_of(form: Form) -> str:
    """Return the number asked for, without its channel, right or wrong."""
    return (form.get("To") or "").removeprefix(_WHATSAPP)


def _required(form: Form) -> tuple[str, str]:
    to = form.get("To")
    if to is None:
        raise Refused(21604)
    sender = form.get("From") or form.get("MessagingServiceSid")
    if sender is None:
        raise Refused(21603)
    if form.get("Body") is None and form.get("ContentSid") is None and not form.media:
        raise Refused(21602)
    return to, sender


def _recipient(to: str) -> str:
    number = to.removeprefix(_WHATSAPP)
    if not _E164.match(number):
        raise Refused(21211, to)
    if number in _MAGIC_TO:
        raise Refused(_MAGIC_TO[number], number)
    return number


def _sender(form: Form, given: str, line: Line, settings: TwilioSettings) -> str:
    if form.get("From") is None:
        if not _SERVICE.match(given):
            raise Refused(21703, given)
        return settings.messaging_service_sender
    whatsapp = given.startswith(_WHATSAPP)
    if whatsapp is not (line is Line.TWILIO_WHATSAPP):
        raise Refused(21910)
    number = given.removeprefix(_WHATSAPP)
    if not (_E164 if whatsapp else _SENDER).match(number):
        raise Refused(21212, given)
    if number in _MAGIC_FROM:
        raise Refused(_MAGIC_FROM[number], number)
    if settings.senders and given not in settings.senders:
        raise Refused(63007 if whatsapp else 21606, given)
    return number


def _check_extras(form: Form) -> None:
    if len(form.get("Body") or "") > _MOST_BODY:
        raise Refused(21617)
    if form.media > _MOST_MEDIA:
        raise Refused(21623)
    callback = form.get("StatusCallback")
    if callback is not None and not _is_url(callback):
        raise Refused(21609, callback)
    validity = form.get("ValidityPeriod")
    if validity is not None and not (validity.isdecimal() and 1 <= int(validity) <= _LONGEST_VALIDITY):
        raise Refused(21624, validity)


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(_HOST.match(parts.netloc.rpartition("@")[2]))


def _content(form: Form, world: World, line: Line) -> tuple[Template | None, str, Extra | None]:
    """Return what a message says: a template's text, or free text with what was kept for it or the file that it links."""
    content_sid = form.get("ContentSid")
    if content_sid is None:
        return None, form.get("Body") or "", Extra(link=form.link, kind="file") if form.link else None
    if content_sid in world.contents and line is Line.TWILIO_WHATSAPP:
        return None, *world.contents[content_sid]
    template = world.templates.by_content_sid(content_sid)
    if template is None:
        raise Refused(21655, content_sid)
    return template, template.rendered(_variables(form)), None


def _variables(form: Form) -> dict[str, str]:
    given = form.get("ContentVariables")
    if given is None:
        return {}
    try:
        variables: Any = orjson.loads(given)
    except orjson.JSONDecodeError as error:
        raise Refused(21656) from error
    if not isinstance(variables, dict):
        raise Refused(21656)
    named = cast("dict[str, Any]", variables)
    if not all(isinstance(value, str) for value in named.values()):
        raise Refused(21656)
    return cast("dict[str, str]", named)


def _doom(form: Form, line: Line, template: Template | None, *, open_window: bool) -> int | None:
    """Return the code with which WhatsApp will fail a message that Twilio accepts, if it will."""
    if line is not Line.TWILIO_WHATSAPP:
        return None
    if template is None:
        return None if open_window else 63016
    if template.status != "APPROVED":
        return _TEMPLATE_CODES[template.status]
    given = {name for name, value in _variables(form).items() if value.strip()}
    return None if given >= set(template.body_variables) else 63028
