"""What a message means.

A message opts out when it says a word that always does, alone or as a sentence of its own, or when one of its sentences asks for that by
its structure (`words.toml`): a refusal, a verb of sending, what is sent. "Don't stop", "bus stop" and "please cancel my order" do not.
What speaks of stopping and is not understood is for a person, because an opt-out in other words counts as well (FCC 24-24).
"""

import re
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from tidings.conversations.rules.asking import asked, from_something_else
from tidings.conversations.rules.grammar import grammar, vocabulary
from tidings.conversations.rules.lexicon import Tagged, lexicon, line_of, tagged
from tidings.conversations.rules.opinion import opinion_of, telling_tags
from tidings.conversations.rules.quoted import own_words
from tidings.conversations.rules.ratings import rating_of, remark_of
from tidings.conversations.rules.reasons import reasoned
from tidings.conversations.rules.signs import LAUGHTER, signs_of
from tidings.conversations.rules.text import normalised, plain, sentences, shortened
from tidings.conversations.types import Answer, Opinion, Reading, ReadingKind
from tidings.ports.receipt import Inbound, InboundKind, Keyword

WINDOW = timedelta(hours=24)
"""How long WhatsApp lets a business answer freely after a person's message."""

_KINDS = {"opt_in": ReadingKind.OPT_IN, "help": ReadingKind.HELP, "yes": ReadingKind.ANSWER, "no": ReadingKind.ANSWER}
_IMPERATIVE = frozenset({"stop", "arretez", "arrete", "unsubscribe"})
_NEVER_BEFORE = frozenset(
    {
        "the",
        "a",
        "an",
        "my",
        "your",
        "this",
        "that",
        "next",
        "last",
        "bus",
        "full",
        "to",
        "i",
        "we",
        "le",
        "la",
        "l",
        "un",
        "du",
        "de",
        "au",
        "en",
        "je",
        "j",
    }
    | {"will", "would", "should", "must", "ne", "n", "s", "faut", "dois", "et", "and", "don t", "ou", "or"}
)
"""Before a keyword at the end of a sentence: it is no request."""
_NEVER_BEFORE_TAGS = frozenset({"ne", "you", "not", "cannot", "other_person", "noun", "want", "need"})
_COMPLAINTS = frozenset(
    {"text", "thing", "reach", "mad", "uninterested", "lost_interest", "interest", "wrong", "signed", "fed_up", "junk", "alone", "consent"}
)
_ABOUT_OTHERS = frozenset({"other_person", "when", "why", "device", "elsewhere", "place"})
_REASONS = frozenset({"i", "i m", "im", "we", "je", "j", "j ai", "nous", "c est", "this", "my", "changing", "you", "vous", "moved", "not"})
"""With what a reason begins."""
_ABOUT = frozenset({"why", "not", "cannot", "ne", "when", "other_person", "mistake"})
"""What tells that a word is talked of, refused or somebody else's."""
_UNTOLD = frozenset({"filler", "courtesy", "other", "number"})
_SHORT = 3
"""Words of a sentence that says little more than stop: "stop joking around"."""
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
        "would it be possible",
        "is it possible",
        "est il possible",
        "serait il possible",
        "possible de",
        "any chance of",
        "any way",
        "moyen de",
        "y a t il moyen de",
        "how do you",
        "how does one",
        "comment on",
    }
)
"""What makes a question a request."""
_LIGHTLY = frozenset({"place", "found"})
"""What is said with a "stop" that is meant for somebody on the way, or who looks for something."""
_SURE = 0.8
"""From this likelihood on, a message that no rule understands opts out by what it resembles."""
_UNSURE = 0.25
"""From this likelihood on it is for a person."""
_CONTRADICTED = 0.2
"""Below it, what a pattern takes for an opt-out resembles everyday talk so much that a person decides."""
_EXCLAIMED = 0.3
"""Below it, a keyword in small letters beside other sentences is for a person too: "Stop, I forgot my keys!"."""
_AS_A_SENTENCE = "keyword as a sentence"
_END_OF_SENTENCE = re.compile(r"(?<=[.!?\n])\s+")
_FEWEST_WORDS = 3
"""In fewer, only the rules opt out: a keyword and a word that nobody knows tell nothing."""
_LEADING = frozenset({"STOP", "STOPALL", "ARRET", "ARRÊT", "UNSUBSCRIBE"})
_PLACES = frozenset({"by", "at", "in", "sign", "if", "me", "ou", "or", "a", "à", "de", "du", "on", "for", "pour", "and", "et", "when", "then"})

