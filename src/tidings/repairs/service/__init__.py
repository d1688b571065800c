"""The door of repairs."""

from tidings.repairs.rules.figures import alert
from tidings.repairs.rules.prices import percent, written
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.rules.values import day, moment
from tidings.repairs.service.appointing import appoint
from tidings.repairs.service.estimating import answer_estimate, estimate, on_answers, price_of
from tidings.repairs.service.linking import links_of, open_link, organisation_of
from tidings.repairs.service.moving import move, pay
from tidings.repairs.service.numbers import on_words
from tidings.repairs.service.opening import Edit, change, history, open_ticket, renew_links, ticket, tickets
from tidings.repairs.service.pages import answer_on_page, appoint_on_page, person_page, save_person, ticket_page
from tidings.repairs.service.people import divide_person, erase_person, join_person, known_people, tell_person
from tidings.repairs.service.reminding import organisations_due, remind
from tidings.repairs.service.shops import furnish, put_shop, reached_at, shop
from tidings.repairs.service.showing import figures, told_of_ticket, told_to_person
from tidings.repairs.service.telling import asked_by

__all__ = [
    "STATUSES",
    "Edit",
    "alert",
    "answer_estimate",
    "answer_on_page",
    "appoint",
    "appoint_on_page",
    "asked_by",
    "change",
    "day",
    "divide_person",
    "erase_person",
    "estimate",
    "figures",
    "furnish",
    "history",
    "join_person",
    "known_people",
    "links_of",
    "moment",
    "move",
    "on_answers",
    "on_words",
    "open_link",
    "open_ticket",
    "organisation_of",
    "organisations_due",
    "pay",
    "percent",
    "person_page",
    "price_of",
    "put_shop",
    "reached_at",
    "remind",
    "renew_links",
    "save_person",
    "shop",
    "tell_person",
    "ticket",
    "ticket_page",
    "tickets",
    "told_of_ticket",
    "told_to_person",
    "written",
]
