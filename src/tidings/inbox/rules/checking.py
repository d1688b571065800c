"""What automatic answers and the settings of the inbox may be."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from tidings.inbox.errors import automatic as errors
from tidings.inbox.rules.reading import words_of
from tidings.inbox.types.automatic import AutoAnswer, AutoKind, Automation, KeptAnswer, Said
from tidings.kernel.blank import blank

MOST_ANSWERS = 200
_MOST_SAYINGS = 50
_LONGEST_SAYING = 200
_LONGEST_TEXT = 1_500
_LONGEST_NAME = 100
_MOST_WORDS = 200
_WEEK = 7
_URGENCIES = frozenset({"low", "normal", "high"})
_LONGEST_AGAIN = timedelta(days=30)
_LONGEST_WAIT = timedelta(days=3)
_LONGEST_EVERY = timedelta(days=366)


def check_answer(answer: AutoAnswer) -> None:
    """Raise Invalid for an automatic answer that nobody could ask for, or that says nothing."""
    if blank(answer.name) or len(answer.name.strip()) > _LONGEST_NAME:
        raise errors.answer_unfit("name", "An automatic answer needs a name.", "Name what it is about, in up to 100 characters.")
    sayings = [saying for each in answer.sayings.values() for saying in each]
    _check_texts("sayings", sayings, _LONGEST_SAYING)
    _check_texts("keywords", answer.keywords, _LONGEST_SAYING)
    if answer.kind is AutoKind.QUESTION and not sayings:
        raise errors.answer_unfit("sayings", "A question needs sayings by which it is known.", "Write a few as people say them, in each language.")
    if answer.kind is AutoKind.KEYWORD and not answer.keywords:
        raise errors.answer_unfit("keywords", "An answer to a keyword needs one.", "Give a word that people send, PRICE for instance.")
    if len(sayings) > _MOST_SAYINGS or len(answer.keywords) > _MOST_SAYINGS:
        raise errors.answer_unfit("sayings", "That is more than helps.", f"Keep the {_MOST_SAYINGS} that differ most.")
    if answer.default_locale not in answer.answers:
        raise errors.answer_unfit("default_locale", "There is no answer in this language.", "Name one of those in which there is an answer.")
    _check_texts("answers", answer.answers.values(), _LONGEST_TEXT)


def check_free(answer: AutoAnswer, others: Sequence[KeptAnswer]) -> None:
    """Raise Conflict for a keyword that another answer has."""
    mine = {" ".join(words_of(each)): each for each in answer.keywords}
    for other in others:
        for word in other.answer.keywords:
            if taken := mine.get(" ".join(words_of(word))):
                raise errors.keyword_taken(taken, other.answer.name)


def check_automation(settings: Automation) -> None:
    """Raise Invalid for settings that can't be."""
    if not 0 < settings.likely <= settings.sure <= 1:
        raise errors.setting_unfit("sure", "These are no scores.", "Give numbers above 0 and up to 1, `likely` not above `sure`.")
    _between("again_after", settings.again_after, timedelta(minutes=1), _LONGEST_AGAIN)
    _between("quiet_after_agent", settings.quiet_after_agent, timedelta(0), _LONGEST_AGAIN)
    _between("survey_after", settings.survey_after, timedelta(0), _LONGEST_WAIT)
    _between("survey_every", settings.survey_every, timedelta(days=1), _LONGEST_EVERY)
    if not 0 < settings.most_a_day <= _MOST_SAYINGS:
        raise errors.setting_unfit("most_a_day", "This is no number of answers.", f"Give 1 to {_MOST_SAYINGS}.")
    if any(not 0 < each.weekday <= _WEEK or each.opens == each.closes for each in settings.hours):
        raise errors.setting_unfit("hours", "These are no hours.", "Give weekdays from 1 (Monday) to 7, and two different times.")
    if settings.tell_closed and not settings.hours:
        raise errors.setting_unfit("hours", "Without hours nobody is ever told that you are closed.", "Give your hours, or switch it off.")
    _check_words(settings.words)
    if not settings.texts.keys() <= {each.value for each in Said}:
        raise errors.setting_unfit("texts", "There is no such text.", f"Word one of these: {', '.join(Said)}.")
    _check_texts("texts", (text for texts in settings.texts.values() for text in texts.values()), _LONGEST_TEXT)


def _check_words(words: Mapping[str, Sequence[str]]) -> None:
    if not words.keys() <= _URGENCIES:
        raise errors.setting_unfit("words", "There is no such urgency.", "Use low, normal or high.")
    _check_texts("words", (word for each in words.values() for word in each), _LONGEST_NAME)
    if sum(map(len, words.values())) > _MOST_WORDS:
        raise errors.setting_unfit("words", "That is more than helps.", f"Keep up to {_MOST_WORDS} words.")


def _check_texts(field: str, texts: Iterable[str], most: int) -> None:
    if any(blank(each) or len(each) > most or "\x00" in each for each in texts):
        raise errors.setting_unfit(field, "There is an empty text, or one that is too long.", f"Give texts of up to {most} characters.")


def _between(field: str, value: timedelta, least: timedelta, most: timedelta) -> None:
    if not least <= value <= most:
        raise errors.setting_unfit(field, "That is too short or too long.", f"Give between {_told(least)} and {_told(most)}.")


def _told(length: timedelta) -> str:
    if length.days:
        return f"{length.days} days"
    return f"{int(length.total_seconds() // 60)} minutes"
