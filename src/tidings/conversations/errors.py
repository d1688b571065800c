"""What can go wrong in conversations."""

from uuid import UUID

from tidings.kernel.errors import Conflict, Invalid, NotFound


def no_such_message() -> NotFound:
    """Return the error for an id that names no message that was ever held for a person."""
    return NotFound("unclear_message_not_found", "No such message waits for a person.", fix="List them with GET /conversations/unclear.")


def no_attachment(attachment_id: UUID) -> NotFound:
    """Return the error for a file that is not there: unknown, not fetched yet, or not kept."""
    message = f"There is no file {attachment_id} to be read."
    return NotFound(
        "attachment_not_found",
        message,
        fix="Look at the message that it came with: it says whether the file is still on its way, or why it is not kept.",
    )


def decided_otherwise(decision: str) -> Conflict:
    """Return the error for a message of which the contrary was decided."""
    return Conflict(
        "unclear_message_decided",
        f"It was decided already: {decision}.",
        fix="To close the address, add a suppression; to open it, lift its suppression with the reason.",
    )


def reason_missing() -> Invalid:
    """Return the error for keeping somebody without saying why: it may have been an opt-out."""
    return Invalid("reason_missing", "To keep somebody who may have opted out needs a reason.", field="reason", fix="Say what they meant.")