_NOT_THEIR_WORDS = frozenset({InboundKind.REACTION, InboundKind.CONTACT, InboundKind.LOCATION})
"""What has a text that its sender did not write: an emoji, somebody's name on a card, what a place is called."""

_NO_MORE = "no more of something"
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
    section = vocabulary().meaning.get(words)
    if section is not None and not (_KINDS[section] is ReadingKind.ANSWER and _undecided(Answer(section), words, text)):
        return Reading(_KINDS[section], section if _KINDS[section] is ReadingKind.ANSWER else f"keyword: {words}")
    return _of_sentences(text, words)


def _of_sentences(text: str, words: str) -> Reading:
    """Say what a text means that is no answer and no command, by its sentences."""
    if not words and (sign := next((sign for sign in vocabulary().signs if sign in text), None)):
        return Reading(ReadingKind.UNCLEAR, f"speaks of: {sign}")
    said = _said(text)
    joking = any(each.tag == "joke" for sentence, _ in said for each in sentence) or any(mark in text for mark in LAUGHTER)
    tags = {each.tag for sentence, _ in said for each in sentence}
    lightly = joking or not _LIGHTLY.isdisjoint(tags)
    mistaken = any(each.tag == "mistake" for sentence, _ in said for each in sentence)
    if not mistaken and (keyword := _keyword(text, words, said, lightly=lightly)):
        return Reading(ReadingKind.UNCLEAR if _exclaimed(keyword, text, said) else ReadingKind.OPT_OUT, keyword)
    if words in vocabulary().unclear:
        return Reading(ReadingKind.UNCLEAR, f"speaks of: {_NO_MORE}")
    phrase = None if mistaken else _phrase(said, lightly=lightly or "call" in tags)
    suspect = None if joking else _suspect(words, [sentence for sentence, asks in said if not asks])
    reading = _weighed(phrase, suspect, _likeliest(text, said), tells=not joking and "found" not in tags and len(words.split()) >= _FEWEST_WORDS)
    return reading if joking or mistaken else _with_its_reason(reading, said)


def _with_its_reason(reading: Reading, said: Sequence[tuple[Sequence[Tagged], bool]]) -> Reading:
    """Say what a message means if one of its sentences refuses and says why; a pattern may have taken the reason for a limit."""
    found = next((found for each, asks in said if not asks and (found := reasoned(each, _IMPERATIVE, alone=len(said) == 1))), None)
    if found is None or reading.kind is ReadingKind.OPT_OUT:
        return reading
    if found.told:
        return Reading(ReadingKind.OPT_OUT, f"refusal before its reason: {found.refusal}")
    return Reading(ReadingKind.UNCLEAR, f"speaks of: {found.refusal}") if reading.kind is ReadingKind.OTHER else reading


def _reason(reason: str, tags: str) -> str:
    return f"{reason}: {tags}" if tags else reason


def own_signs(text: str) -> frozenset[str]:
    """Return the signs by which the second opinion knows a text, without what it repeats of others."""
    own = own_words(shortened(text)) or ""
    return signs_of(own, _said(own))


def opinion(text: str) -> Opinion:
    """Return what a text resembles, whatever the rules say of it."""
    own = own_words(shortened(text)) or ""
    return _likeliest(own, _said(own))


def _likeliest(text: str, said: Sequence[tuple[Sequence[Tagged], bool]]) -> Opinion:
    """Return the opinion on a text or on that of its sentences which resembles an opt-out most: what stands beside a request takes nothing away."""
    parts = (part for part in _END_OF_SENTENCE.split(text) if part != text and len(part.split()) >= _FEWEST_WORDS)
    opinions = (opinion_of(text, said), *(opinion_of(part, _said(part)) for part in parts))
    return max(opinions, key=lambda each: each.likelihood)


