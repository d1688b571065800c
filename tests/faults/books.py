"""The witness' books as it wrote them, entry by entry: read here from its file, without its help and without Tidings'."""

import base64
from collections.abc import Container
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urldefrag, urlsplit
from uuid import UUID

import msgspec
import orjson

from tidings.simulator.books import FAILURES, Inbound, Line, Message

_TOKEN_LETTERS = 47
Key = tuple[UUID, UUID]
"""Source and contact: what the token that travels with a message begins with."""


@dataclass(slots=True)
class Accepted:
    """A message that the provider accepted. `acknowledged` are the statuses that our server answered with 200."""

    message: Message
    key: Key | None
    acknowledged: set[str] = field(default_factory=set[str])

    @property
    def failed(self) -> bool:
        """Whether the person did not get it, by the witness."""
        return self.message.status in FAILURES

    def of(self, campaigns: Container[UUID]) -> bool:
        """Whether a campaign sent it; an automatic answer has a source of its own."""
        return self.key is not None and self.key[0] in campaigns


@dataclass(frozen=True, slots=True)
class Books:
    """Messages by the provider's id, in the order of their acceptance; what people wrote, in its order, and what of it our server acknowledged."""

    accepted: dict[str, Accepted] = field(default_factory=dict[str, Accepted])
    inbound: list[Inbound] = field(default_factory=list[Inbound])
    heard: set[str] = field(default_factory=set[str])

    def of(self, source: UUID) -> list[Accepted]:
        """Return what one campaign sent."""
        return [each for each in self.accepted.values() if each.key is not None and each.key[0] == source]

    def by_key(self) -> dict[Key, list[Accepted]]:
        """Return what was accepted for each message of the ledger, in its order."""
        found: dict[Key, list[Accepted]] = {}
        for each in self.accepted.values():
            if each.key is not None:
                found.setdefault(each.key, []).append(each)
        return found


def read_books(path: Path) -> Books:
    """Read the file; an entry that is just being written is left out."""
    books = Books()
    for line in path.read_bytes().rpartition(b"\n")[0].splitlines():
        _enter(books, orjson.loads(line))
    return books


def _enter(books: Books, entry: dict[str, Any]) -> None:
    match entry.pop("kind"):
        case "message":
            message = msgspec.convert(entry, Message)
            books.accepted[message.id] = Accepted(message, _key(message))
        case "status":
            message = books.accepted[entry["id"]].message
            message.status, message.status_at, message.error = entry["status"], entry["at"], entry["error"]
        case "acknowledged" if entry["id"] in books.accepted:
            books.accepted[entry["id"]].acknowledged.add(entry["what"])
        case "inbound":
            books.inbound.append(msgspec.convert(entry, Inbound))
        case "acknowledged" if entry["what"] == "inbound":
            books.heard.add(entry["id"])
        case _:
            pass


def _key(message: Message) -> Key | None:
    token = message.echo or ""
    if message.line is not Line.META:
        token = parse_qs(urlsplit(urldefrag(token).url).query).get("a", [""])[0]
    if len(token) != _TOKEN_LETTERS:
        return None
    packed = base64.urlsafe_b64decode(f"{token}=")
    return UUID(bytes=packed[:16]), UUID(bytes=packed[16:32])
