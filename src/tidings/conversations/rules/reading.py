"""What a message means.

A message opts out when it says a word that always does, alone or as a sentence of its own, or when one of its sentences asks for that by
its structure (`words.toml`): a refusal, a verb of sending, what is sent. "Don't stop", "bus stop" and "please cancel my order" do not.
What speaks of stopping and is not understood is for a person, because an opt-out in other words counts as well (FCC 24-24).
"""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from tidings.conversations.rules.lexicon import WORDS, Line, Pattern, Tagged, compiled, letter_set, line_of, tagged
from tidings.conversations.rules.quoted import own_words
from tidings.conversations.rules.text import normalised, plain, sentences, shortened
from tidings.conversations.types import Answer, Reading, ReadingKind
from tidings.ports.receipt import Inbound, InboundKind, Keyword

WINDOW = timedelta(hours=24)
"""How long WhatsApp lets a business answer freely after a person's message."""

_KINDS = {"opt_in": ReadingKind.OPT_IN, "help": ReadingKind.HELP, "yes": ReadingKind.ANSWER, "no": ReadingKind.ANSWER}
_MEANING = {word: section for section in _KINDS for word in WORDS[section]["words"]}
_ANSWERS = {
    word: Answer(name) for name, words in (*WORDS["answers"].items(), ("yes", WORDS["yes"]["words"]), ("no", WORDS["no"]["words"])) for word in words
}
_ALWAYS = frozenset(WORDS["always"]["words"])
_ALONE = frozenset(WORDS["alone"]["words"])


def _patterns(kind: str) -> Sequence[Pattern]:
    return [
        compiled(group["name"], pattern, questions=group.get("questions", True), command=group.get("command", False))
        for group in WORDS["opt_out"]
        for pattern in group.get(kind, ())
    ]


_WHOLE, _WITHIN, _MESSAGE = _patterns("whole"), _patterns("within"), _patterns("message")
_ANY_WHOLE, _ANY_WITHIN = (re.compile("|".join(f"(?:{each.expression.pattern})" for each in group)) for group in (_WHOLE, _WITHIN))
"""Whether any pattern may match, asked first: most sentences say nothing of the kind."""
_UNCLEAR_WORDS = frozenset(WORDS["unclear"]["words"])
_UNCLEAR = [compiled("unclear", pattern, questions=True, command=False) for pattern in WORDS["unclear"]["whole"]]
_REQUESTS = frozenset(
    {
        "can you",
        "could you",
        "would you",
        "can u",
        "will",
        "would",
        "can",
        "could",
        "how",
        "comment",
        "pouvez vous",
        "peux tu",
        "pourriez vous",
        "vous pouvez",
    }
)
"""What makes a question a request."""
_SUSPECT_TAGS = frozenset(WORDS["suspects"]["tags"])
_SUSPECT_WORDS = [f" {word} " for word in WORDS["suspects"]["words"]]

_ASKING = frozenset(WORDS["asking"]["words"])
_STOPPING = frozenset(WORDS["suspects"]["stopping"])
_SHORT = 3
"""Words of a sentence that says little more than stop: "stop joking around"."""

_NEGATION = letter_set("not", "cannot", "ne", "why", "you")
_NO_MORE = letter_set("pas")
_BETWEEN = letter_set("want", "me", "pas", "other_person", "take", "hear")
"""What may stand between a negation and what it negates: "I don't want to unsubscribe"."""
_WHY = letter_set("why", "stopped", "noun", "left")
_LIMITS = letter_set("when", "elsewhere")
_OTHER_PERSON = letter_set("other_person")
_VERBS = letter_set("reach", "text", "send", "call", "out", "unsubscribe", "stop")
_IMPERATIVE = frozenset({"stop", "arretez", "arrete", "unsubscribe"})
_FROM = frozenset({"from", "of", "de", "du", "des", "au"})
_OURS = frozenset({"them", "ils", "elles", "leur"})
"""What "them" after a verb of sending is: messages."""
_ABOUT = frozenset({"why", "not", "cannot", "ne", "when", "other_person", "mistake"})
"""What tells that a word is talked of, refused or somebody else's."""
_UNTOLD = frozenset({"filler", "courtesy", "other", "number"})
_PASSED_OVER_BY_SUBJECTS = frozenset({"filler", "courtesy", "want", "need", "make"})
_SUBJECTS = frozenset({"i", "we", "je", "j", "would", "will", "to", "d", "ll", "m", "im", "i m", "am"})
"""Before a verb: somebody does it, and nobody is asked to."""
_LAUGHTER = ("😂", "🤣", "😆", "😹")
_LEADING = frozenset({"STOP", "STOPALL", "ARRET", "ARRÊT", "UNSUBSCRIBE"})
_PLACES = frozenset({"by", "at", "in", "sign", "if", "me", "ou", "or", "a", "à", "de", "du", "on", "for", "pour", "and", "et", "when", "then"})