def _exclaimed(keyword: str, text: str, said: Sequence[tuple[Sequence[Tagged], bool]]) -> bool:
    """Say whether a keyword that is a sentence of its own, in small letters, stands in what resembles everyday talk."""
    reason, _, word = keyword.rpartition(": ")
    return reason == _AS_A_SENTENCE and word.upper() not in text and _likeliest(text, said).likelihood < _EXCLAIMED


def _said(text: str) -> Sequence[tuple[Sequence[Tagged], bool]]:
    return [(tagged(sentence), asks) for sentence, asks in sentences(text)]


def _weighed(phrase: str | None, suspect: str | None, second: Opinion, *, tells: bool) -> Reading:
    """Weigh what the rules found, a pattern or a word that may mean it, against the second opinion, which opts out only where it `tells`."""
    resembles = _reason("resembles what opts out", " ".join(telling_tags(second)))
    if phrase is not None:
        doubt = Reading(ReadingKind.UNCLEAR, _reason("resembles everyday talk", phrase.partition(": ")[2]))
        return doubt if second.likelihood < _CONTRADICTED else Reading(ReadingKind.OPT_OUT, phrase)
    if tells and second.likelihood >= _SURE:
        return Reading(ReadingKind.OPT_OUT, resembles)
    if suspect is not None:
        return Reading(ReadingKind.UNCLEAR, f"speaks of: {suspect}")
    return Reading(ReadingKind.UNCLEAR, resembles) if second.likelihood >= _UNSURE else _NOTHING_SAID


def read(inbound: Inbound, answering: Collection[Answer] = ()) -> Reading:
    """Say what a message means: by its text, by its button, and by what the provider took it for; an opt-out anywhere counts.

    A provider that took an answer for a STOP has blocked the address, so that it is an opt-out all the same.
    """
    said = _NOTHING_SAID if inbound.kind in _NOT_THEIR_WORDS else classify(inbound.text, answering)
    pressed = classify(inbound.payload, answering) if inbound.kind is InboundKind.BUTTON and inbound.payload else _NOTHING_SAID
    if ReadingKind.OPT_OUT in {said.kind, pressed.kind}:
        return said if said.kind is ReadingKind.OPT_OUT else pressed
    if inbound.keyword is not None and inbound.keyword in _BY_PROVIDER:
        return _BY_PROVIDER[inbound.keyword]
    return pressed if said.kind is ReadingKind.OTHER else said


def answer_of(inbound: Inbound) -> Answer | None:
    """Return the answer that a message gives, by its words or its button's, whatever was asked; None if it gives none, or two."""
    if inbound.kind in _NOT_THEIR_WORDS:
        return None
    for text in (own_words(shortened(inbound.text)) or "", shortened(inbound.payload or "")):
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
        if message in vocabulary().always | vocabulary().alone and not (lightly and message == "arrete"):
            return f"keyword: {message}"
    own = [_bare(sentence) for sentence, asks in said if not asks]
    if not lightly and (alone := next((word for word in own if word in vocabulary().always and word != "remove"), None)):
        return f"{_AS_A_SENTENCE}: {alone}"
    if not lightly and (last := next((word for sentence, asks in said if not asks and (word := _at_the_end(sentence))), None)):
        return f"keyword at the end: {last}"
    if not lightly and (first := next((word for sentence, asks in said if not asks and (word := _at_the_start(sentence))), None)):
        return f"keyword before its reason: {first}"
    signed = next((sentence for sentence, _ in said if sentence and _signed(sentence)), None)
    if signed is not None and not lightly and len(bare) == 1:
        return f"keyword: {signed[0].word}"
    return _in_capitals(text)


def _at_the_end(sentence: Sequence[Tagged]) -> str | None:
    """Return the keyword that ends a sentence as a request of its own: "I never agreed to this please stop", "this is harassment stop"."""
    said = [each for each in sentence if each.tag != "filler"]
    place = next((place for place in range(len(said) - 1, -1, -1) if said[place].tag != "courtesy"), -1)
    if place <= 0 or said[place].word not in _IMPERATIVE:
        return None
    before = sentence[sentence.index(said[place]) - 1]
    if before.word in _NEVER_BEFORE or before.tag in _NEVER_BEFORE_TAGS:
        return None
    complained = not _COMPLAINTS.isdisjoint(each.tag for each in said[:place]) and _ABOUT_OTHERS.isdisjoint(each.tag for each in said)
    return said[place].word if before.tag == "courtesy" or complained or said[place].word == "arretez" else None


