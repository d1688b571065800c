"""Sending: POST Messages.json, form-encoded, HTTP Basic (Twilio API 2010-04-01)."""

import base64
import re
from decimal import Decimal, InvalidOperation
from urllib.parse import quote, urlencode

import orjson

from tidings.kernel import sms
from tidings.kernel.money import Money
from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, Outgoing, Request, Response, Steps
from tidings.ports.content import Choices, File, HeaderMedia, Mail, Push, Template, Text
from tidings.ports.outcome import Accepted, Failure, Outcome, Refused, Unknown
from tidings.ports.receipt import Place
from tidings.providers.answers import Table, read_json, redact, retry_after, text, without_code
from tidings.providers.error_map import ErrorMap
from tidings.providers.twilio.contents import LANGUAGE, contents_base, types_of

ERRORS = ErrorMap.load("tidings.providers.twilio", "Twilio")
WHATSAPP_PREFIX = "whatsapp:"

_RETRIES = "#rc=5&rp=ct,rt,5xx"
"""Connection overrides (Twilio, Webhooks): five tries, also on time-outs and 5xx; by default one, on connection failures only."""
_SERVICE = re.compile(r"MG[0-9a-fA-F]{32}")
_SID = re.compile(r"(SM|MM)[0-9a-fA-F]{32}")
_CONTENT = re.compile(r"HX[0-9a-fA-F]{32}")
_THROTTLED = 429
_CREATED = 201
_BROKEN = 500
_THROTTLE_SECONDS = 2.0
_DEAREST = 1_000


def send(message: Outgoing, account: Account) -> Steps[Outcome]:
    """Send one message; content that a channel can't carry, and somebody of whom Twilio knows no number, are refused without a request."""
    if not message.to.startswith("+"):
        return Refused(Failure.CONTENT, "no_number", "Twilio sends to phone numbers only, and of this person WhatsApp tells an id alone.")
    match message.content:
        case Text(text=said, smart_encoding=smart):
            content = {"Body": body_of(message.content)} | ({"SmartEncoded": "true"} if smart else {})
            segments = sms.count(said, smart=smart).segments if message.channel is Channel.SMS else 1
        case Template(content_sid=str(sid)) if message.channel is Channel.WHATSAPP:
            content = {"ContentSid": sid, "ContentVariables": orjson.dumps(variables_of(message.content)).decode()}
            segments = 1
        case Template():
            return Refused(Failure.CONTENT, "no_content_sid", "Twilio sends a template on WhatsApp only, and by its ContentSid.")
        case File() as file if message.channel is Channel.WHATSAPP:
            content, segments = {"MediaUrl": file.link} | ({"Body": file.caption} if file.caption else {}), 1
        case Choices() | Place() if message.channel is Channel.WHATSAPP:
            made = yield from _made(message.content, account)
            if not isinstance(made, str):
                return made
            content, segments = {"ContentSid": made}, 1
        case Choices() | Place() | File():
            return Refused(Failure.CONTENT, "only_whatsapp", "Twilio carries buttons, lists, places and files by WhatsApp only.")
        case Mail() | Push():
            return Refused(Failure.CONTENT, "another_channel", "Twilio's Messages carry neither emails nor notifications.")
    form = _addresses(message) | content | _callback(message)
    response = yield request(account, "POST", "/Messages.json", urlencode(form, errors="replace").encode())
    return _outcome(response, account, segments)


def _made(content: Choices | Place, account: Account) -> Steps[str | Outcome]:
    """Have Twilio keep what a text can't say, and return its ContentSid (Content API v1). Nobody has been sent anything by then."""
    document = {"friendly_name": "Tidings", "language": LANGUAGE, "types": types_of(content)}
    response = yield Request(
        "POST", f"{contents_base(account)}/v1/Content", _headers(account) | {"content-type": "application/json"}, orjson.dumps(document)
    )
    answer = read_json(response.body) or {}
    if response.status == _CREATED and is_content_sid(text(answer, "sid")):
        return text(answer, "sid")
    if response.status >= _BROKEN or response.status == _CREATED:
        return Refused(Failure.TRANSIENT, f"http_{response.status}", "Twilio did not keep what is to be shown: it is asked again.")
    return _outcome(response, account, 1)