_NOTHING_SAID = Reading(ReadingKind.OTHER, "no keyword")
_REPEATED = Reading(ReadingKind.OTHER, "repeats an advert")
_BY_PROVIDER = {
    Keyword.STOP: Reading(ReadingKind.OPT_OUT, "the provider took it as an opt-out"),
    Keyword.HELP: Reading(ReadingKind.HELP, "the provider took it as a call for help"),
}


def classify(text: str, answering: Collection[Answer] = ()) -> Reading:
    """Say what a text means; `answering` is what the question expects that is open with the person, if any.

    A word that the question expects answers it first, CANCEL and END too. STOP, ARRET and their like opt out whatever was asked.
    """
    own = own_words(shortened(text))
    if own is None:
        return _REPEATED
    text = own
    words = plain(normalised(text))
    if (answer := _answer(words, text)) in answering:
        return Reading(ReadingKind.ANSWER, f"answers the open question: {answer}")
    section = _MEANING.get(words)
    if section is not None:
        return Reading(_KINDS[section], section if _KINDS[section] is ReadingKind.ANSWER else f"keyword: {words}")
    said = [(tagged(sentence), asks) for sentence, asks in sentences(text)]
    joking = any(each.tag == "joke" for sentence, _ in said for each in sentence) or any(mark in text for mark in _LAUGHTER)
    tags = {each.tag for sentence, _ in said for each in sentence}
    lightly = joking or "place" in tags
    why = _keyword(text, words, said, lightly=lightly) or _phrase(said, lightly=lightly or "call" in tags)
    everything = [sentence for sentence, _ in said]
    if why is not None and not any(each.tag == "mistake" for sentence in everything for each in sentence):
        return Reading(ReadingKind.OPT_OUT, why)
    suspect = None if joking else _suspect(words, [sentence for sentence, asks in said if not asks])
    return Reading(ReadingKind.UNCLEAR, f"speaks of: {suspect}") if suspect else _NOTHING_SAID


def read(inbound: Inbound, answering: Collection[Answer] = ()) -> Reading:
    """Say what a message means: by its text, by its button, and by what the provider took it for; an opt-out anywhere counts.

    A provider that took an answer for a STOP has blocked the address, so that it is an opt-out all the same.
    """
    said = _NOTHING_SAID if inbound.kind is InboundKind.REACTION else classify(inbound.text, answering)
    pressed = classify(inbound.payload, answering) if inbound.kind is InboundKind.BUTTON and inbound.payload else _NOTHING_SAID
    if ReadingKind.OPT_OUT in {said.kind, pressed.kind}:
        return said if said.kind is ReadingKind.OPT_OUT else pressed
    if inbound.keyword is not None and inbound.keyword in _BY_PROVIDER:
        return _BY_PROVIDER[inbound.keyword]
    return pressed if said.kind is ReadingKind.OTHER else said


def answer_of(inbound: Inbound) -> Answer | None:
    """Return the answer that a message gives, by its words or its button's, whatever was asked; None if it gives none."""
    for text in (shortened(inbound.text), shortened(inbound.payload or "")):
        if answer := _answer(plain(normalised(text)), text):
            return answer
    return None


def may_reopen(inbound: Inbound, reading: Reading) -> bool:
    """Say whether a message that is an answer ("YES") re-opens an address that had been closed by STOP.

    It does where the provider itself took it as an opt-in and sends again (Twilio's YES); elsewhere a YES may
    be the late answer to an older question, and only START re-opens.
    """
    return reading.kind is ReadingKind.ANSWER and inbound.keyword is Keyword.START


def moments(inbounds: Sequence[Inbound], now: datetime) -> list[datetime]:
    """Return when each was said: the provider's time, never in the future; without one, `now`, a microsecond apart in the order they came."""
    return [min(inbound.at, now) if inbound.at else now + timedelta(microseconds=place) for place, inbound in enumerate(inbounds)]


