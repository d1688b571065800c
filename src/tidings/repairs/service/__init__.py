"""The door of repairs."""

from tidings.repairs.rules.figures import alert
from tidings.repairs.rules.prices import percent, written
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.rules.values import day, moment
from tidings.repairs.service.appointing import appoint, times_of
from tidings.repairs.service.budgets import budget_near, count_budget
from tidings.repairs.service.estimating import answer_estimate, estimate, on_answers, price_of
from tidings.repairs.service.kinds import complete
from tidings.repairs.service.linking import links_of, open_link, organisation_of
from tidings.repairs.service.listing import bringers, counts, names, tickets
from tidings.repairs.service.moving import move, pay
from tidings.repairs.service.numbers import on_words
from tidings.repairs.service.opening import Edit, change, history, open_ticket, renew_links, ticket
from tidings.repairs.service.pages import answer_on_page, appoint_on_page, person_page, save_person, ticket_page
from tidings.repairs.service.people import concerned_since, divide_person, erase_person, join_person, known_people, tell_person
from tidings.repairs.service.photos import MOST_BYTES as MOST_PHOTO_BYTES
from tidings.repairs.service.photos import add_photo, forget_photos, open_photo, photos, remove_photo
from tidings.repairs.service.previewing import foretell_appointment, foretell_estimate, foretell_status
from tidings.repairs.service.reminding import next_due, organisations_due, remind
from tidings.repairs.service.shops import furnish, is_set_up, put_shop, reached_at, shop, text_reports
from tidings.repairs.service.showing import figures, told_of_ticket, told_to_person
from tidings.repairs.service.telling import asked_by

__all__ = [
    "MOST_PHOTO_BYTES",
    "STATUSES",
    "Edit",
    "add_photo",
    "alert",
    "answer_estimate",
    "answer_on_page",
    "appoint",
    "appoint_on_page",
    "asked_by",
    "bringers",
    "budget_near",
    "change",
    "complete",
    "concerned_since",
    "count_budget",
    "counts",
    "day",
    "divide_person",
    "erase_person",
    "estimate",
    "figures",
    "foretell_appointment",
    "foretell_estimate",
    "foretell_status",
    "forget_photos",
    "furnish",
    "history",
    "is_set_up",
    "join_person",
    "known_people",
    "links_of",
    "moment",
    "move",
    "names",
    "next_due",
    "on_answers",
    "on_words",
    "open_link",
    "open_photo",
    "open_ticket",
    "organisation_of",
    "organisations_due",
    "pay",
    "percent",
    "person_page",
    "photos",
    "price_of",
    "put_shop",
    "reached_at",
    "remind",
    "remove_photo",
    "renew_links",
    "save_person",
    "shop",
    "tell_person",
    "text_reports",
    "ticket",
    "ticket_page",
    "tickets",
    "times_of",
    "told_of_ticket",
    "told_to_person",
    "written",
]
