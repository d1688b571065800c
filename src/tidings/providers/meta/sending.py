"""Sending: POST /{phone number id}/messages, JSON, bearer token (Graph API v23.0)."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

import orjson

from tidings.ports.adapter import Account, Health, Outgoing, Request, Response, Steps
from tidings.ports.content import ButtonKind, ButtonValue, Choice, Choices, File, HeaderMedia, Mail, Push, Template, Text
from tidings.ports.outcome import Accepted, Failure, Outcome, Refused, Unknown
from tidings.ports.receipt import AttachmentKind, Place
from tidings.providers.answers import Table, read_json, redact, retry_after, table, tables, text, without_code
from tidings.providers.error_map import ErrorMap
from tidings.providers.meta.limits import UNTOLD, limit_of

ERRORS = ErrorMap.load("tidings.providers.meta", "WhatsApp")

_VERSION = "v23.0"
_FIELDS = "id,display_phone_number,verified_name,quality_rating,whatsapp_business_manager_messaging_limit"
_LONGEST_ID = 512
_BROKEN = 500
_THROTTLE_SECONDS = 5.0


def send(message: Outgoing, account: Account) -> Steps[Outcome]:
    """Send one message to one person: a template, or inside the service window whatever is free."""
    document: dict[str, Any] = {"messaging_product": "whatsapp", "recipient_type": "individual", **_recipient(message.to)}
    if message.token:
        document["biz_opaque_callback_data"] = message.token
    match message.content:
        case Text(text=said):
            document |= {"type": "text", "text": {"body": said, "preview_url": False}}
        case Template() as template:
            document |= {"type": "template", "template": _template(template)}
        case Choices() as asked:
            document |= {"type": "interactive", "interactive": _interactive(asked)}
        case Place() as place:
            document |= {"type": "location", "location": _location(place)}
        case File() as file:
            document |= {"type": file.kind.value, file.kind.value: _file(file)}
        case Mail() | Push():
            return Refused(Failure.CONTENT, "another_channel", "WhatsApp carries neither emails nor notifications.")
    number = account.values["phone_number_id"] if message.sender.startswith("+") or not message.sender else message.sender
    response = yield request(account, "POST", f"{quote(number, safe='')}/messages", orjson.dumps(document))
    return _outcome(response, account)


def _recipient(to: str) -> dict[str, str]:
    """Address a number, else Meta's own id of a user (Meta, "Business-scoped user IDs", 31 March 2026: `recipient` in place of `to`)."""
    number = to.removeprefix("+")
    return {"to": number} if number.isdigit() else {"recipient": to}


def check(account: Account) -> Steps[Health]:
    """Read the phone number: known to this token, its quality, and how many people it may write to in 24 hours."""
    response = yield request(account, "GET", f"{quote(account.values['phone_number_id'], safe='')}?fields={_FIELDS}")
    answer = read_json(response.body) or {}
    code = text(table(answer, "error"), "code")
    if code:
        return Health(ok=False, detail=ERRORS.explain(code, _words(table(answer, "error"), account)))
    if text(answer, "id") != account.values["phone_number_id"]:
        return Health(ok=False, detail=f"WhatsApp answered HTTP {response.status} without a usable body.")
    limit = limit_of(answer.get("whatsapp_business_manager_messaging_limit"))
    name, quality = text(answer, "verified_name") or "The number", text(answer, "quality_rating") or "UNKNOWN"
    people = "people (Meta does not tell how many)" if limit is UNTOLD else "any number of people" if limit is None else f"{limit:,} people"
    detail = f"{name} may write first to {people} in 24 hours; quality {quality.lower()}."
    return Health(ok=True, detail=detail, limit=None if limit is UNTOLD else limit, limit_told=limit is not UNTOLD)


def request(account: Account, method: str, path: str, body: bytes = b"") -> Request:
    """Make a request of the Graph API."""
    headers = {"authorization": f"Bearer {account.values['access_token']}", "accept": "application/json"}
    if body:
        headers["content-type"] = "application/json"
    return Request(method, f"{account.api_base.rstrip('/')}/{_VERSION}/{path}", headers, body)