def _at_the_start(sentence: Sequence[Tagged]) -> str | None:
    """Return the keyword that begins a sentence, with courtesy, before its reason: "stop svp je change de numéro"."""
    match sentence:
        case [keyword, Tagged(tag="courtesy"), reason, *_] if keyword.word in _IMPERATIVE and reason.word in _REASONS:
            return keyword.word
        case _:
            return None


def _answer(words: str, text: str) -> Answer | None:
    bare = " ".join(filter(None, (_bare(tagged(sentence)) for sentence, _ in sentences(text))))
    answer = vocabulary().answers.get(words) or vocabulary().answers.get(bare)
    return None if answer and _undecided(answer, words, text) else answer or _rating(text)


def _undecided(answer: Answer, words: str, text: str) -> bool:
    """Say whether a yes or no is taken back or asked in the same breath: "no sorry yes", "oui, nope", "yes" with a thumb down, "yes?"."""
    if answer not in {Answer.YES, Answer.NO}:
        return False
    against = vocabulary().against[answer]
    return "?" in text or not against.isdisjoint(words.split()) or any(sign in text for sign in against)


def _rating(text: str) -> Answer | None:
    """Return how many of five a text gives, unless its remark may opt out: that is heard first."""
    remark = remark_of(text)
    return None if remark and classify(remark).kind in {ReadingKind.OPT_OUT, ReadingKind.UNCLEAR} else rating_of(text)


def _signed(sentence: Sequence[Tagged]) -> bool:
    """Say whether a sentence is a keyword, courtesy and a name: "stop please Julie"."""
    match sentence:
        case [keyword, courtesy, name]:
            return keyword.word in vocabulary().always and courtesy.tag == "courtesy" and name.tag == "other"
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
        if found := asked(sentence, plainly=plainly):
            return f"{found}: {' '.join(dict.fromkeys(each.tag for each in sentence if each.tag not in _UNTOLD))}"
    line = "".join(line_of(sentence).letters for sentence, _ in said)
    return next((pattern.name for pattern in grammar().message if pattern.expression.fullmatch(line)), None)


def _suspect(words: str, said: Sequence[Sequence[Tagged]]) -> str | None:
    lines = [line_of(sentence).letters for sentence in said]
    if any(pattern.expression.fullmatch(line) for line in lines for pattern in grammar().unclear):
        return _NO_MORE
    word = next((word.strip() for word in vocabulary().suspect_words if word in f" {words} "), None)
    tag = word or next((tag for sentence in said if (tag := _suspect_tag(sentence))), None)
    return tag or next(("stop" for sentence in said if _speaks_of_stopping(sentence)), None)


def _suspect_tag(sentence: Sequence[Tagged]) -> str | None:
    if any(each.tag in _ABOUT for each in sentence):
        return None
    found = (place for place, each in enumerate(sentence) if each.tag in vocabulary().suspect_tags and not from_something_else(sentence[place:]))
    return next((sentence[place].tag for place in found), None)


def _speaks_of_stopping(sentence: Sequence[Tagged]) -> bool:
    tags = [each.tag for each in sentence if each.tag != "courtesy"]
    place = next((place for place, tag in enumerate(tags) if tag in {"stop", "quit"}), None)
    if place is None or (place and tags[place - 1] in {"not", "cannot", "ne"}) or "other_person" in tags:
        return False
    return (place == 0 and len(tags) <= _SHORT) or not vocabulary().stopping.isdisjoint(tags)


def language_of(text: str) -> str | None:
    """Return "en" or "fr" where the words of a message tell its language; None where they don't, as STOP does not."""
    said = plain(normalised(shortened(text))).split()
    counts = {language: sum(word in words for word in said) for language, words in lexicon().sections["languages"].items()}
    french, english = counts["fr"], counts["en"]
    return None if french == english else "fr" if french > english else "en"