def request(account: Account, method: str, path: str, body: bytes = b"") -> Request:
    """Make a request under the account's own path."""
    sid, headers = account.values["account_sid"], _headers(account)
    if body:
        headers["content-type"] = "application/x-www-form-urlencoded"
    return Request(method, f"{account.api_base.rstrip('/')}/2010-04-01/Accounts/{quote(sid, safe='')}{path}", headers, body)


def _headers(account: Account) -> dict[str, str]:
    credentials = base64.b64encode(f"{account.values['account_sid']}:{account.values['auth_token']}".encode()).decode()
    return {"authorization": f"Basic {credentials}", "accept": "application/json"}


def body_of(content: Text) -> str:
    """Return the text as it goes out. Smart encoding is done here too, so that what was counted is what is sent."""
    return sms.smart_encode(content.text) if content.smart_encoding else content.text


def variables_of(template: Template) -> dict[str, str]:
    """Return a template's values numbered in one row from "1" (header, body, buttons); named ones keep their names."""
    header = (template.header.link,) if isinstance(template.header, HeaderMedia) else template.header
    row = (*header, *template.body, *(button.value for button in template.buttons))
    return {str(number): value for number, value in enumerate(row, 1)} | template.named


def address(number: str, channel: Channel) -> str:
    """Write a number as Twilio does on a channel."""
    return f"{WHATSAPP_PREFIX}{number}" if channel is Channel.WHATSAPP else number


def is_service(sender: str) -> bool:
    """Say whether a sender is a messaging service, which picks the number itself."""
    return _SERVICE.fullmatch(sender) is not None


def is_message_sid(sid: str) -> bool:
    """Say whether this is an id that Twilio gives to a message."""
    return _SID.fullmatch(sid) is not None


def is_content_sid(sid: str) -> bool:
    """Say whether this is an id that Twilio gives to content."""
    return _CONTENT.fullmatch(sid) is not None


def _addresses(message: Outgoing) -> dict[str, str]:
    to = {"To": address(message.to, message.channel)}
    if is_service(message.sender):
        return to | {"MessagingServiceSid": message.sender}
    return to | {"From": address(message.sender, message.channel)}


def _callback(message: Outgoing) -> dict[str, str]:
    if not message.callback_url:
        return {}
    joint = "&" if "?" in message.callback_url else "?"
    return {"StatusCallback": f"{message.callback_url}{joint}a={quote(message.token, safe='')}{_RETRIES}"}


def _outcome(response: Response, account: Account, segments: int) -> Outcome:
    if response.status >= _BROKEN:
        return Unknown(f"Twilio answered HTTP {response.status}, which does not say whether the message was taken")
    answer = read_json(response.body)
    if 200 <= response.status < 300:  # noqa: PLR2004 - HTTP's own numbers
        return _taken(answer or {}, account, segments)
    code = text(answer or {}, "code")
    if not code or (response.status == _THROTTLED and not ERRORS.knows(code)):
        return without_code(response, "Twilio", _THROTTLE_SECONDS)
    return ERRORS.outcome(code, redact(text(answer or {}, "message"), account), after=retry_after(response))


def _taken(answer: Table, account: Account, segments: int) -> Outcome:
    sid, code = text(answer, "sid"), text(answer, "error_code")
    if not is_message_sid(sid):
        return Unknown("Twilio answered success without a message id")
    if code and text(answer, "status") == "failed":
        return ERRORS.outcome(code, redact(text(answer, "error_message"), account))
    price = price_of(answer)
    return Accepted(
        sid,
        segments=segments_of(answer) or segments,
        cost_micros=price.micros if price else None,
        currency=price.currency if price else None,
    )


def segments_of(answer: Table) -> int | None:
    """Read how many segments a message has; with a messaging service Twilio says "0" until it has chosen the number."""
    told = text(answer, "num_segments")
    return int(told) if re.fullmatch(r"[1-9]\d?", told, re.ASCII) else None


def price_of(answer: Table) -> Money | None:
    """Read the price, which Twilio writes as a negative decimal, if it is told already."""
    try:
        amount = Decimal(text(answer, "price"))
    except InvalidOperation:
        return None
    unit = text(answer, "price_unit")
    return Money.of(abs(amount), unit) if amount.is_finite() and abs(amount) < _DEAREST and re.fullmatch(r"[A-Za-z]{3}", unit) else None
