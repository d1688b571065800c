"""What can go wrong with what a reply brings beside its text."""

from tidings.kernel.errors import Conflict, Invalid, NotFound, TooLarge


def one_thing() -> Invalid:
    """Say that a reply brings one thing."""
    message = "A reply brings buttons, a list, a place or a file: one of them."
    return Invalid("reply_brings_two", message, field="buttons", fix="Send the others in replies of their own.")


def not_carried() -> Invalid:
    """Say that a channel carries text only."""
    message = "This channel carries text only: buttons, lists, places and files go by WhatsApp."
    return Invalid("not_carried", message, field="channel", fix="Choose WhatsApp while its 24 hours are open, or say it in words.")


def wordless(field: str) -> Invalid:
    """Say that a place or a recording has no words."""
    message = "A place and a recording go without words."
    return Invalid("reply_wordless", message, field=field, fix="Send the words in a reply of their own.")


def too_many(field: str, most: int) -> Invalid:
    """Say how many choices there may be."""
    return Invalid("choices_too_many", f"Give between one and {most} choices.", field=field, fix="Leave some out, or choose a list.")


def wrong_title(field: str, most: int) -> Invalid:
    """Say how long the words of a choice may be."""
    return Invalid("choice_too_long", f"The words of a choice have between one and {most} characters.", field=field, fix="Shorten them.")


def alike(field: str) -> Invalid:
    """Say that choices must differ."""
    return Invalid("choices_alike", "Two choices say the same.", field=field, fix="Give each its own words: they come back as the answer.")


def no_file() -> NotFound:
    """Say that there is no such file in the conversation."""
    return NotFound("file_not_found", "There is no such file in this conversation.", field="file_id", fix="Add the file again.")


def file_sent() -> Conflict:
    """Say that a file was sent."""
    return Conflict("file_sent", "The file was sent already.", field="file_id", fix="Add it again to send it again.")


def file_unfit() -> Invalid:
    """Say that a file is of a type that is not carried."""
    message = "This is no file that WhatsApp carries for us."
    fix = "Send a JPEG or PNG, an MP4 film, a recording, a PDF, an Office document or plain text."
    return Invalid("file_unfit", message, field="file", fix=fix)


def file_too_large(megabytes: int) -> TooLarge:
    """Say how large a file of its kind may be."""
    message = f"WhatsApp carries at most {megabytes} MB of this kind of file for us."
    return TooLarge("file_too_large", message, field="file", fix="Make it smaller.")


def files_enough(most: int) -> Conflict:
    """Say that too much waits to be sent."""
    message = f"{most} files wait to be sent in this conversation."
    return Conflict("files_enough", message, field="file", fix="Send or delete some of them first.")
