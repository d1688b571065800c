"""The ways into the inbox."""

from tidings.inbox.http.automation import AutoAnswerShown
from tidings.inbox.http.automation import router as automation
from tidings.inbox.http.measures import AllInboxFiguresShown, TriedShown
from tidings.inbox.http.measures import router as measures
from tidings.inbox.http.models import InboxItemShown, InboxReplyShown, InboxThreadShown
from tidings.inbox.http.settings import router as settings
from tidings.inbox.http.threads import router as threads

__all__ = [
    "AllInboxFiguresShown",
    "AutoAnswerShown",
    "InboxItemShown",
    "InboxReplyShown",
    "InboxThreadShown",
    "TriedShown",
    "automation",
    "measures",
    "settings",
    "threads",
]
