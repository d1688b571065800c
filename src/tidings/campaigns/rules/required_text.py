"""What the texts of a template lack by law: asked of each locale and each demand, never of each person.

Only what everybody gets is looked at: a template's words without its code, outside of conditions or in every branch of one.
"""

import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from tidings.campaigns.types import Spread, TextFinding, Wording
from tidings.contacts.types import Whereabouts
from tidings.content.types import Body, EmailBody, PushBody, SmsBody
from tidings.policy.types import Needed, TextDemand

_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_SHOWN = re.compile(r"\{\{((?:(?!\bif\b).)*?)\}\}", re.DOTALL)
"""A value that everybody gets, and not `{{ unsubscribe_url if ... }}`."""
_REST_OF_TAG = r"\b(?:(?!%\}).)*%\}"
_CONDITION = re.compile(rf"\{{%[-+]?\s*if{_REST_OF_TAG}((?:(?!\{{%[-+]?\s*if\b).)*?)\{{%[-+]?\s*endif{_REST_OF_TAG}", re.DOTALL)
"""A condition that holds no other one, with what stands in it."""
_OTHERWISE = re.compile(rf"\{{%[-+]?\s*(elif|else){_REST_OF_TAG}", re.DOTALL)
_FALL_BACK_LANGUAGE = "en"


class WayOut(StrEnum):
    """What else may be done where a text lacks words: to waive them with a reason, or to copy a launched campaign, which keeps its text."""

    WAIVE = "waive"
    COPY = "copy"


def text_of(body: Body) -> str:
    """Return all parts of a body as they were written, with the code in them."""
    if isinstance(body, SmsBody):
        return body.text
    if isinstance(body, EmailBody):
        return f"{body.subject}\n{body.text}\n{body.postal_address}"
    if isinstance(body, PushBody):
        return f"{body.title}\n{body.text}"
    header = body.header.text if body.header is not None else ""
    return "\n".join([header, body.body, body.footer, *body.parameters, *(button.text for button in body.buttons)])


def lacking(wording: Wording) -> Mapping[str, frozenset[Needed]]:
    """Return by locale what its text does not hold; locales that lack nothing are left out."""
    found = {locale: _lacks(text, wording.names) for locale, text in wording.texts.items()}
    return {locale: lacks for locale, lacks in found.items() if lacks}


def findings(wording: Wording, spread: Spread, demands: Callable[[Whereabouts], Collection[TextDemand]], language: str) -> list[TextFinding]:
    """Return what is lacking for whom, in words of a language: what keeps a launch back first, then what concerns most people."""
    lacks = lacking(wording)
    people = Counter[tuple[TextDemand, str]]()
    for (locale, where), count in spread.items():
        for demand in demands(where):
            if demand.needed in lacks.get(locale, ()):
                people[demand, locale] += count
    found = [_finding(wording, demand, locale, count, language) for (demand, locale), count in people.items()]
    return sorted(found, key=lambda each: (not each.blocking, -each.people, each.demand.rule, each.locale, each.needed))


def way_out_words(way_out: WayOut, language: str) -> str:
    """Say what else may be done than to change the template, in a language or locale."""
    return _in(_data()["way_out"][way_out], language)


def _finding(wording: Wording, demand: TextDemand, locale: str, people: int, language: str) -> TextFinding:
    told = _data()
    suggestion = _in(told["suggested"][demand.needed], locale).format(organisation=wording.organisation)
    said = _in(told["said"][demand.needed], language)
    named = {
        "template": wording.template, "organisation": wording.organisation, "locale": locale, "where": demand.where, "rule": demand.rule,
        "people": people, "suggestion": suggestion, "example": demand.example,
    }  # fmt: skip
    return TextFinding(demand, locale, people, suggestion, said["sentence"].format_map(named), said["fix"].format_map(named))


def _lacks(source: str, names: Collection[str]) -> frozenset[Needed]:
    lacks = set[Needed]()
    if not _told_to_all(source, _tells_how_to_stop):
        lacks.add(Needed.OPT_OUT)
    if names and not _told_to_all(source, lambda text: any(_core(name) in _plain(text) for name in names)):
        lacks.add(Needed.SENDER_NAME)
    return frozenset(lacks)


def _told_to_all(source: str, tells: Callable[[str], bool]) -> bool:
    """Say whether a text tells something to everybody: each condition counts as that branch of it which does not tell it, if there is one."""
    while condition := _CONDITION.search(source):
        first, *others = _OTHERWISE.split(condition[1])
        branches = [first, *others[1::2], *([] if "else" in others[::2] else [""])]
        least = next((branch for branch in branches if not tells(_words(branch))), first)
        source = f"{source[: condition.start()]}{least}{source[condition.end() :]}"
    return tells(_words(source))


def _words(source: str) -> str:
    """Return the words of a text without its code, and the names of the links in it."""
    links = " ".join(name for name in _data()["recognised"]["links"] for value in _SHOWN.findall(source) if name in value)
    return f"{_CODE.sub(' ', source)} {links}".strip()


def _tells_how_to_stop(text: str) -> bool:
    recognised, plain = _data()["recognised"], _plain(text)
    apart = unicodedata.normalize("NFC", text)
    if any(re.search(rf"\b{link}\b", text) for link in recognised["links"]) or _word_to_answer().search(apart) or _told_to_answer().search(plain):
        return True
    return any(re.search(rf"\b{re.escape(beginning)}", plain) for beginning in recognised["beginnings"])


@cache
def _word_to_answer() -> re.Pattern[str]:
    """Return what finds a word to answer in capitals, but as part of another word: "NON-STOP"."""
    recognised = _data()["recognised"]
    parts = "".join(rf"(?<!\b(?i:{part})[ \-\u2010-\u2013])" for part in recognised["never_after"])
    return re.compile(rf"{parts}\b(?:{'|'.join(recognised['capitals'])})\b")


@cache
def _told_to_answer() -> re.Pattern[str]:
    """Return what finds, in plain words, somebody told to answer one of the words: "envoyez stop"."""
    recognised = _data()["recognised"]
    verbs, between, words = (
        "|".join(recognised["answering"]),
        "|".join(recognised["between"]),
        "|".join(_plain(each) for each in recognised["capitals"]),
    )
    return re.compile(rf"\b(?:{verbs}) (?:(?:{between}) )*[\"'«\u2018\u201c\u201e]* ?(?:{words})\b")


def _core(name: str) -> str:
    """Return a name as it stands in messages: without the legal form at its end."""
    words = _plain(name).split()
    while len(words) > 1 and words[-1].strip(".") in _data()["recognised"]["legal_forms"]:
        words.pop()
    return " ".join(words)


def _plain(text: str) -> str:
    """Return a text in small letters, without accents and with single spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(letter for letter in apart if not unicodedata.combining(letter)).split())


def _in(words: Mapping[str, Any], language: str) -> Any:
    return words.get(language[:2].lower()) or words[_FALL_BACK_LANGUAGE]


@cache
def _data() -> Mapping[str, Any]:
    return tomllib.loads(files("tidings.campaigns").joinpath("required_text.toml").read_text(encoding="utf-8"))
