"""What can go wrong with public pages. None of it tells whether somebody is known."""

from tidings.kernel.errors import Forbidden, NotFound


def no_such_link() -> NotFound:
    """Return the error for a link that is not ours, was altered, is over, or leads to somebody who is no longer stored."""
    return NotFound("link_unknown", "This link is not valid any more.", fix="Use the link of a newer message, or reply STOP.")


def form_stale() -> Forbidden:
    """Return the error for a form that did not come from a page that we showed to this link within a day."""
    return Forbidden("form_stale", "This form is too old.", fix="Open the page again and send the form once more.")


def no_address() -> NotFound:
    """Return the error for a person whom a channel does not reach."""
    return NotFound("contact_without_address", "This person has no address on this channel.", fix="Add one, or name another channel.")
