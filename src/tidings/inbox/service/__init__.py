"""The door of the inbox."""

from tidings.inbox.rules.actors import user_of
from tidings.inbox.rules.needing import told
from tidings.inbox.service.acting import assign, escalate, open_thread, settle
from tidings.inbox.service.canned import archive_canned, canned_answer, canned_answers, fill_canned, put_canned
from tidings.inbox.service.following import follow, on_source_settled, organisations_due
from tidings.inbox.service.listing import counts, list_threads, mark_read
from tidings.inbox.service.noting import add_note, agents
from tidings.inbox.service.presence import be_present
from tidings.inbox.service.receiving import on_arrived
from tidings.inbox.service.replying import reply
from tidings.inbox.service.rights import divide_person, erase_person, join_person, known_people, tell_person
from tidings.inbox.service.searching import search
from tidings.inbox.service.showing import thread, thread_items, thread_of
from tidings.inbox.service.teams import add_team, archive_team, change_team, team, teams

__all__ = [
    "add_note",
    "add_team",
    "agents",
    "archive_canned",
    "archive_team",
    "assign",
    "be_present",
    "canned_answer",
    "canned_answers",
    "change_team",
    "counts",
    "divide_person",
    "erase_person",
    "escalate",
    "fill_canned",
    "follow",
    "join_person",
    "known_people",
    "list_threads",
    "mark_read",
    "on_arrived",
    "on_source_settled",
    "open_thread",
    "organisations_due",
    "put_canned",
    "reply",
    "search",
    "settle",
    "team",
    "teams",
    "tell_person",
    "thread",
    "thread_items",
    "thread_of",
    "told",
    "user_of",
]
