"""The ways into the inbox."""

from tidings.inbox.http.models import InboxItemShown, InboxReplyShown, InboxThreadShown
from tidings.inbox.http.settings import router as settings
from tidings.inbox.http.threads import router as threads

__all__ = ["InboxItemShown", "InboxReplyShown", "InboxThreadShown", "settings", "threads"]
