"""What each channel accepts, checked when a template is made; the figures are data (`whatsapp.toml`)."""

import re
import tomllib
from collections import Counter
from importlib import resources
from typing import Any

import msgspec

from tidings.content.errors import TemplateInvalid
from tidings.content.rules.language import check_source
from tidings.content.rules.markup import check_markup
from tidings.content.types import Body, Button, ButtonType, EmailBody, Header, HeaderKind, PushBody, SmsBody, WhatsAppBody
from tidings.kernel.blank import blank
from tidings.kernel.words import Channel, Purpose

LONGEST_SMS = 1600
"""Characters of one SMS that providers take (Twilio's Body), after rendering."""

LONGEST_SUBJECT = 250
"""Characters of a subject, after rendering: mailboxes show some 70, and a header has lines of 998 octets (RFC 5322, 2.1.1)."""
LONGEST_EMAIL = 100_000
"""Characters of an email's text or HTML: Gmail cuts what is beyond 102 KB."""
LONGEST_TITLE = 100
"""Characters of a notification's title, after rendering: devices show some 50 of them."""
LONGEST_PUSH = 1000
"""Characters of its text: Firebase carries 4,096 octets in all, and devices show some 150 characters until it is opened."""
_LONGEST_POSTAL = 300
_LINK = re.compile(r"\{\{[^}]*\}\}")
_LEAVING = re.compile(r"\{\{[^}]*\bunsubscribe_url\b")

_WHATSAPP = tomllib.loads(resources.files("tidings.content.rules").joinpath("whatsapp.toml").read_text("utf-8"))
_LENGTH: dict[str, int] = _WHATSAPP["length"]
_BUTTONS: dict[str, int] = _WHATSAPP["buttons"]
NOT_SENDABLE: dict[str, str] = _WHATSAPP["not_sendable"]
"""Provider statuses in which a template is held back, with what to tell a person."""

LONGEST_PARAMETER = _LENGTH["body"]

_PLACE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_ADJACENT = re.compile(r"\}\}\s*\{\{")
_KINDS: dict[Channel, type[Body]] = {Channel.SMS: SmsBody, Channel.WHATSAPP: WhatsAppBody, Channel.EMAIL: EmailBody, Channel.PUSH: PushBody}
_SHAPES = "Give text for SMS; provider_name, language and body for WhatsApp; subject and text for email; title and text for push."


def body_from(channel: Channel, value: Any) -> Body:
    """Read a stored or given JSON object as the channel's body. Raises TemplateInvalid that names the field."""
    try:
        return msgspec.convert(value, _KINDS[channel])
    except msgspec.ValidationError as error:
        reason, _, where = str(error).partition(" - at ")
        field = ".".join(filter(None, ("body", where.strip("`").removeprefix("$").removeprefix("."))))
        raise TemplateInvalid(field, f"{reason}.", "GET /templates shows bodies that fit.") from error


def body_to(body: Body) -> dict[str, Any]:
    """Return a body as a JSON object."""
    return msgspec.to_builtins(body)


def check_body(channel: Channel, body: Body) -> None:
    """Check a body against its channel's limits. Raises TemplateInvalid that names the field."""
    if not isinstance(body, _KINDS[channel]):
        raise TemplateInvalid("body", f"This is not a body for {channel}.", _SHAPES)
    if isinstance(body, SmsBody):
        if blank(body.text):
            raise TemplateInvalid("body.text", "The text is empty.", "Write what is to be sent.")
        check_source("body.text", body.text)
    elif isinstance(body, EmailBody):
        _check_email(body)
    elif isinstance(body, PushBody):
        _check_push(body)
    else:
        _check_names(body)
        _check_text(body)
        _check_header(body.header)
        _check_buttons(body.buttons)


def check_purpose(purpose: Purpose, body: Body) -> None:
    """Refuse marketing by email that nobody can leave or that does not say where its sender is. Raises TemplateInvalid."""
    if purpose is not Purpose.MARKETING or not isinstance(body, EmailBody):
        return
    if blank(body.postal_address):
        fix = "Give the organisation's street address or registered box (15 U.S.C. 7704(a)(5))."
        raise TemplateInvalid("body.postal_address", "Marketing by email names a postal address.", fix)
    for name, source in (("text", body.text), ("html", body.html)):
        if source and _LEAVING.search(source) is None:
            raise TemplateInvalid(f"body.{name}", "Nobody can leave by this.", "Put {{ unsubscribe_url }} in, as a link that everybody finds.")


def _check_email(body: EmailBody) -> None:
    for name, source, longest in (("subject", body.subject, LONGEST_SUBJECT), ("text", body.text, LONGEST_EMAIL)):
        if blank(source):
            raise TemplateInvalid(f"body.{name}", "This is empty.", "Write what is to be sent.")
        check_source(f"body.{name}", source, longest)
    if "\n" in body.subject or "\r" in body.subject:
        raise TemplateInvalid("body.subject", "A subject has one line.", "Leave the line break out.")
    if len(body.postal_address) > _LONGEST_POSTAL or "\x00" in body.postal_address:
        raise TemplateInvalid("body.postal_address", "This is no postal address.", f"Write it within {_LONGEST_POSTAL} characters.")
    check_source("body.html", body.html, LONGEST_EMAIL)
    check_markup("body.html", body.html)


