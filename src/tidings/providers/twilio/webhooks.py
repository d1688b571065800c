"""What Twilio calls us with: form-encoded status callbacks and inbound messages, signed with the auth token."""

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping, Sequence
from urllib.parse import parse_qs, parse_qsl, urlsplit

from tidings.kernel.renumbering import renumbered
from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, WebhookCall
from tidings.ports.outcome import Failure
from tidings.ports.receipt import (
    AccountNotice,
    Attachment,
    AttachmentKind,
    Inbound,
    InboundKind,
    Keyword,
    News,
    NoticeKind,
    Place,
    Receipt,
    ReceiptState,
    Unrecognised,
)
from tidings.providers.answers import LARGEST_BODY, redact
from tidings.providers.twilio.sending import ERRORS, WHATSAPP_PREFIX, is_message_sid

_MOST_FIELDS = 1_000
_PORTS = {"https": ":443", "http": ":80"}

_MOST_FILES = 10
_MAIN_TYPES = {"image": AttachmentKind.IMAGE, "video": AttachmentKind.VIDEO, "audio": AttachmentKind.AUDIO}
MEDIA = re.compile(r"/Messages/[A-Z]{2}[0-9a-f]{32}/Media/ME[0-9a-f]{32}")
"""The end of the address of a file that came with a message."""
_KEYWORDS = {"STOP": Keyword.STOP, "START": Keyword.START, "HELP": Keyword.HELP}
STATES = {
    "accepted": ReceiptState.SENT,
    "scheduled": ReceiptState.SENT,
    "queued": ReceiptState.SENT,
    "sending": ReceiptState.SENT,
    "sent": ReceiptState.SENT,
    "partially_delivered": ReceiptState.SENT,
    "delivered": ReceiptState.DELIVERED,
    "read": ReceiptState.READ,
    "failed": ReceiptState.FAILED,
    "undelivered": ReceiptState.FAILED,
    "canceled": ReceiptState.FAILED,
}
"""Every status of an outgoing message; the earliest already prove that Twilio has taken it."""

CANCELLED = "It was cancelled at Twilio before it left."

Form = Mapping[str, str]


def verify(call: WebhookCall, account: Account) -> bool:
    """Check X-Twilio-Signature: HMAC-SHA1 over the address and the sorted parameters.

    The address is tried with and without its port, and with the token before, while the token is being changed.
    """
    given = call.headers.get("x-twilio-signature", "").encode("utf-8", "replace")
    tokens = [account.values.get(name, "") for name in ("auth_token", "previous_auth_token")]
    signed = _signed_part(call)
    if signed is None or not given:
        return False
    return any(hmac.compare_digest(_signature(token, address + signed), given) for token in tokens if token for address in _addresses(call.url))


def read(call: WebhookCall) -> Sequence[News]:
    """Read one callback; never raises, whatever the body."""
    form = _form(call.body)
    if form is None:
        return [Unrecognised("a call of Twilio that is no form")]
    sid = form.get("MessageSid") or form.get("SmsSid", "")
    if not is_message_sid(sid):
        return [Unrecognised("a call of Twilio without a message id")]
    if "MessageStatus" in form:
        return _receipt(form, sid, call.url)
    if form.get("From", "").removeprefix(WHATSAPP_PREFIX) and form.get("To") and ("Body" in form or "NumMedia" in form):
        return [_inbound(form, sid)]
    return [Unrecognised("a call of Twilio that is neither a status nor a message")]


def _form(body: bytes) -> Form | None:
    """Return the first value of each field, NUL taken out; None for what is no form."""
    pairs = _pairs(body, errors="replace")
    if pairs is None:
        return None
    form: dict[str, str] = {}
    for name, value in pairs:
        form.setdefault(name.replace("\x00", ""), value.replace("\x00", ""))
    return form


def _pairs(body: bytes, errors: str) -> list[tuple[str, str]] | None:
    if len(body) > LARGEST_BODY:
        return None
    try:
        return parse_qsl(body.decode("utf-8", errors), keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors=errors)
    except ValueError:
        return None


def _signed_part(call: WebhookCall) -> str | None:
    """Return what is signed after the address: nothing for a body that is signed by its hash in the address."""
    if "bodySHA256=" in call.url and (digests := _query(call.url).get("bodySHA256")):
        right = hmac.compare_digest(digests[0].encode("utf-8", "replace"), hashlib.sha256(call.body).hexdigest().encode())
        return "" if right else None
    pairs = _pairs(call.body, errors="surrogateescape")
    return None if pairs is None else "".join(name + value for name, value in sorted(set(pairs)))