def _template(template: Template) -> dict[str, Any]:
    components = [*_header(template), *_body(template), *map(_button, template.buttons)]
    named: dict[str, Any] = {"name": template.name, "language": {"code": template.language}}
    return named | ({"components": components} if components else {})


def _header(template: Template) -> Iterable[dict[str, Any]]:
    if isinstance(template.header, HeaderMedia):
        media = template.header
        file = {"link": media.link} | ({"filename": media.filename} if media.filename else {})
        yield {"type": "header", "parameters": [{"type": media.kind.value, media.kind.value: file}]}
    elif template.header:
        yield {"type": "header", "parameters": [_text(value) for value in template.header]}


def _body(template: Template) -> Iterable[dict[str, Any]]:
    """Yield the body's values; a template has numbered or named ones, never both."""
    named = [_text(value) | {"parameter_name": name} for name, value in template.named.items()]
    if parameters := named or [_text(value) for value in template.body]:
        yield {"type": "body", "parameters": parameters}


def _button(button: ButtonValue) -> dict[str, Any]:
    quick = button.kind is ButtonKind.QUICK_REPLY
    parameter = {"type": "payload", "payload": button.value} if quick else _text(button.value)
    return {"type": "button", "sub_type": button.kind.value, "index": str(button.index), "parameters": [parameter]}


def _interactive(asked: Choices) -> dict[str, Any]:
    """Write buttons, or a list of one section (Meta, "Interactive reply buttons messages", "Interactive list messages")."""
    body = {"text": asked.text}
    if not asked.button:
        buttons = [{"type": "reply", "reply": {"id": each.id, "title": each.title}} for each in asked.choices]
        return {"type": "button", "body": body, "action": {"buttons": buttons}}
    return {"type": "list", "body": body, "action": {"button": asked.button, "sections": [{"rows": [_row(each) for each in asked.choices]}]}}


def _row(choice: Choice) -> dict[str, str]:
    return {"id": choice.id, "title": choice.title} | ({"description": choice.description} if choice.description else {})


def _location(place: Place) -> dict[str, str]:
    """Write a place, its degrees as text (to a tenth of a metre)."""
    named = {"name": place.name, "address": place.address}
    return {"latitude": f"{place.latitude:.6f}", "longitude": f"{place.longitude:.6f}"} | {name: value for name, value in named.items() if value}


def _file(file: File) -> dict[str, str]:
    """Write a file; a recording has no words, and only a document has a name."""
    words = {"caption": file.caption} if file.caption and file.kind is not AttachmentKind.AUDIO else {}
    named = {"filename": file.name} if file.name and file.kind is AttachmentKind.DOCUMENT else {}
    return {"link": file.link} | words | named


def _text(value: str) -> dict[str, str]:
    return {"type": "text", "text": value}


def _outcome(response: Response, account: Account) -> Outcome:
    """Judge by the error's code, never by status or title; without one, by what may have been processed."""
    answer = read_json(response.body) or {}
    error = table(answer, "error")
    code = text(error, "code")
    if not code:
        taken = 200 <= response.status < 300  # noqa: PLR2004 - HTTP's own numbers
        return _taken(answer) if taken else without_code(response, "WhatsApp", _THROTTLE_SECONDS)
    words = _words(error, account)
    if ERRORS.knows(code):
        return ERRORS.outcome(code, words, after=retry_after(response))
    if response.status >= _BROKEN or response.status < 400:  # noqa: PLR2004 - HTTP's own number
        return Unknown(f"WhatsApp answered HTTP {response.status} with an error {code} that is not known")
    if error.get("is_transient") is True:
        return Refused(Failure.TRANSIENT, code, ERRORS.explain(code, words))
    return ERRORS.outcome(code, words)


def _taken(answer: Table) -> Outcome:
    messages = tables(answer, "messages")
    wamid = text(messages[0], "id") if messages else ""
    if not 0 < len(wamid) <= _LONGEST_ID:
        return Unknown("WhatsApp answered success without a message id")
    return Accepted(wamid)


def _words(error: Table, account: Account) -> str:
    details = text(table(error, "error_data"), "details")
    return redact(details or text(error, "message"), account)
