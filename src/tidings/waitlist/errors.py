"""What can go wrong with the waitlist."""

from uuid import UUID

from tidings.kernel.errors import Conflict, Invalid, NotFound


def not_there(what: str, thing: UUID) -> NotFound:
    """Say that there is no such service, member of staff, slot, entry, offer or booking."""
    fix = "Look at GET /waitlist/services, /staff, /slots, /entries, /offers or /bookings."
    return NotFound(f"waitlist_{what}_not_found", f"There is no {what} {thing}.", field=f"{what}_id", fix=fix)


def link_gone() -> NotFound:
    """Say that a link leads nowhere any more."""
    return NotFound("link_unknown", "This link is not valid any more.", fix="Use the link of a newer message.")


def wrong(field: str, message: str, fix: str) -> Invalid:
    """Say that a field does not fit."""
    return Invalid("waitlist_invalid", message, field=field, fix=fix)


def overlaps() -> Conflict:
    """Say that somebody of the staff is busy at that time."""
    fix = "Choose another time, or close the slot that is there."
    return Conflict("slot_overlaps", "They have another slot at that time.", field="starts_at", fix=fix)


def hours_gone(*, booked: bool) -> Conflict:
    """Say that the hours of a closed slot are somebody else's by now."""
    fix = "Leave this one closed, or free those hours first."
    if booked:
        return Conflict("slot_hours_booked", "They are booked at that time by now.", field="slot_id", fix=fix)
    return Conflict("slot_overlaps", "They have another slot at that time by now.", field="slot_id", fix=fix)


def begun() -> Conflict:
    """Say that a slot is not to come any more."""
    return Conflict("slot_begun", "It has begun.", field="slot_id", fix="Make a slot at a time to come.")


def booked() -> Conflict:
    """Say that a slot has a booking."""
    return Conflict("slot_booked", "The slot is booked.", fix="Cancel its booking first.")


def not_free() -> Conflict:
    """Say that a slot can't be booked by hand."""
    return Conflict("slot_not_free", "The slot is booked, past or closed.", fix="Choose a free one.")


def not_waiting() -> Conflict:
    """Say that somebody is not on the list any more."""
    return Conflict("entry_not_waiting", "They don't wait any more.", fix="Put them on the list again.")


def has_booked() -> Conflict:
    """Say that somebody left the list by booking."""
    return Conflict("entry_booked", "They have booked: their place has done its work.", fix="Cancel the booking first, or put them on the list anew.")


def waits_again() -> Conflict:
    """Say that somebody came back to the list by themselves."""
    return Conflict("entry_waits_again", "They are on the list again by now.", fix="Change that place: its priority says who is asked first.")


def over() -> Conflict:
    """Say that a booking is cancelled."""
    return Conflict("booking_cancelled", "The booking is cancelled.", fix="Book the slot again if it is free.")


def not_yet() -> Conflict:
    """Say that it has not begun."""
    return Conflict("booking_not_begun", "It has not begun: nobody can have missed it.", fix="Mark it after it began, or cancel it.")


def not_set_up() -> Conflict:
    """Say that nothing could be told to people."""
    return Conflict("waitlist_not_set_up", "The texts of the waitlist are not there.", fix="POST /waitlist/setup makes them.")
