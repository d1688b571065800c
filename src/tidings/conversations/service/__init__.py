"""The door of conversations: what people write, what it means, and what they were asked."""

from tidings.conversations.service.beside import follow_user
from tidings.conversations.service.listing import list_inbound, text_in, window_open
from tidings.conversations.service.questions import ask, close_questions
from tidings.conversations.service.reading import classify, opinion, told, why_told
from tidings.conversations.service.receiving import receive
from tidings.conversations.service.retention import count_inbound_before, forget_inbound_before, wrote_since
from tidings.conversations.service.rights import erase_person, tell_person
from tidings.conversations.service.unclear import count_unclear, decide, list_decided, list_unclear

__all__ = [
    "ask",
    "classify",
    "close_questions",
    "count_inbound_before",
    "count_unclear",
    "decide",
    "erase_person",
    "follow_user",
    "forget_inbound_before",
    "list_decided",
    "list_inbound",
    "list_unclear",
    "opinion",
    "receive",
    "tell_person",
    "text_in",
    "told",
    "why_told",
    "window_open",
    "wrote_since",
]
