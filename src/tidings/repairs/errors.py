"""What can go wrong with repairs."""

from collections.abc import Iterable
from uuid import UUID

from tidings.kernel.errors import Conflict, Forbidden, Invalid, NotFound, TooLarge


def no_ticket(ticket_id: UUID) -> NotFound:
    """Say that there is no such ticket."""
    return NotFound("ticket_unknown", f"There is no ticket {ticket_id}.", field="ticket_id", fix="Check the id, or look at the list of tickets.")


def no_number(number: int) -> NotFound:
    """Say that no ticket has this number."""
    return NotFound("ticket_unknown", f"There is no ticket {number}.", field="number", fix="Check the number, or look at the list of tickets.")


def not_furnished() -> Conflict:
    """Say that the shop has no texts yet."""
    return Conflict("shop_not_set_up", "The repair shop has no texts and kinds of notices yet.", fix="Set it up first: it takes one request.")


def no_way_there(before: str, after: str, allowed: Iterable[str]) -> Conflict:
    """Say that a status can't follow."""
    known = ", ".join(allowed) or "nothing"
    return Conflict("status_does_not_follow", f"{after} does not follow {before}.", field="status", fix=f"After {before} may come: {known}.")


def moved_meanwhile(present: str) -> Conflict:
    """Say that somebody else changed the status first."""
    return Conflict("ticket_moved", f"The ticket is {present} by now.", field="leaves", fix="Look at it again, and decide anew.")


def estimate_needed() -> Conflict:
    """Say that there is nothing to approve."""
    return Conflict("estimate_missing", "There is no estimate to wait for.", field="status", fix="Make an estimate: it asks the owner by itself.")


def no_price() -> Conflict:
    """Say that nothing was agreed to be paid."""
    return Conflict("nothing_agreed", "No price was agreed to, so nothing is to be paid.", fix="Make an estimate, or open the ticket with a price.")


def nobody() -> Invalid:
    """Say that a ticket has an owner."""
    return Invalid("owner_missing", "A ticket has an owner.", field="owner", fix="Give contact_id, or the phone or email of whoever brings it.")


def owner_twice() -> Invalid:
    """Say that an owner was named two ways."""
    return Invalid("owner_unclear", "A ticket has one owner.", field="owner.contact_id", fix="Give contact_id, or who brings it, and not both.")


def rate_missing(region: str) -> Invalid:
    """Say that no rate of tax is known."""
    return Invalid("vat_rate_missing", f"No rate of VAT is known for {region}.", field="vat_percent", fix="Give vat_percent.")


def setting(field: str, message: str, fix: str) -> Invalid:
    """Say what is wrong with a shop's settings."""
    return Invalid("shop_setting_invalid", message, field=field, fix=fix)


def time_not_offered() -> Conflict:
    """Say that a time is not one when the device can be fetched."""
    return Conflict("time_not_offered", "The device can't be fetched then.", field="at", fix="Choose a time within the shop's hours, in the future.")


def nothing_to_fetch() -> Conflict:
    """Say that a device is not there to be fetched."""
    return Conflict("nothing_to_fetch", "The device is not here to be fetched.", fix="Agree on a time once it is ready.")


def no_photo(photo_id: UUID) -> NotFound:
    """Say that there is no such picture."""
    return NotFound("photo_unknown", f"There is no picture {photo_id}.", field="photo_id", fix="Look at the ticket: it lists its pictures.")


def photo_too_large(most: int) -> TooLarge:
    """Say that a picture is too large."""
    return TooLarge("photo_too_large", f"The picture is larger than {most} bytes.", field="file", fix="Make it smaller, or take it anew.")


def no_picture() -> Invalid:
    """Say that a file is none that a page may show."""
    return Invalid("photo_unreadable", "This is no picture that a page can show.", field="file", fix="Send a JPEG, PNG, WebP or GIF.")


def enough_photos(most: int) -> Conflict:
    """Say that a ticket has pictures enough."""
    return Conflict("photos_enough", f"A ticket has at most {most} pictures.", field="file", fix="Delete one that is not needed.")


def no_such_link() -> NotFound:
    """Say that a link opens nothing."""
    return NotFound("link_unknown", "This link is not valid any more.", fix="Use the link of a newer message.")


def form_stale() -> Forbidden:
    """Say that a form was not sent from its own page, or too late."""
    return Forbidden("form_stale", "This form is too old.", fix="Open the page again and send it once more.")


def not_answerable() -> Conflict:
    """Say that there is no open estimate to answer."""
    return Conflict("estimate_not_open", "This estimate can't be answered any more.", fix="Ask the shop.")