def _signature(token: str, signed: str) -> bytes:
    return base64.b64encode(hmac.digest(token.encode(), signed.encode("utf-8", "surrogateescape"), "sha1"))


def _addresses(url: str) -> Sequence[str]:
    """Return the address as it is, without its port, and with the usual one."""
    scheme, separator, rest = url.partition("://")
    host, slash, path = rest.partition("/")
    bare, colon, port = host.rpartition(":")
    if colon and port.isdecimal():
        return [url, f"{scheme}{separator}{bare}{slash}{path}"]
    return [url, f"{scheme}{separator}{host}{_PORTS.get(scheme, '')}{slash}{path}"]


def _query(url: str) -> Mapping[str, Sequence[str]]:
    try:
        return parse_qs(urlsplit(url).query, max_num_fields=_MOST_FIELDS)
    except ValueError:
        return {}


def _receipt(form: Form, sid: str, url: str) -> Sequence[News]:
    status = "read" if form.get("EventType", "").upper() == "READ" else form["MessageStatus"].lower()
    state = STATES.get(status)
    if state is None:
        return [Unrecognised("a status of Twilio that is not known")]
    token = _query(url).get("a", [None])[0]
    if state is not ReceiptState.FAILED:
        return [Receipt(state, sid, token, at=None)]
    if status == "canceled":
        return [Receipt(state, sid, token, None, Failure.EXPIRED, status, CANCELLED)]
    code = form.get("ErrorCode", "") or status
    words = ERRORS.explain(code, redact(form.get("ErrorMessage") or form.get("ChannelStatusMessage", "")))
    receipt = Receipt(state, sid, token, None, ERRORS.failure(code), code, words)
    sender = form.get("From", "").removeprefix(WHATSAPP_PREFIX)
    return [receipt, AccountNotice(NoticeKind.ACCOUNT_STOPPED, sender, code, text=words)] if ERRORS.stops(code) else [receipt]


def _inbound(form: Form, sid: str) -> Inbound:
    sender, whatsapp = form["From"], form["From"].startswith(WHATSAPP_PREFIX)
    place = _place(form)
    keyword = _KEYWORDS.get(form.get("OptOutType", "").upper())
    return Inbound(
        channel=Channel.WHATSAPP if whatsapp else Channel.SMS,
        provider_id=sid,
        sender=renumbered(sender.removeprefix(WHATSAPP_PREFIX)) or None,
        to=form["To"].removeprefix(WHATSAPP_PREFIX),
        kind=_kind(form),
        text=form.get("Body") or form.get("ButtonText") or (place.said if place else ""),
        at=None,
        payload=form.get("ButtonPayload") or form.get("ListId") or None,
        in_reply_to=form.get("OriginalRepliedMessageSid") or None,
        profile_name=form.get("ProfileName") or None,
        opt_out_answered=keyword is Keyword.STOP,
        keyword=keyword,
        attachments=_attachments(form),
        place=place,
        raw=dict(form),
    )


def _attachments(form: Form) -> tuple[Attachment, ...]:
    told = form.get("NumMedia", "0")
    files = min(int(told), _MOST_FILES) if told.isascii() and told.isdecimal() and len(told) < 4 else 0  # noqa: PLR2004 - a number to be read
    return tuple(_attachment(form.get(f"MediaUrl{place}", ""), form.get(f"MediaContentType{place}", "")) for place in range(files))


def _attachment(url: str, content_type: str) -> Attachment:
    found = MEDIA.search(url)
    kind = _MAIN_TYPES.get(content_type.partition("/")[0], AttachmentKind.DOCUMENT)
    return Attachment(kind, found[0] if found and found.end() == len(url) else "", content_type.partition(";")[0].strip())


def _place(form: Form) -> Place | None:
    try:
        latitude, longitude = float(form.get("Latitude", "")), float(form.get("Longitude", ""))
    except ValueError:
        return None
    within = -90 <= latitude <= 90 and -180 <= longitude <= 180  # noqa: PLR2004 - degrees
    return Place(latitude, longitude, form.get("Label", ""), form.get("Address", "")) if within else None


def _kind(form: Form) -> InboundKind:
    if form.get("ButtonPayload") or form.get("ButtonText") or form.get("ListId"):
        return InboundKind.BUTTON
    if form.get("Latitude") and form.get("Longitude"):
        return InboundKind.LOCATION
    return InboundKind.MEDIA if form.get("NumMedia", "0") not in {"", "0"} else InboundKind.TEXT
