"""What a message repeats of others: the advert that somebody passes on with its "Text STOP to end", a quoted text above a reply.

Such lines are nobody's wish. What stands beside them is read as usual.
"""

import re
from functools import cache

_QUOTES = r"^\s*(?:>|&gt;)|^\s*(?:On|Le|Am)\b.{4,80}(?:wrote|a écrit)\s*:\s*$|^\s*-{2,}\s*(?:original|forwarded|message)"
_KEYWORD = (
    r"[\"'\u2018\u2019\u201c\u201d«»*\s]{0,4}(?:[a-z]{2,12} )?"
    r"(?:stop\w{0,8}|arr[eê]t|end|quit|cancel|unsub\w{0,8}|opt ?out|remove|out|no|x|non)\b"
)
_INSTRUCTION = (
    r"\b(?:text|txt|reply|rply|send|respond|sms|msg|r[eé]pon\w{1,4}|envoy\w{1,3}|tapez|by texting|by replying)\b"
    r"(?: back| with| by| the word| us| par| le mot){0,3}" + _KEYWORD
)
"""An instruction to send a keyword."""
_TO_LEAVE = (
    r"\b(?:2|to|4|pour|for|any ?time)\s?"
    r"(?:stop|end|opt.?out|unsub\w*|cancel|quit|exit|leave|remove|removal|be removed|(?:ne )?plus recevoir|(?:vous|se) désabonner|arrêter)\b"
    r"|\b(?:stop|unsub\w*|opt.?out|arr[eê]t)(?: ?sms)?\s?(?:\W\s?|to |at |au |on |call |txt |text |reply |send |sur )*\+?\d{4,}"
)
"""What the instruction is good for, or the number that takes it."""
_SALES = (
    r"https?:|www\.|\b\w+\.(?:com|co\.uk|fr|net|ly)\b|[£$€]\s?\d|\d\s?[£€$%]|\b\d{2,4}p(?:m\b|\b)|p/min|/wk|\bt&?c'?s?\b"
    r"|\b\d{10,}\b|\b0\d{9}\b|\b\d{5}\b|\bmsg\b.{0,12}\brates\b"
    r"|\b(?:free|win|winner|prize|claim|ringtone|tones?|offer|sale|discount|promo|voucher|code|deal|subscribed|chat|service)\b"
    r"|\b(?:soldes|offre|remise|gratuit|profitez|abonné)\b"
)
_WORD_IN_QUESTION = r"[\"\u201c«][^\"\u201d»\n?]{1,30}[\"\u201d»]"
"""A word that a question is about: What does "unsubscribe" do?"""
_PERSONAL = r"\b(?:i|i'm|i've|my|me|we|je|moi|mon|ma)\b|\b[jm]['\u2019]"
"""Somebody speaks of themselves, as in "I text STOP every week and still get your offers"."""
_WORDS_OF_ADVERT = 7
_SIGNS_AGAINST_PERSONAL = 4


def own_words(text: str) -> str | None:
    """Return a text without the lines that repeat an advert or a quoted message; None if nothing is left, the text as it is if all is its own."""
    lines = text.split("\n")
    if "?" in text:
        lines = [_compiled(_WORD_IN_QUESTION).sub(" it ", line) if "?" in line else line for line in lines]
        text = "\n".join(lines)
    own = [line for line in lines if not _repeated(line)]
    if len(own) == len(lines):
        return text
    return "\n".join(own) if any(letter.isalnum() for line in own for letter in line) else None


def _repeated(line: str) -> bool:
    return bool(_compiled(_QUOTES).search(line)) or _advert(line)


def _advert(line: str) -> bool:
    """Say whether a line is an advert: how to leave it, and signs of a sale; or no more than how to leave."""
    if len(line.split()) < _WORDS_OF_ADVERT:
        return False
    leaving = bool(_compiled(_INSTRUCTION).search(line)) + bool(_compiled(_TO_LEAVE).search(line))
    signs = len({found.casefold() for found in _compiled(_SALES).findall(line)})
    if _compiled(_PERSONAL).search(line):
        return leaving > 0 and leaving + signs >= _SIGNS_AGAINST_PERSONAL
    return leaving > 1 or (leaving == 1 and signs > 0)


@cache
def _compiled(expression: str) -> re.Pattern[str]:
    """Compile one of the expressions above when it is first asked: a command that reads no message compiles none."""
    return re.compile(expression, re.IGNORECASE)
