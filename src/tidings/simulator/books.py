"""What was accepted, for whom, and what people wrote back: the evidence.

With a file, each entry is appended before the provider's answer leaves, so a restart or a kill of the simulator
keeps it.
"""

import os
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec
import orjson

from tidings.kernel.words import Channel


class Line(StrEnum):
    """A provider's channel."""

    TWILIO_SMS = "twilio_sms"
    TWILIO_WHATSAPP = "twilio_whatsapp"
    META = "meta"
    FCM = "fcm"

    @property
    def channel(self) -> Channel:
        """The channel that people see."""
        return {Line.TWILIO_SMS: Channel.SMS, Line.FCM: Channel.PUSH}.get(self, Channel.WHATSAPP)

    @property
    def provider(self) -> str:
        """`twilio`, `meta` or `fcm`."""
        return self.value.partition("_")[0]


FAILURES = frozenset({"failed", "undelivered"})
RANKS = {"accepted": 0, "queued": 0, "sent": 1, "delivered": 2, "read": 3, "undelivered": 4, "failed": 4}


@dataclass(frozen=True, slots=True)
class Option:
    """What a person may choose of a message: its words, and what comes back with them."""

    id: str
    title: str
    description: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place, in degrees."""

    latitude: float
    longitude: float
    name: str
    address: str


@dataclass(frozen=True, slots=True)
class Extra:
    """What a message inside the service window brings beside its text.

    Of `options` with `opens` a phone shows a list that this button opens, else buttons. `link` leads to a file, `spot` is a place.
    """

    options: tuple[Option, ...] = ()
    opens: str = ""
    link: str = ""
    name: str = ""
    kind: str = ""
    spot: Spot | None = None


@dataclass(slots=True)
class Message:
    """One accepted message. Times are seconds since the epoch, business time; numbers are E.164.

    `nth` counts the messages accepted for that person from 0; `to` is Meta's id of a person who shows no number, or a device's token. `echo` is
    what the sender asked to have back: the StatusCallback address, or biz_opaque_callback_data. `counted`: it used the
    WhatsApp messaging limit.
    """

    id: str
    line: Line
    account: str
    sender: str
    to: str
    at: float
    nth: int
    text: str
    template: str | None = None
    category: str = "service"
    echo: str | None = None
    service: str | None = None
    segments: int = 1
    media: int = 0
    interactive: bool = False
    extra: Extra | None = None
    counted: bool = False
    doom: int | None = None
    status: str = "queued"
    status_at: float = 0.0
    sent_at: float | None = None
    error: int | None = None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A file that a person sends; `content` is in base64."""

    id: str
    kind: str
    content_type: str
    name: str
    content: str


@dataclass(slots=True)
class Inbound:
    """One message from a person to one of our senders. A `reaction` is to the message that is its `context`."""

    id: str
    line: Line
    account: str
    number: str
    sender: str
    text: str
    at: float
    payload: str | None = None
    user_id: str | None = None  # Meta's id of the person, told beside the number
    context: str | None = None  # the message that it answers
    interactive: bool = False
    row: bool = False  # what was chosen is a row of a list
    enclosure: Enclosure | None = None
    spot: Spot | None = None
    reaction: str | None = None
    stop: bool = False
    acknowledged: bool = False


class Books:
    """The evidence in memory, and in a file if one is given."""

    def __init__(self, path: Path | None = None) -> None:
        self.people: dict[str, list[Message]] = {}
        self.messages: dict[str, Message] = {}
        self.inbound: dict[str, Inbound] = {}
        self.findings: list[dict[str, Any]] = []
        self._file: int | None = None
        self._earlier: list[dict[str, Any]] = _read_entries(path) if path else []
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def restore(self) -> dict[str, set[str]]:
        """Enter again what the file held; returns, by id, what our server had acknowledged before (statuses, "inbound")."""
        acknowledged: dict[str, set[str]] = {}
        for entry in self._earlier:
            kind = entry.pop("kind")
            if kind == "message":
                self._enter(msgspec.convert(entry, Message))
            elif kind == "inbound":
                self.inbound[entry["id"]] = msgspec.convert(entry, Inbound)
            elif kind == "status":
                self._move(self.messages[entry["id"]], entry["status"], entry["at"], entry["error"])
            elif kind == "finding":
                self.findings.append(entry)
            elif kind == "acknowledged":
                acknowledged.setdefault(entry["id"], set()).add(entry["what"])
        self._earlier.clear()
        return acknowledged

    def add(self, message: Message) -> None:
        """Write down an accepted message."""
        self._enter(message)
        self._write("message", asdict(message) if self._file is not None else {})

    def enclosure(self, identifier: str) -> Enclosure | None:
        """Return a file that somebody sent, by its id."""
        return next((each.enclosure for each in self.inbound.values() if each.enclosure is not None and each.enclosure.id == identifier), None)

    def add_inbound(self, inbound: Inbound) -> None:
        """Write down what a person wrote."""
        self.inbound[inbound.id] = inbound
        self._write("inbound", asdict(inbound) if self._file is not None else {})

    def set_status(self, message: Message, status: str, at: float, error: int | None) -> None:
        """Move a message on; it never goes back."""
        if RANKS[status] <= RANKS[message.status]:
            return
        self._move(message, status, at, error)
        self._write("status", {"id": message.id, "status": status, "at": at, "error": error})

    def set_acknowledged(self, identifier: str, what: str) -> None:
        """Write down that our server acknowledged a receipt (`what` is its status) or an inbound message ("inbound")."""
        self._write("acknowledged", {"id": identifier, "what": what})

    def add_finding(self, of: str, person: str, example: dict[str, Any]) -> None:
        """Write down a breach: `of` is "over_limit" or "after_stop"."""
        entry = {"of": of, "person": person, "example": example}
        self.findings.append(entry)
        self._write("finding", entry)

    def _write(self, kind: str, entry: dict[str, Any]) -> None:
        """Append an entry to the file, if there is one."""
        if self._file is not None:
            os.write(self._file, orjson.dumps({"kind": kind, **entry}, option=orjson.OPT_APPEND_NEWLINE))

    def clear(self) -> None:
        """Start again with empty books; a file keeps what was before, ended by a mark."""
        self.people.clear()
        self.messages.clear()
        self.inbound.clear()
        self.findings.clear()
        self._write("reset", {})

    def close(self) -> None:
        """Close the file."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _enter(self, message: Message) -> None:
        self.messages[message.id] = message
        self.people.setdefault(message.to, []).append(message)

    def _move(self, message: Message, status: str, at: float, error: int | None) -> None:
        message.status, message.status_at, message.error = status, at, error
        if status == "sent":
            message.sent_at = at


def _read_entries(path: Path) -> list[dict[str, Any]]:
    """Return the entries after the last reset; an end that was cut short (a full disk, a lost machine) is taken off the file."""
    if not path.exists():
        return []
    written = path.read_bytes()
    whole = written[: written.rfind(b"\n") + 1]
    if len(whole) < len(written):
        os.truncate(path, len(whole))
    entries: list[dict[str, Any]] = [orjson.loads(line) for line in whole.splitlines()]
    resets = [index for index, entry in enumerate(entries) if entry["kind"] == "reset"]
    return entries[resets[-1] + 1 :] if resets else entries
