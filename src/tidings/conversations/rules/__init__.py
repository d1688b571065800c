"""What a message means, as pure functions: deterministic, and conservative in both directions."""

from tidings.conversations.rules.questions import answered
from tidings.conversations.rules.ratings import RATINGS, rating_of, remark_of
from tidings.conversations.rules.reading import (
    WINDOW,
    answer_of,
    classify,
    language_of,
    may_reopen,
    moments,
    opinion,
    own_signs,
    read,
)
from tidings.conversations.rules.telling import told, why_told
from tidings.conversations.rules.text import normalised

__all__ = [
    "RATINGS",
    "WINDOW",
    "answer_of",
    "answered",
    "classify",
    "language_of",
    "may_reopen",
    "moments",
    "normalised",
    "opinion",
    "own_signs",
    "rating_of",
    "read",
    "remark_of",
    "told",
    "why_told",
]
