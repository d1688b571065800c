"""What is done about a message that no room took."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from tidings.inbox.rules import deciding, hours, saying
from tidings.inbox.rules.deciding import Decision, Spoken
from tidings.inbox.rules.escalating import escalates
from tidings.inbox.types import Urgency
from tidings.inbox.types.automatic import AutoAnswer, AutoKind, Automation, Because, Does, History, Holds, Hours, KeptAnswer, Said
from tidings.kernel.words import Channel

NOW = datetime(2026, 3, 3, 10, 0, tzinfo=UTC)
PARIS = ZoneInfo("Europe/Paris")
_WEEK = [Hours(day, time(9), time(18)) for day in range(1, 6)]
_OPEN = Automation(on=True, hours=_WEEK, tell_closed=True)


def _kept(number: int, name: str, *sayings: str, words: Sequence[str] = (), holds: Holds = Holds.ALWAYS, only: Sequence[Channel] = ()) -> KeptAnswer:
    kind = AutoKind.QUESTION if sayings else AutoKind.KEYWORD
    answer = AutoAnswer(name, kind, {"en": sayings}, words, {"en": f"About {name}."}, "en", holds, only)
    return KeptAnswer(UUID(int=number), 1, answer, NOW, NOW, "user:x")


_HOURS = _kept(1, "hours", "What are your opening hours?", "When are you open?")
_NIGHT = _kept(2, "night", "Is there an emergency line?", "Who do I call at night?", holds=Holds.CLOSED)
_PRICE = _kept(3, "price", words=("TARIF", "price list"))
_KNOWS = deciding.knows(_OPEN, [_HOURS, _NIGHT, _PRICE])


def _decide(text: str, *, history: History | None = None, automation: Automation | None = None, **more: object) -> Decision:
    spoken = Spoken(text, Channel.SMS, NOW, history or History(), **more)  # type: ignore[arg-type]
    return deciding.decide(deciding.knows(automation, _KNOWS.answers) if automation else _KNOWS, spoken)


def test_what_fits_surely_is_answered_and_a_keyword_too() -> None:
    answered = _decide("hello, when are you open?")
    assert (answered.does, answered.because, answered.answer) == (Does.ANSWERED, Because.FITS, _HOURS)
    assert _decide(" Tarif! ").answer is _PRICE
    assert _decide("PRICE LIST").does is Does.KEYWORD
    assert _decide("your tarif is too high").does is not Does.KEYWORD, "a keyword is the whole message"


def test_words_for_a_person_come_before_any_answer_and_while_automation_is_off() -> None:
    for text in ("When are you open? I want a refund", "URGENT: what are your opening hours"):
        assert _decide(text).does is Does.ESCALATED
        assert _decide(text, automation=Automation()).does is Does.ESCALATED
    assert _decide("when are you open?", automation=Automation()).because is Because.OFF


@pytest.mark.parametrize(
    ("text", "urgency"),
    [
        ("I want to speak to a human", Urgency.LOW),
        ("je veux parler à quelqu'un", Urgency.LOW),
        ("c'est URGENT", Urgency.NORMAL),
        ("I'd like to make a complaint", Urgency.NORMAL),
        ("Je veux être remboursée", Urgency.NORMAL),
        ("you will hear from my lawyer", Urgency.HIGH),
        ("mon avocat vous écrira", Urgency.HIGH),
        ("I want a human, and my lawyer agrees", Urgency.HIGH),
        ("is there a refund policy?", None),
        ("it's not urgent", None),
        ("rien d'urgent, merci", None),
        ("when are you open", None),
        ("l'urgentiste", None),
        ("my neighbour is human", None),
    ],
)
def test_words_that_escalate_say_how_urgent_it_is(text: str, urgency: Urgency | None) -> None:
    found = escalates(text, {}, usual=True)
    assert (found.urgency if found else None) is urgency


def test_an_organisation_has_words_of_its_own_and_may_leave_ours() -> None:
    own = {"high": ["Dégât des eaux"], "low": ["sav"]}
    found = escalates("il y a un degat des eaux !", own, usual=False)
    assert found is not None
    assert (found.word, found.urgency) == ("degat des eaux", Urgency.HIGH)
    assert escalates("I want a refund", own, usual=False) is None


def test_nobody_is_told_the_same_twice_in_the_window_nor_more_than_a_day_allows() -> None:
    lately = History([(str(_HOURS.id), NOW - timedelta(hours=11))])
    again = _decide("when are you open?", history=lately)
    assert (again.does, again.because) == (Does.SUGGESTED, Because.AGAIN)
    assert _decide("when are you open?", history=History([(str(_HOURS.id), NOW - timedelta(hours=13))])).does is Does.ANSWERED
    many = History([(f"other {place}", NOW - timedelta(hours=place)) for place in range(5)])
    assert _decide("when are you open?", history=many).because is Because.ENOUGH


def test_while_an_agent_talks_with_them_there_are_suggestions_only() -> None:
    talking = History(agent_at=NOW - timedelta(hours=1))
    quiet = _decide("when are you open?", history=talking)
    assert (quiet.does, quiet.because) == (Does.SUGGESTED, Because.AGENT)
    assert _decide("when are you open?", history=History(agent_at=NOW - timedelta(hours=5))).does is Does.ANSWERED


def test_what_may_opt_out_or_answer_something_open_is_for_a_person() -> None:
    assert _decide("when are you open?", unclear=True).because is Because.UNCLEAR
    assert _decide("yes but at 5?", asked=True).because is Because.ASKED
    assert _decide("when are you open?", writable=False).because is Because.NO_WAY


def test_a_late_answer_is_told_so_once() -> None:
    assert _decide("yes", late=True, answer_like=True).does is Does.LATE
    told = History([(deciding.LATE_KEY, NOW - timedelta(hours=1))])
    assert (_decide("yes", late=True, answer_like=True, history=told).does, _decide("yes", answer_like=True).does) == (Does.PERSON, Does.PERSON)


def test_an_answer_holds_in_its_hours_and_on_its_channels_only() -> None:
    assert _decide("is there an emergency line", closed=True, closed_since=NOW).does is Does.ESCALATED, "an emergency is for a person"
    assert _decide("who do i call at night", closed=True, closed_since=NOW).answer is _NIGHT
    assert _decide("who do i call at night").does is Does.SUGGESTED
    only = _kept(9, "hours", "When are you open?", only=(Channel.WHATSAPP,))
    assert deciding.decide(deciding.knows(_OPEN, [only]), Spoken("when are you open?", Channel.SMS, NOW, History())).does is Does.SUGGESTED


def test_whoever_needs_a_person_while_we_are_closed_is_told_so_once_in_that_time() -> None:
    since = NOW - timedelta(hours=3)
    told = _decide("my phone fell into the sea", closed=True, closed_since=since)
    assert (told.does, told.because) == (Does.CLOSED, Because.NOTHING)
    had = History([(str(told.key), NOW - timedelta(hours=2))])
    assert _decide("hello?? anybody", closed=True, closed_since=since, history=had).does is Does.PERSON
    later = NOW - timedelta(minutes=5)
    assert _decide("hello?? anybody", closed=True, closed_since=later, history=had).does is Does.CLOSED
    assert _decide("when are you open?", closed=True, closed_since=since).does is Does.ANSWERED
    assert _decide("I want a refund", closed=True, closed_since=since).does is Does.ESCALATED


def test_hours_know_nights_holidays_and_changes_of_clocks() -> None:
    friday_evening = datetime(2026, 3, 27, 18, 30, tzinfo=UTC)  # clocks go forward on 29 March 2026
    monday = datetime(2026, 3, 30, 7, 0, tzinfo=UTC)
    assert not hours.open_at(_OPEN, PARIS, friday_evening)
    assert hours.opens_next(_OPEN, PARIS, friday_evening) == monday
    assert hours.closed_since(_OPEN, PARIS, friday_evening) == datetime(2026, 3, 27, 17, 0, tzinfo=UTC)
    assert hours.worked(_OPEN, PARIS, friday_evening - timedelta(hours=2), monday + timedelta(hours=1)) == timedelta(minutes=90)
    off = Automation(hours=_WEEK, days_off=[date(2026, 3, 30)])
    assert hours.opens_next(off, PARIS, friday_evening) == datetime(2026, 3, 31, 7, 0, tzinfo=UTC)
    night = Automation(hours=[Hours(5, time(20), time(4))])
    assert hours.open_at(night, PARIS, datetime(2026, 3, 28, 2, 0, tzinfo=UTC)), "Saturday at three in Paris belongs to Friday's night"
    assert hours.open_at(Automation(), PARIS, friday_evening), "without hours nobody is ever told that we are closed"
    assert hours.worked(Automation(), PARIS, friday_evening, monday) == monday - friday_evening


def test_when_we_are_back_is_said_as_people_say_it() -> None:
    evening = datetime(2026, 3, 26, 18, 30, tzinfo=UTC)
    tomorrow = hours.opens_next(_OPEN, PARIS, evening)
    assert saying.when(tomorrow, evening, PARIS, "en") == "tomorrow at 09:00"
    assert saying.when(tomorrow, evening, PARIS, "fr-FR") == "demain à 9h"
    assert saying.when(datetime(2026, 3, 30, 7, 30, tzinfo=UTC), evening, PARIS, "fr") == "lundi à 9h30"
    assert saying.when(datetime(2026, 4, 9, 7, 0, tzinfo=UTC), evening, PARIS, "en") is None


def test_an_organisations_own_text_goes_before_ours() -> None:
    own = Automation(texts={"late": {"fr-CA": "Trop tard !"}})
    assert saying.text_for(own, Said.LATE, "fr") == "Trop tard !"
    assert "too late" in saying.text_for(own, Said.LATE, "de")
    assert "as soon as" in saying.text_for(own, Said.CLOSED, "en", long=True)