def _keyword(text: str, words: str, said: Sequence[tuple[Sequence[Tagged], bool]], *, lightly: bool) -> str | None:
    """Return the word that opts out: as the whole message, as a sentence of its own, or in capitals before whatever follows."""
    bare = [sentence for sentence in (_bare(sentence) for sentence, _ in said) if sentence]
    whole = " ".join(bare)
    for message in (words, whole):
        if message in _ALWAYS | _ALONE and not (lightly and message == "arrete"):
            return f"keyword: {message}"
    own = [_bare(sentence) for sentence, asks in said if not asks]
    if not lightly and (alone := next((word for word in own if word in _ALWAYS and word != "remove"), None)):
        return f"keyword as a sentence: {alone}"
    if not lightly and (last := next((word for sentence, asks in said if not asks and (word := _at_the_end(sentence))), None)):
        return f"keyword at the end: {last}"
    signed = next((sentence for sentence, _ in said if sentence and _signed(sentence)), None)
    if signed is not None and not lightly and len(bare) == 1:
        return f"keyword: {signed[0].word}"
    return _in_capitals(text)


def _at_the_end(sentence: Sequence[Tagged]) -> str | None:
    """Return the keyword that ends a sentence as a request of its own: "I never agreed to this please stop", "ça me saoule arrêtez"."""
    said = [each for each in sentence if each.tag != "filler"]
    place = next((place for place in range(len(said) - 1, -1, -1) if said[place].tag != "courtesy"), -1)
    if place <= 0 or said[place].word not in _IMPERATIVE:
        return None
    asked_politely = said[place - 1].tag == "courtesy" and sentence[sentence.index(said[place]) - 1].tag == "courtesy"
    return said[place].word if asked_politely or (said[place].word == "arretez" and said[place - 1].tag not in {"ne", "you", "not"}) else None


def _answer(words: str, text: str) -> Answer | None:
    bare = " ".join(filter(None, (_bare(tagged(sentence)) for sentence, _ in sentences(text))))
    return _ANSWERS.get(words) or _ANSWERS.get(bare)


def _signed(sentence: Sequence[Tagged]) -> bool:
    """Say whether a sentence is a keyword, courtesy and a name: "stop please Julie"."""
    match sentence:
        case [keyword, courtesy, name]:
            return keyword.word in _ALWAYS and courtesy.tag == "courtesy" and name.tag == "other"
        case _:
            return False


def _in_capitals(text: str) -> str | None:
    first, _, rest = text.strip().partition(" ")
    following = rest.split()
    shouted = first in _LEADING and any(letter.islower() for letter in rest) and "?" not in rest
    return f"keyword in capitals: {first.lower()}" if shouted and following and following[0].casefold() not in _PLACES else None


def _bare(sentence: Sequence[Tagged]) -> str:
    return " ".join(each.word for each in sentence if each.tag != "courtesy")


def _phrase(said: Sequence[tuple[Sequence[Tagged], bool]], *, lightly: bool) -> str | None:
    for sentence, asks in said:
        plainly = not lightly and (not asks or not _REQUESTS.isdisjoint(each.word for each in sentence))
        if found := _asked(sentence, plainly=plainly):
            return f"{found}: {' '.join(dict.fromkeys(each.tag for each in sentence if each.tag not in _UNTOLD))}"
    line = "".join(line_of(sentence).letters for sentence, _ in said)
    return next((pattern.name for pattern in _MESSAGE if pattern.expression.fullmatch(line)), None)


def _asked(sentence: Sequence[Tagged], *, plainly: bool) -> str | None:
    """Return what a sentence asks for, if that is to be left in peace, without limit and of oneself; `plainly`: no question, no joke."""
    line = line_of(sentence)
    if not line.letters:
        return None
    if _ANY_WHOLE.fullmatch(line.letters) and (found := _whole(line.letters, plainly=plainly)):
        return found
    if not _ANY_WITHIN.search(line.letters):
        return None
    return next((each.name for each in _WITHIN if (plainly or each.questions) and _holds(each, line, sentence)), None)


def _whole(letters: str, *, plainly: bool) -> str | None:
    return next((each.name for each in _WHOLE if (plainly or each.questions) and each.expression.fullmatch(letters)), None)


