"""The door of the inbox."""

from tidings.inbox.rules.actors import user_of
from tidings.inbox.rules.carrying import carries
from tidings.inbox.rules.deciding import Decision, Spoken
from tidings.inbox.rules.escalating import usual_words
from tidings.inbox.rules.needing import told
from tidings.inbox.rules.reading import Verdict
from tidings.inbox.rules.saying import usual_texts
from tidings.inbox.rules.telling import done, not_asked
from tidings.inbox.service.acting import assign, escalate, open_thread, settle
from tidings.inbox.service.automatic import closed_now, try_out
from tidings.inbox.service.automatic_rights import divide_automatic, erase_automatic, join_automatic, tell_automatic
from tidings.inbox.service.automation import (
    add_auto_answer,
    archive_auto_answer,
    auto_answer,
    auto_answer_versions,
    auto_answers,
    automation,
    change_auto_answer,
    list_decisions,
    put_automation,
    restore_auto_answer,
)
from tidings.inbox.service.canned import archive_canned, canned_answer, canned_answers, fill_automatic, fill_canned, put_canned
from tidings.inbox.service.enclosing import add_file, drop_file, forget_files, linked_file, linked_organisation, may_be_shown, open_file
from tidings.inbox.service.figures import figures
from tidings.inbox.service.following import follow, next_due, on_source_settled, organisations_due
from tidings.inbox.service.listing import counts, escalated, list_threads, mark_read, threads_with
from tidings.inbox.service.noting import add_note, agents
from tidings.inbox.service.presence import be_present
from tidings.inbox.service.receiving import on_arrived, on_repeated
from tidings.inbox.service.replying import reply
from tidings.inbox.service.retention import count_conversations_before, forget_conversations_before
from tidings.inbox.service.rights import divide_person, erase_person, join_person, known_people, tell_person
from tidings.inbox.service.searching import search
from tidings.inbox.service.showing import thread, thread_items, thread_of
from tidings.inbox.service.survey_sending import asked_by, on_late_ratings, on_survey_answers
from tidings.inbox.service.surveying import surveys_of
from tidings.inbox.service.teams import add_team, archive_team, change_team, team, teams

__all__ = [
    "Decision",
    "Spoken",
    "Verdict",
    "add_auto_answer",
    "add_file",
    "add_note",
    "add_team",
    "agents",
    "archive_auto_answer",
    "archive_canned",
    "archive_team",
    "asked_by",
    "assign",
    "auto_answer",
    "auto_answer_versions",
    "auto_answers",
    "automation",
    "be_present",
    "canned_answer",
    "canned_answers",
    "carries",
    "change_auto_answer",
    "change_team",
    "closed_now",
    "count_conversations_before",
    "counts",
    "divide_automatic",
    "divide_person",
    "done",
    "drop_file",
    "erase_automatic",
    "erase_person",
    "escalate",
    "escalated",
    "figures",
    "fill_automatic",
    "fill_canned",
    "follow",
    "forget_conversations_before",
    "forget_files",
    "join_automatic",
    "join_person",
    "known_people",
    "linked_file",
    "linked_organisation",
    "list_decisions",
    "list_threads",
    "mark_read",
    "may_be_shown",
    "next_due",
    "not_asked",
    "on_arrived",
    "on_late_ratings",
    "on_repeated",
    "on_source_settled",
    "on_survey_answers",
    "open_file",
    "open_thread",
    "organisations_due",
    "put_automation",
    "put_canned",
    "reply",
    "restore_auto_answer",
    "search",
    "settle",
    "surveys_of",
    "team",
    "teams",
    "tell_automatic",
    "tell_person",
    "thread",
    "thread_items",
    "thread_of",
    "threads_with",
    "told",
    "try_out",
    "user_of",
    "usual_texts",
    "usual_words",
]
