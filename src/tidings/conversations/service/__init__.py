"""The door of conversations: what people write, what it means, and what they were asked."""

from tidings.conversations.service.attachments import MOST_BYTES as MOST_ATTACHMENT_BYTES
from tidings.conversations.service.attachments import drop as drop_attachment
from tidings.conversations.service.attachments import file_type, may_be_shown, open_file, picture_type, plain_name, why_refused
from tidings.conversations.service.attachments import organisations_due as organisations_with_attachments_due
from tidings.conversations.service.attachments import settle as settle_attachment
from tidings.conversations.service.attachments import take as take_attachments
from tidings.conversations.service.attachments import waiting as waiting_attachments
from tidings.conversations.service.beside import follow_preference, follow_user
from tidings.conversations.service.listing import (
    last_of_people,
    last_written,
    list_inbound,
    newest_written,
    text_in,
    window_open,
    windows_of,
    written,
    written_by,
)
from tidings.conversations.service.questions import ask, asked_around, close_questions, open_sources, sources_at
from tidings.conversations.service.reading import classify, opinion, rating_of, remark_of, told, why_told
from tidings.conversations.service.receiving import receive
from tidings.conversations.service.retention import (
    count_inbound_before,
    count_questions_before,
    forget_inbound_before,
    forget_questions_before,
    wrote_since,
)
from tidings.conversations.service.rights import erase_person, known_people, tell_person
from tidings.conversations.service.unclear import count_unclear, decide, list_decided, list_unclear

__all__ = [
    "MOST_ATTACHMENT_BYTES",
    "ask",
    "asked_around",
    "classify",
    "close_questions",
    "count_inbound_before",
    "count_questions_before",
    "count_unclear",
    "decide",
    "drop_attachment",
    "erase_person",
    "file_type",
    "follow_preference",
    "follow_user",
    "forget_inbound_before",
    "forget_questions_before",
    "known_people",
    "last_of_people",
    "last_written",
    "list_decided",
    "list_inbound",
    "list_unclear",
    "may_be_shown",
    "newest_written",
    "open_file",
    "open_sources",
    "opinion",
    "organisations_with_attachments_due",
    "picture_type",
    "plain_name",
    "rating_of",
    "receive",
    "remark_of",
    "settle_attachment",
    "sources_at",
    "take_attachments",
    "tell_person",
    "text_in",
    "told",
    "waiting_attachments",
    "why_refused",
    "why_told",
    "window_open",
    "windows_of",
    "written",
    "written_by",
    "wrote_since",
]
