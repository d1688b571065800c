"""Reports of mail that came back to the return path (RFC 3464), and of mail that somebody called unwanted (RFC 5965), whoever handed them in."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes, message_from_string
from email.message import Message
from email.policy import compat32
from typing import TYPE_CHECKING, cast

from tidings.ports.adapter import WebhookCall
from tidings.ports.outcome import Failure
from tidings.ports.receipt import News, Receipt, ReceiptState, Unrecognised
from tidings.providers.answers import LARGEST_BODY
from tidings.providers.smtp.mime import wired
from tidings.providers.smtp.sending import ERRORS, known_as, spoken

_WORD = r"[A-Za-z0-9_-]{1,120}"
_MESSAGE_ID = re.compile(rf"<?({_WORD})@([A-Za-z0-9.-]{{1,255}})>?")
_ENVELOPE_ID = re.compile(_WORD)
_TAGGED = re.compile(rf"[A-Za-z0-9._-]{{1,16}}\+({_WORD})@")
_STATUS = re.compile(r"[245]\.\d{1,3}\.\d{1,3}")
_MOST_PARTS = 50
_FEEDBACK = "message/feedback-report"
_REPORTS = frozenset({"message/delivery-status", _FEEDBACK})
_COMPLAINTS = frozenset({"abuse", "fraud"})
"""The types of feedback that a person gives by a button (RFC 5965, 7.3). Others speak of viruses, of signatures, or take a complaint back."""
_STATES = {
    "failed": ReceiptState.FAILED,
    "delivered": ReceiptState.DELIVERED,
    "relayed": ReceiptState.SENT,
    "expanded": ReceiptState.SENT,
    "delayed": ReceiptState.SENT,
}

if TYPE_CHECKING:
    Part = Message[str, str]

Fields = Mapping[str, str]
"""The first of each field of a report, its name in lower case."""


def read(call: WebhookCall) -> Sequence[News]:
    """Read one report; never raises, whatever the body. That a message is late is no news: its end is told later."""
    if len(call.body) > LARGEST_BODY:
        return [Unrecognised("a report of mail that is too large to be read")]
    parts = _parts(message_from_bytes(call.body.replace(b"\x00", b""), policy=compat32))
    token, message_id = _whose(parts)
    if (feedback := _feedback(parts)) is not None:
        return [_complaint(feedback, token, message_id)]
    told = next((fields for part in parts if (fields := _recipient(part)) is not None), None)
    if told is None or not token:
        return [Unrecognised("mail that is no report of ours")]
    state = _STATES.get(told.get("action", "").lower())
    if state is None:
        return [Unrecognised("a report of mail that says nothing known")]
    receipt = Receipt(state, message_id, token, at=None, recipients=_of_whom(told))
    return [_failed(told, receipt) if state is ReceiptState.FAILED else receipt]


def _complaint(feedback: str, token: str, message_id: str) -> News:
    """Return that somebody complained, which is to say that they got it. Whose copy it was does not matter: mailboxes hide it (RFC 6590)."""
    if feedback not in _COMPLAINTS or not token:
        return Unrecognised("feedback about mail that is no complaint of one of ours")
    return Receipt(ReceiptState.DELIVERED, message_id, token, at=None, complained=True)


def _failed(told: Fields, receipt: Receipt) -> Receipt:
    found = _STATUS.search(told.get("status", ""))
    status = found[0] if found else "5.0.0"
    known = known_as(status) or status[0]
    failure = ERRORS.failure(known)
    words = ERRORS.explain(known, spoken(told.get("diagnostic-code", "").partition(";")[2]))
    # What closes our account would have been said when the mail was handed in; a report speaks of one message.
    final = Failure.CONTENT if failure in {Failure.HELD, Failure.TRANSIENT} else failure
    return replace(receipt, failure=final, code=status, text=words)


def _of_whom(told: Fields) -> tuple[str, ...]:
    """Return the addresses of which a report speaks: where the mail was to go in the end, and whom we had named before somebody forwarded it."""
    named = (told.get(name, "").rpartition(";")[2].strip().strip("<>") for name in ("final-recipient", "original-recipient"))
    return tuple(_wired(each) for each in named if each)


def _wired(address: str) -> str:
    """Return an address as our ledger has it; what is none is nobody's, and stays as it is."""
    with suppress(ValueError):
        return wired(address)
    return address


def _parts(whole: "Part") -> Sequence["Part"]:
    """Return the report and its parts, as many as any report has."""
    parts: list[Part] = []
    for part in whole.walk():
        parts.append(part)
        if len(parts) == _MOST_PARTS:
            break
    return parts


def _whose(parts: Sequence["Part"]) -> tuple[str, str]:
    """Return the token and the Message-ID of the message that came back: by the envelope id, by what is quoted of it, by the return path."""
    quoted = next(filter(None, (_quoted(part) for part in parts)), None)
    told = (fields.get("original-envelope-id", "") for part in parts for fields in _blocks(part))
    envelope = next(filter(_ENVELOPE_ID.fullmatch, told), "")
    tagged = _TAGGED.search(" ".join(_header(parts[0], name) for name in ("To", "Delivered-To", "X-Original-To")))
    token = envelope or (quoted[1] if quoted else "") or (tagged[1] if tagged else "")
    return token, f"{quoted[1]}@{quoted[2]}" if quoted else ""


def _quoted(part: "Part") -> re.Match[str] | None:
    """Return the Message-ID of the message that a part quotes."""
    if part.get_content_type() == "text/rfc822-headers":
        return _MESSAGE_ID.fullmatch(_header(message_from_string(_text(part), policy=compat32), "Message-ID"))
    if part.get_content_type() != "message/rfc822":
        return None
    inner = _inner(part)
    return _MESSAGE_ID.fullmatch(_header(inner[0], "Message-ID")) if inner else None


def _feedback(parts: Sequence["Part"]) -> str | None:
    """Return the type of a feedback report, None for what is none."""
    blocks = (fields for part in parts if part.get_content_type() == _FEEDBACK for fields in _blocks(part))
    return next((fields.get("feedback-type", "").lower() for fields in blocks), None)


def _recipient(part: "Part") -> Fields | None:
    """Return what a report says of its recipient: we write to one at a time."""
    return next((fields for fields in _blocks(part) if "action" in fields), None)


def _blocks(part: "Part") -> Iterator[Fields]:
    """Yield the groups of fields of a report."""
    if part.get_content_type() in _REPORTS:
        for block in _inner(part):
            yield {name.lower(): str(value).strip() for name, value in reversed(block.items())}


def _inner(part: "Part") -> Sequence["Part"]:
    payload: object = part.get_payload()
    return [cast("Part", each) for each in cast("list[object]", payload) if isinstance(each, Message)] if isinstance(payload, list) else []


def _header(message: "Part", name: str) -> str:
    return str(message.get(name, "")).strip()


def _text(part: "Part") -> str:
    payload = part.get_payload(decode=True)
    return payload.decode("utf-8", "replace") if isinstance(payload, bytes) else ""
