"""What workers run for the ledger."""

from tidings.messages.jobs.dispatcher import Dispatcher, Sending
from tidings.messages.jobs.doubts import settle_doubts
from tidings.messages.jobs.loops import repeatedly
from tidings.messages.jobs.stale import follow_up
from tidings.messages.jobs.sweeper import Sweeper

__all__ = ["Dispatcher", "Sending", "Sweeper", "follow_up", "repeatedly", "settle_doubts"]
