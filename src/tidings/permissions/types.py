"""The words of permissions."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from tidings.kernel.words import Channel


class Reply(StrEnum):
    """What is answered of our own accord."""

    OPT_OUT = "opt_out"
    OPT_IN = "opt_in"
    HELP = "help"


@dataclass(frozen=True, slots=True)
class Due:
    """An answer that is due to somebody: to which message of theirs, by which number of ours, in which language if their words tell."""

    reply: Reply
    message_id: UUID
    contact_id: UUID
    address_id: UUID
    sender_id: UUID
    channel: Channel
    language: str | None
