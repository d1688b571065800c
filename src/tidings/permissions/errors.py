"""What can go wrong with public pages. None of it tells whether somebody is known."""

from datetime import timedelta

from tidings.kernel.errors import Conflict, NotFound, TooOften


def no_such_link() -> NotFound:
    """Return the error for a link that is not ours, was altered, is over, or leads to somebody who is no longer stored."""
    return NotFound("link_unknown", "This link is not valid any more.", fix="Use the link of a newer message, or reply STOP.")


def no_address() -> NotFound:
    """Return the error for a person whom a channel does not reach."""
    return NotFound("contact_without_address", "This person has no address on this channel.", fix="Add one, or name another channel.")


def asked_too_often(wait: timedelta) -> TooOften:
    """Return the error for a confirmation request too many: the address belongs to somebody who does not answer."""
    return TooOften("opt_in_asked_too_often", "This address was asked to confirm often or just now.", wait=wait, fix="Wait for its answer.")


def not_verifiable() -> Conflict:
    """Return the error for a number to which no text can go: a landline, or one that is closed."""
    return Conflict("address_not_verifiable", "No code can be sent to this number.", fix="Use a mobile number that did not say STOP.")


def codes_too_often(wait: timedelta) -> TooOften:
    """Return the error for a code too many: to one number, or asked for from one address on the network."""
    return TooOften("codes_too_often", "Codes were asked for too often.", wait=wait, fix="Wait: a minute for the next one, a day after five.")


def no_such_verification() -> NotFound:
    """Return the error for a verification that is not this person's."""
    return NotFound("verification_unknown", "There is no such verification.", fix="Ask for a code with POST /contacts/{id}/verifications.")


def no_unverified_email() -> NotFound:
    """Return the error for an email that does not wait to be verified."""
    return NotFound(
        "email_not_waiting", "This email does not wait to be verified.", fix="Look at the person again: it may be verified or replaced by now."
    )


def no_sms_sender() -> Conflict:
    """Return the error for asking by a channel without an open number."""
    return Conflict("no_sender", "There is no open number to ask by.", fix="Add one with POST /senders, or open one that is stopped.")
