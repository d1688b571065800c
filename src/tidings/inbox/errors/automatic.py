"""What can go wrong with what the inbox does of its own accord."""

from tidings.kernel.errors import Conflict, Invalid, NotFound


def no_answer() -> NotFound:
    """Say that there is no such automatic answer."""
    return NotFound("auto_answer_not_found", "There is no such automatic answer.", field="answer_id", fix="Choose one of those that are listed.")


def no_version() -> NotFound:
    """Say that an automatic answer never had such a version."""
    return NotFound("auto_answer_version_not_found", "It has no such version.", field="version", fix="Choose one of its versions.")


def answer_unfit(field: str, message: str, fix: str) -> Invalid:
    """Say why an automatic answer can't be; message and fix are sentences."""
    return Invalid("auto_answer_unfit", message, field=field, fix=fix)


def setting_unfit(field: str, message: str, fix: str) -> Invalid:
    """Say why a setting can't be; message and fix are sentences."""
    return Invalid("inbox_setting_unfit", message, field=field, fix=fix)


def keyword_taken(word: str, name: str) -> Conflict:
    """Say that another answer has a keyword."""
    return Conflict("keyword_taken", f"{word!r} is a keyword of {name!r} already.", field="keywords", fix="Leave it out here, or there.")


def keyword_reserved(word: str) -> Invalid:
    """Say that a word means something else to everybody."""
    message = f"{word!r} is followed before any answer: it opts out, opts in or asks for help."
    return Invalid("keyword_reserved", message, field="keywords", fix="Choose another word.")


def changed_meanwhile() -> Conflict:
    """Say that somebody else changed an answer."""
    return Conflict("changed_meanwhile", "Somebody changed it meanwhile.", field="version", fix="Look at it anew, then change it.")


def too_many(most: int) -> Conflict:
    """Say that an organisation has as many answers as help."""
    return Conflict("auto_answers_full", f"There are {most} automatic answers already.", fix="Archive those that nobody needs.")


def text_unfit(field: str, why: str) -> Invalid:
    """Say what is wrong with a text in the template language; `why` is the template's own error."""
    return Invalid("text_unfit", f"The text can't be filled in: {why}", field=field, fix="Mend the text; variables stand in double braces.")


def range_unfit() -> Invalid:
    """Say that figures are of a time that has an end."""
    return Invalid("range_unfit", "Figures are of 1 to 92 days.", field="until", fix="Choose days not more than 92 apart, the first one first.")