def _check_push(body: PushBody) -> None:
    for name, source in (("title", body.title), ("text", body.text)):
        if blank(source):
            raise TemplateInvalid(f"body.{name}", "This is empty.", "Write what is to be shown.")
        check_source(f"body.{name}", source)
    if body.link and not body.link.startswith("https://") and _LINK.match(body.link) is None:
        fix = "Begin it with https://, or with one variable that brings the whole address."
        raise TemplateInvalid("body.link", "This does not say where a tap leads.", fix)
    check_source("body.link", body.link)


def _check_names(body: WhatsAppBody) -> None:
    for name in ("provider_name", "language", "content_sid"):
        value: str | None = getattr(body, name)
        pattern: str = _WHATSAPP[name.removeprefix("provider_")]
        if value is not None and not re.fullmatch(pattern, value):
            raise TemplateInvalid(f"body.{name}", f"{value!r} is not a provider's name.", f"Write it as {pattern}.")


def _check_text(body: WhatsAppBody) -> None:
    _check_length("body.body", body.body, "body", required=True)
    _check_length("body.footer", body.footer, "footer")
    places = _places("body.body", body.body, len(body.parameters))
    if places and _at_an_end(body.body):
        raise TemplateInvalid("body.body", "WhatsApp refuses a variable at the start or the end.", "Put words before and after it.")
    if _ADJACENT.search(body.body):
        raise TemplateInvalid("body.body", "WhatsApp refuses two variables side by side.", "Put words between them.")
    if _PLACE.search(body.footer):
        raise TemplateInvalid("body.footer", "A footer takes no variables.", "Move it to the body.")
    for index, parameter in enumerate(body.parameters):
        _check_expression(f"body.parameters.{index}", parameter)
    if body.examples and len(body.examples) != len(body.parameters):
        raise TemplateInvalid("body.examples", "There is not one example for each variable.", f"Give {len(body.parameters)} examples, or none.")
    for index, example in enumerate(body.examples):
        _check_length(f"body.examples.{index}", example, "body", required=True)


def _check_header(header: Header | None) -> None:
    if header is None:
        return
    if header.kind is HeaderKind.TEXT:
        _check_length("body.header.text", header.text, "header", required=True)
        _places("body.header.text", header.text, 0 if header.parameter is None else 1)
    elif not header.link or not header.link.startswith("https://"):
        raise TemplateInvalid("body.header.link", f"A header with {header.kind} needs a public link.", "Give an https address.")
    for name, expression in (("parameter", header.parameter), ("link", header.link), ("filename", header.filename)):
        if expression is not None:
            _check_expression(f"body.header.{name}", expression)


def _check_buttons(buttons: tuple[Button, ...]) -> None:
    counts = Counter(button.type.value for button in buttons)
    for name, found in (*counts.items(), ("all", len(buttons))):
        if found > _BUTTONS[name]:
            raise TemplateInvalid("body.buttons", f"There are {found} buttons ({name}).", f"WhatsApp takes at most {_BUTTONS[name]}.")
    replies = [index for index, button in enumerate(buttons) if button.type is ButtonType.QUICK_REPLY]
    if replies and replies[-1] - replies[0] + 1 != len(replies):
        raise TemplateInvalid("body.buttons", "Quick replies must stand together.", "Put the other buttons before or after all of them.")
    for index, button in enumerate(buttons):
        _check_button(f"body.buttons.{index}", button)


def _check_button(field: str, button: Button) -> None:
    _check_length(f"{field}.text", button.text, "button", required=True)
    if button.value is not None:
        _check_expression(f"{field}.value", button.value)
    if button.type is ButtonType.PHONE_NUMBER:
        _check_length(f"{field}.phone_number", button.phone_number or "", "phone_number", required=True)
    elif button.type is ButtonType.URL:
        _check_url(field, button)


def _check_url(field: str, button: Button) -> None:
    url = button.url or ""
    _check_length(f"{field}.url", url, "url", required=True)
    places = _places(f"{field}.url", url, 0 if button.value is None else 1)
    if places and not url.rstrip().endswith("}}"):
        raise TemplateInvalid(f"{field}.url", "A URL's variable stands at its end.", "Move {{1}} to the end.")


def _check_expression(field: str, source: str) -> None:
    if blank(source):
        raise TemplateInvalid(field, "A parameter is never empty.", 'Write a variable or a text, for example {{ first_name | default("there") }}.')
    check_source(field, source)


def _check_length(field: str, text: str, name: str, *, required: bool = False) -> None:
    if required and blank(text):
        raise TemplateInvalid(field, "This is empty.", "Write it as the provider approved it.")
    if len(text) > _LENGTH[name]:
        raise TemplateInvalid(field, f"This has {len(text)} characters.", f"WhatsApp takes at most {_LENGTH[name]}.")


def _places(field: str, text: str, parameters: int) -> int:
    """Return how many variables a text has; they must be {{1}}, {{2}}... and as many as there are parameters."""
    names = set(_PLACE.findall(text))
    if names != {str(number) for number in range(1, len(names) + 1)}:
        raise TemplateInvalid(field, f"Its variables are {', '.join(sorted(names))}.", "Number them {{1}}, {{2}}... without a gap.")
    if len(names) != parameters:
        raise TemplateInvalid(field, f"It has {len(names)} variables and {parameters} parameters.", "Give one parameter for each variable.")
    return len(names)


def _at_an_end(text: str) -> bool:
    return text.lstrip().startswith("{{") or text.rstrip().endswith("}}")


def filled(text: str, values: tuple[str, ...]) -> str:
    """Return a provider's text with {{1}}, {{2}}... filled in."""
    return _PLACE.sub(lambda place: values[int(place[1]) - 1], text)
