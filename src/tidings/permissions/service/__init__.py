"""The door of permissions."""

from tidings.permissions.service.answering import on_words
from tidings.permissions.service.choosing import business_of, choose, leave_everything, page_of, unsubscribe
from tidings.permissions.service.confirming import confirm, confirmation_of
from tidings.permissions.service.given_emails import (
    declare_email,
    drop_email,
    email_page,
    forget_unverified_emails,
    give_email,
    unverified_emails,
    unverified_emails_of,
    verify_email,
)
from tidings.permissions.service.legacy import set_switches, switches
from tidings.permissions.service.links import link_for, link_token, open_link, organisation_of, unsubscribe_headers
from tidings.permissions.service.opting_in import on_answers, request_opt_in
from tidings.permissions.service.own_numbers import give_code, send_code
from tidings.permissions.service.rights import erase_person, join_person, known_people, tell_person
from tidings.permissions.service.verifying import check_verification, forget_verifications, request_verification, tries_left, waiting_verification
from tidings.permissions.service.wording import weekly_choices

__all__ = [
    "business_of",
    "check_verification",
    "choose",
    "confirm",
    "confirmation_of",
    "declare_email",
    "drop_email",
    "email_page",
    "erase_person",
    "forget_unverified_emails",
    "forget_verifications",
    "give_code",
    "give_email",
    "join_person",
    "known_people",
    "leave_everything",
    "link_for",
    "link_token",
    "on_answers",
    "on_words",
    "open_link",
    "organisation_of",
    "page_of",
    "request_opt_in",
    "request_verification",
    "send_code",
    "set_switches",
    "switches",
    "tell_person",
    "tries_left",
    "unsubscribe",
    "unsubscribe_headers",
    "unverified_emails",
    "unverified_emails_of",
    "verify_email",
    "waiting_verification",
    "weekly_choices",
]