def _holds(pattern: Pattern, line: Line, sentence: Sequence[Tagged]) -> bool:
    for found in pattern.expression.finditer(line.letters):
        before, after = _since_asked(line, sentence, found.start()), line.letters[found.end() :]
        last = before.rstrip(_BETWEEN)[-1:] or before[-1:]
        negated = bool(last) and (last in _NEGATION or before[-1] in _NO_MORE)
        told = all(any(letter in line.letters[: found.end()] for letter in letter_set(tag)) for tag in ("said", "other_person"))
        limited = any(letter in _WHY for letter in before) or any(letter in _LIMITS for letter in after)
        elsewhere = after[:1] in {*_OTHER_PERSON} and line.letters[found.end() - 1] in _VERBS and sentence[line.places[found.end()]].word not in _OURS
        elsewhere = elsewhere or _from_something_else(sentence[line.places[found.end() - 1] :])
        if not (negated or told or limited or elsewhere or _of_others(pattern, sentence[: line.places[found.start()]])):
            return True
    return False


def _from_something_else(last: Sequence[Tagged]) -> bool:
    """Say whether a sentence, from the last word of a match on, goes on with what else is left: "unsubscribe from the meal plan"."""
    if last[0].tag != "unsubscribe" or len(last) < 2 or last[1].word not in _FROM:  # noqa: PLR2004 - a word after it
        return False
    return next((each.tag for each in last[1:] if each.tag not in {"filler", "courtesy"}), "list") in {"other", "other_person"}


def _since_asked(line: Line, sentence: Sequence[Tagged], end: int) -> str:
    """Return the tags before a place, from the last "please": what was said before it negates nothing that is asked for after it."""
    asked = next((place for place in range(line.places[end] - 1, -1, -1) if sentence[place].word in _ASKING), -1)
    return "".join(letter for letter, place in zip(line.letters[:end], line.places, strict=False) if place > asked)


def _of_others(pattern: Pattern, before: Sequence[Tagged]) -> bool:
    """Say whether what is said is no request but what the writer or somebody else does: "I would not have to send", "my mum wants to unsubscribe"."""
    if any(each.tag == "courtesy" for each in before[-2:]):
        return False
    nearest = [each for each in before if each.tag not in _PASSED_OVER_BY_SUBJECTS]
    if nearest and nearest[-1].tag == "other_person":
        return True
    return pattern.command and bool(before) and before[-1].word in _SUBJECTS


def _suspect(words: str, said: Sequence[Sequence[Tagged]]) -> str | None:
    lines = [line_of(sentence).letters for sentence in said]
    if words in _UNCLEAR_WORDS or any(pattern.expression.fullmatch(line) for line in lines for pattern in _UNCLEAR):
        return "no more of something"
    word = next((word.strip() for word in _SUSPECT_WORDS if word in f" {words} "), None)
    tag = word or next((tag for sentence in said if (tag := _suspect_tag(sentence))), None)
    return tag or next(("stop" for sentence in said if _speaks_of_stopping(sentence)), None)


def _suspect_tag(sentence: Sequence[Tagged]) -> str | None:
    if any(each.tag in _ABOUT for each in sentence):
        return None
    found = (place for place, each in enumerate(sentence) if each.tag in _SUSPECT_TAGS and not _from_something_else(sentence[place:]))
    return next((sentence[place].tag for place in found), None)


def _speaks_of_stopping(sentence: Sequence[Tagged]) -> bool:
    tags = [each.tag for each in sentence if each.tag != "courtesy"]
    place = next((place for place, tag in enumerate(tags) if tag in {"stop", "quit"}), None)
    if place is None or (place and tags[place - 1] in {"not", "cannot", "ne"}) or "other_person" in tags:
        return False
    return (place == 0 and len(tags) <= _SHORT) or not _STOPPING.isdisjoint(tags)


def language_of(text: str) -> str | None:
    """Return "en" or "fr" where the words of a message tell its language; None where they don't, as STOP does not."""
    said = plain(normalised(shortened(text))).split()
    counts = {language: sum(word in words for word in said) for language, words in WORDS["languages"].items()}
    french, english = counts["fr"], counts["en"]
    return None if french == english else "fr" if french > english else "en"


def told(reading: Reading, language: str) -> str:
    """Return a reading and its reason as a sentence, in English or (a language that begins with "fr") French."""
    french = language[:2].lower() == "fr"
    reason, colon, rest = reading.why.partition(": ")
    said = _FRENCH.get(reason, reason) if french else reason
    return f"{WORDS['told'][reading.kind.value]['fr' if french else 'en']} ({said}{colon}{rest})."


_FRENCH: Mapping[str, str] = {**{group["name"]: group["fr"] for group in WORDS["opt_out"]}, **WORDS["reasons_in_french"]}
