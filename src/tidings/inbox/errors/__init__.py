"""What can go wrong in the inbox."""

from tidings.inbox.errors.bringing import alike as alike
from tidings.inbox.errors.bringing import file_sent as file_sent
from tidings.inbox.errors.bringing import file_too_large as file_too_large
from tidings.inbox.errors.bringing import file_unfit as file_unfit
from tidings.inbox.errors.bringing import files_enough as files_enough
from tidings.inbox.errors.bringing import no_file as no_file
from tidings.inbox.errors.bringing import not_carried as not_carried
from tidings.inbox.errors.bringing import one_thing as one_thing
from tidings.inbox.errors.bringing import too_many as too_many
from tidings.inbox.errors.bringing import wordless as wordless
from tidings.inbox.errors.bringing import wrong_title as wrong_title
from tidings.kernel.errors import Conflict, Forbidden, Invalid, NotFound


def no_thread() -> NotFound:
    """Say that there is no such thread."""
    return NotFound("thread_not_found", "There is no such conversation.", field="thread_id", fix="Look at the list of conversations.")


def no_team() -> NotFound:
    """Say that there is no such team."""
    return NotFound("team_not_found", "There is no such team.", field="team_id", fix="Choose one of the teams that are listed.")


def no_canned() -> NotFound:
    """Say that there is no such canned answer."""
    return NotFound("canned_answer_not_found", "There is no such canned answer.", field="canned_id", fix="Choose one of those that are listed.")


def not_an_agent(field: str) -> Invalid:
    """Say that somebody can't work in the inbox."""
    message = "They are no member of the organisation who may answer people."
    return Invalid("not_an_agent", message, field=field, fix="Choose an agent, an administrator or an owner.")


def only_for_users() -> Forbidden:
    """Say that a key is nobody who reads."""
    message = "A key is nobody: it has no conversations of its own."
    return Forbidden("needs_a_person", message, fix="Sign in, or choose another list.")


def answered_meanwhile() -> Conflict:
    """Say that another agent was faster."""
    message = "Somebody answered meanwhile."
    return Conflict("answered_meanwhile", message, field="seen_up_to", fix="Read what they wrote; then send yours all the same, or drop it.")


def left_already() -> Conflict:
    """Say that what was first written with a key is on its way, and other words are not."""
    fix = "Read it in the conversation; then send the new text by itself, if it is still needed."
    return Conflict("left_already", "Your answer left already, in its first words.", field="key", fix=fix)


def empty() -> Invalid:
    """Say that nothing would be said."""
    return Invalid("reply_empty", "There is nothing to send.", field="text", fix="Write something, or choose a template.")


def both() -> Invalid:
    """Say that a reply is one thing."""
    return Invalid("reply_ambiguous", "A reply is a text or a template, not both.", field="template", fix="Leave one of them out.")


def too_long(most: int, field: str = "text") -> Invalid:
    """Say that a text is longer than its channel carries."""
    return Invalid("reply_too_long", f"The channel carries at most {most} characters.", field=field, fix="Shorten it, or send it in two.")


def no_way() -> Conflict:
    """Say that no channel leads to the person."""
    message = "No channel can carry an answer to them now."
    return Conflict("no_way", message, field="channel", fix="The conversation tells for each channel what stands in the way.")


def closed(sentence: str, fix: str, code: str) -> Conflict:
    """Say why a channel can't carry an answer; the sentence is of the reason."""
    return Conflict(code, sentence, field="channel", fix=fix)


def window_closed() -> Conflict:
    """Say that free text may not go by WhatsApp any more."""
    message = "They wrote by WhatsApp more than 24 hours ago: only an approved template may go now."
    return Conflict("window_closed", message, field="text", fix="Choose a template, or another channel.")


def no_template(name: str) -> Invalid:
    """Say that a template can't be used here."""
    message = f"There is no template {name!r} by which somebody can be answered on this channel."
    fix = "Choose a transactional template of the channel; by WhatsApp one for marketing goes, too, to whoever agreed to marketing."
    return Invalid("template_unfit", message, field="template", fix=fix)


def template_held(why: str) -> Conflict:
    """Say that the provider does not let a template be sent; the sentence is content's."""
    return Conflict("template_held", why, field="template", fix="Choose another template, or wait for the provider's approval.")


def lacking(names: str) -> Invalid:
    """Say that a text names what is not known."""
    message = f"It names what is not known of the person: {names}."
    return Invalid("variable_missing", message, field="values", fix="Give the values, or choose another text.")


def not_theirs() -> Conflict:
    """Say that strangers can't be answered."""
    message = "They wrote from what is no number: nothing can be sent there."
    return Conflict("stranger", message, field="thread_id", fix="Resolve the conversation.")


def snooze_passed() -> Invalid:
    """Say that a conversation can't sleep until yesterday."""
    return Invalid("snooze_passed", "The conversation would wake in the past.", field="until", fix="Give a moment in the future, within a year.")


def snooze_needs_end() -> Invalid:
    """Say that only a snooze has an end, and needs one."""
    return Invalid(
        "snooze_needs_end", "A conversation is put off until a moment, and only then.", field="until", fix="Give until with snoozed alone."
    )


def name_taken(field: str) -> Conflict:
    """Say that a name is in use."""
    return Conflict("name_taken", "Another one has this name.", field=field, fix="Choose another name.")


def wrong(field: str, message: str, fix: str) -> Invalid:
    """Say that a field does not fit."""
    return Invalid("inbox_invalid", message, field=field, fix=fix)
