"""The door of notices."""

from tidings.notices.rules.cascades import CASCADES, WAITS, Cascade
from tidings.notices.rules.speaking import told
from tidings.notices.service.budgets import budgets_near, count_budgets
from tidings.notices.service.choosing import untold
from tidings.notices.service.completing import complete, notify_completed
from tidings.notices.service.following import due, follow, next_due, organisations_due, rest
from tidings.notices.service.kinds import archive_kind, kind, kinds, kinds_called, put_kind
from tidings.notices.service.notifying import notify
from tidings.notices.service.orders import channel_order, set_channel_order
from tidings.notices.service.reaching import by_sources, reachable, several, times_told, withdraw
from tidings.notices.service.remembering import compare_choice
from tidings.notices.service.retention import count_before, forget_before
from tidings.notices.service.rights import divide_person, erase_person, join_person, known_people, tell_person
from tidings.notices.service.showing import cancel, forget_data, known_by, notice, notices, preview, said
from tidings.notices.service.signalling import on_received, on_sending_resumed, on_source_settled

__all__ = [
    "CASCADES",
    "WAITS",
    "Cascade",
    "archive_kind",
    "budgets_near",
    "by_sources",
    "cancel",
    "channel_order",
    "compare_choice",
    "complete",
    "count_before",
    "count_budgets",
    "divide_person",
    "due",
    "erase_person",
    "follow",
    "forget_before",
    "forget_data",
    "join_person",
    "kind",
    "kinds",
    "kinds_called",
    "known_by",
    "known_people",
    "next_due",
    "notice",
    "notices",
    "notify",
    "notify_completed",
    "on_received",
    "on_sending_resumed",
    "on_source_settled",
    "organisations_due",
    "preview",
    "put_kind",
    "reachable",
    "rest",
    "said",
    "set_channel_order",
    "several",
    "tell_person",
    "times_told",
    "told",
    "untold",
    "withdraw",
]
