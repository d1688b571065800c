"""The door of messages: what campaigns, workers and the API may ask of the ledger."""

from tidings.messages.rules import token_of
from tidings.messages.service.claiming import Facts, claim, facts
from tidings.messages.service.doubting import doubts_due, question_for, settle_doubt
from tidings.messages.service.planning import cancel, change_source, expire, open_source, pause, plan, resume, source_of
from tidings.messages.service.reading import (
    next_due,
    on_their_way,
    progress,
    queue_depth,
    reasons,
    recipients,
    trace,
    waiting,
    workers_alive,
)
from tidings.messages.service.receiving import Applied, apply_receipts
from tidings.messages.service.recording import record
from tidings.messages.service.release import release
from tidings.messages.service.sweeping import WORKER_LOCKS, dead_workers, register_worker, sweep
from tidings.messages.service.testing import send_test

__all__ = [
    "WORKER_LOCKS",
    "Applied",
    "Facts",
    "apply_receipts",
    "cancel",
    "change_source",
    "claim",
    "dead_workers",
    "doubts_due",
    "expire",
    "facts",
    "next_due",
    "on_their_way",
    "open_source",
    "pause",
    "plan",
    "progress",
    "question_for",
    "queue_depth",
    "reasons",
    "recipients",
    "record",
    "register_worker",
    "release",
    "resume",
    "send_test",
    "settle_doubt",
    "source_of",
    "sweep",
    "token_of",
    "trace",
    "waiting",
    "workers_alive",
]
