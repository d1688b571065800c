"""The ways into the inbox."""

from tidings.inbox.http.automation import AutoAnswerShown
from tidings.inbox.http.automation import router as automation
from tidings.inbox.http.bringing import InboxSentFileShown
from tidings.inbox.http.files import pages, uploads
from tidings.inbox.http.files import router as files
from tidings.inbox.http.measures import AllInboxFiguresShown, TriedShown
from tidings.inbox.http.measures import router as measures
from tidings.inbox.http.models import InboxItemShown, InboxThreadShown
from tidings.inbox.http.replies import InboxReplyShown
from tidings.inbox.http.settings import router as settings
from tidings.inbox.http.threads import router as threads

__all__ = [
    "AllInboxFiguresShown",
    "AutoAnswerShown",
    "InboxItemShown",
    "InboxReplyShown",
    "InboxSentFileShown",
    "InboxThreadShown",
    "TriedShown",
    "automation",
    "files",
    "measures",
    "pages",
    "settings",
    "threads",
    "uploads",
]
