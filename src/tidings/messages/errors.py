"""What can go wrong with messages."""

from datetime import date
from uuid import UUID

from tidings.kernel.errors import Busy, Conflict, Forbidden, Invalid, NotFound


def no_such_source(source_id: UUID) -> NotFound:
    """Say that there is no such source in the ledger."""
    return NotFound("source_unknown", f"Nothing in the ledger is called {source_id}.", field="source_id", fix="Check the id.")


def no_such_message() -> NotFound:
    """Say that this contact is not in the source, or that the word is no message id."""
    return NotFound("message_unknown", "There is no such message.", field="message_id", fix="Check the contact and the campaign.")


def recipients_gone() -> NotFound:
    """Say that the people of a source have left the ledger with its month."""
    return NotFound(
        "recipients_gone",
        "These messages are older than this installation keeps the ledger: who was written to is no longer known.",
        fix="The figures are kept: ask for the stats.",
    )


def month_in_use(month: date, unsettled: int, running: int) -> Conflict:
    """Say what keeps a month in the ledger: messages without an end, and sources that are to go on."""
    return Conflict(
        "month_in_use",
        f"{month:%Y-%m} stays: {unsettled} of its messages have no end yet, and {running} of its campaigns are under way.",
        field="month",
        fix="Complete or cancel the campaigns of that month, drafts too; doubts end by themselves in a day.",
    )


def closed_source(source_id: UUID) -> Conflict:
    """Say that nothing can be added to a source that has ended."""
    return Conflict("source_closed", f"{source_id} has ended: nothing can be added.", field="source_id", fix="Copy it and add people there.")


def not_on_allow_list() -> Forbidden:
    """Say that tests go to listed addresses only."""
    return Forbidden(
        "not_on_allow_list",
        "Test messages go to addresses on the allow-list only.",
        field="phone_number",
        fix="Add your own number by POST /allow-list.",
    )


def no_room_today() -> Conflict:
    """Say that the tier is used up."""
    return Conflict(
        "no_room_today", "The WhatsApp limit for new people is used up for now.", field="phone_number", fix="Try again when the limit has room."
    )


def not_unconfirmed(state: str) -> Conflict:
    """Say that there is nothing for a person to decide: a receipt or somebody else was faster, or it never was in doubt."""
    return Conflict("message_not_unconfirmed", f"The message is {state}: there is nothing to decide.", field="message_id", fix="Look at its trace.")


def still_looked_for() -> Conflict:
    """Say that the doubt may yet end by itself."""
    return Conflict(
        "message_still_looked_for",
        "Tidings is still finding out whether the message was sent.",
        field="message_id",
        fix="Wait until it is among the unconfirmed ones; its trace says when it is looked for next.",
    )


def ended_source() -> Conflict:
    """Say that a campaign that was cancelled or is over sends nothing more."""
    return Conflict(
        "source_ended",
        "What asked for this message was cancelled or is over, so it can't be sent again.",
        field="outcome",
        fix="Settle it as arrived or not_sent, and reach the person by another campaign.",
    )


def no_repeated_test() -> Conflict:
    """Say that a test is made anew rather than repeated."""
    return Conflict("test_not_sent_again", "A test message is not sent again.", field="outcome", fix="Settle it as not_sent, and send a new test.")


def notice_goes_on() -> Conflict:
    """Say that a notice has a next channel rather than a second message by the same one."""
    return Conflict(
        "notice_not_sent_again",
        "A notice goes on by itself: its next channel follows, if it has one.",
        field="outcome",
        fix="Settle the message as not_sent; or settle it as arrived, and ask for another notice.",
    )


def foreign_cursor() -> Invalid:
    """Say that a cursor is not one of the list's."""
    return Invalid("cursor_invalid", "This is not a cursor of this list.", field="cursor", fix="Use next_cursor as it came.")


def just_released() -> Busy:
    """Say that a message of theirs is between the queue and a worker at this moment."""
    return Busy("message_just_released", "A message to one of them is just being released.", fix="Try again in a few seconds.")


def on_its_way() -> Busy:
    """Say that a message is with the provider at this moment."""
    return Busy("message_on_its_way", "A message to this person is with the provider at this moment.", fix="Try again in a minute.")
