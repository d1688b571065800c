"""The door of messages: what campaigns, workers and the API may ask of the ledger."""

from tidings.messages.rules import in_the_way, token_of
from tidings.messages.service.addressing import by_living_numbers, would_move
from tidings.messages.service.answered import keys_of, programmes_answered, sources_of
from tidings.messages.service.answering import Brings, answer
from tidings.messages.service.claiming import Facts, claim, facts
from tidings.messages.service.doubting import Inquiry, doubts_due, inquiries, settle_doubts
from tidings.messages.service.engagement import on_received
from tidings.messages.service.following import (
    FollowUp,
    Watch,
    apply_answers,
    end_look,
    in_batches,
    stale_messages,
    watches_due,
)
from tidings.messages.service.merging import divide_person, join_person
from tidings.messages.service.months import LEDGER_TABLES, Month, MonthState, begin_leaving, end_leaving, hindrance, ledger_months, next_month
from tidings.messages.service.ordering import close_ended, end_sources, send_each, standings, withdraw
from tidings.messages.service.persons import said_to, texts_of
from tidings.messages.service.planning import (
    cancel,
    change_source,
    expire,
    in_already,
    keep_hours,
    keep_local_hours,
    open_source,
    pause,
    plan,
    resume,
    source_of,
    unplan,
)
from tidings.messages.service.pricing import price_of, spending, spending_of_kind_since, spending_since, spending_with_days
from tidings.messages.service.reading import (
    breakdown,
    figures,
    next_due,
    next_turns,
    progress,
    queue_depth,
    recipients,
    sample_planned,
    waiting,
    workers_alive,
)
from tidings.messages.service.receiving import Applied, apply_receipts
from tidings.messages.service.recording import record
from tidings.messages.service.refiling import on_template_filed
from tidings.messages.service.release import candidates, release, take_up
from tidings.messages.service.restoring import InDoubt, doubt_what_was_on_its_way
from tidings.messages.service.rights import erase_person, known_people, tell_person
from tidings.messages.service.settling import Settled, SettledAll, settle, settle_all, unconfirmed, unconfirmed_in_all
from tidings.messages.service.showing import Around, around_recipients, around_trace, around_unconfirmed
from tidings.messages.service.sweeping import WORKER_LOCKS, dead_workers, register_worker, sweep
from tidings.messages.service.testing import send_test
from tidings.messages.service.tracing import Outlooks, Trace, ahead_of, messages_of, trace
from tidings.messages.service.turns import closed_countries, on_senders_changed
from tidings.messages.service.values import bring_values, brought_values, forget_values

__all__ = [
    "LEDGER_TABLES",
    "WORKER_LOCKS",
    "Applied",
    "Around",
    "Brings",
    "Facts",
    "FollowUp",
    "InDoubt",
    "Inquiry",
    "Month",
    "MonthState",
    "Outlooks",
    "Settled",
    "SettledAll",
    "Trace",
    "Watch",
    "ahead_of",
    "answer",
    "apply_answers",
    "apply_receipts",
    "around_recipients",
    "around_trace",
    "around_unconfirmed",
    "begin_leaving",
    "breakdown",
    "bring_values",
    "brought_values",
    "by_living_numbers",
    "cancel",
    "candidates",
    "change_source",
    "claim",
    "close_ended",
    "closed_countries",
    "dead_workers",
    "divide_person",
    "doubt_what_was_on_its_way",
    "doubts_due",
    "end_leaving",
    "end_look",
    "end_sources",
    "erase_person",
    "expire",
    "facts",
    "figures",
    "forget_values",
    "hindrance",
    "in_already",
    "in_batches",
    "in_the_way",
    "inquiries",
    "join_person",
    "keep_hours",
    "keep_local_hours",
    "keys_of",
    "known_people",
    "ledger_months",
    "messages_of",
    "next_due",
    "next_month",
    "next_turns",
    "on_received",
    "on_senders_changed",
    "on_template_filed",
    "open_source",
    "pause",
    "plan",
    "price_of",
    "programmes_answered",
    "progress",
    "queue_depth",
    "recipients",
    "record",
    "register_worker",
    "release",
    "resume",
    "said_to",
    "sample_planned",
    "send_each",
    "send_test",
    "settle",
    "settle_all",
    "settle_doubts",
    "source_of",
    "sources_of",
    "spending",
    "spending_of_kind_since",
    "spending_since",
    "spending_with_days",
    "stale_messages",
    "standings",
    "sweep",
    "take_up",
    "tell_person",
    "texts_of",
    "token_of",
    "trace",
    "unconfirmed",
    "unconfirmed_in_all",
    "unplan",
    "waiting",
    "watches_due",
    "withdraw",
    "workers_alive",
    "would_move",
]
