"""The words of what the inbox does of its own accord: answers, escalations, surveys."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from uuid import UUID

from tidings.kernel.words import Channel


class AutoKind(StrEnum):
    """How an automatic answer is asked for. Values are stored: never rename one."""

    QUESTION = "question"
    """By whatever resembles its sayings."""
    KEYWORD = "keyword"
    """By a word that is the whole message."""


class Holds(StrEnum):
    """When an automatic answer holds. Values are stored: never rename one."""

    ALWAYS = "always"
    OPEN = "open"
    CLOSED = "closed"


class Said(StrEnum):
    """What the inbox says of its own accord beside automatic answers: its texts are the organisation's. Values are stored: never rename one."""

    CLOSED = "closed"
    """Out of hours, once in each time that we are closed."""
    LATE = "late"
    """To an answer to what is not asked any more."""
    SURVEY = "survey"


class Does(StrEnum):
    """What was done about a message. Values are stored: never rename one; `rules.deciding` has them in words."""

    ANSWERED = "answered"
    KEYWORD = "keyword"
    CLOSED = "closed"
    """Told once that we are closed; a person follows."""
    LATE = "late"
    ESCALATED = "escalated"
    SUGGESTED = "suggested"
    PERSON = "person"
    SURVEYED = "surveyed"
    """It answers a survey whose time was over."""


class Because(StrEnum):
    """Why something else was not done. Values are stored: never rename one; they are told in words."""

    FITS = "fits"
    KEYWORD = "keyword"
    WORDS = "words"
    BETWEEN = "between"
    CLOSE = "close"
    NOTHING = "nothing"
    OFF = "off"
    AGAIN = "again"
    """The same answer was given to them lately."""
    ENOUGH = "enough"
    """They had as many answers as a day allows."""
    AGENT = "agent"
    """Somebody of the team is talking with them."""
    ASKED = "asked"
    """Something is asked of them, and this may be meant as its answer."""
    UNCLEAR = "unclear"
    NO_WAY = "no_way"
    """Nothing may be sent to them now."""
    LATE = "late"
    RATED = "rated"


@dataclass(frozen=True, slots=True)
class Hours:
    """When an organisation answers people on an ISO weekday (1 is Monday), in its own time zone."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class AutoAnswer:
    """An answer to what people commonly ask. Sayings are by language, answers by locale, in the template language; no channels are all."""

    name: str
    kind: AutoKind
    sayings: Mapping[str, Sequence[str]]
    keywords: Sequence[str]
    answers: Mapping[str, str]
    default_locale: str
    holds: Holds = Holds.ALWAYS
    channels: Sequence[Channel] = ()


@dataclass(frozen=True, slots=True)
class KeptAnswer:
    """An automatic answer as kept: its newest version, since when, and by whom."""

    id: UUID
    version: int
    answer: AutoAnswer
    created_at: datetime
    changed_at: datetime
    changed_by: str
    archived_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Automation:
    """How an organisation lets the inbox act by itself.

    `sure` and `likely` are the scores from which on a question is answered, or suggested to an agent. `again_after` is how long the same answer
    is not given to a person again, `most_a_day` how many automatic answers they get in 24 hours, `quiet_after_agent` how long after an agent's
    answer only suggestions are made. Words that escalate are those of `words`, by urgency, beside ours (`usual_words`).
    """

    on: bool = False
    sure: float = 0.65
    likely: float = 0.45
    again_after: timedelta = timedelta(hours=12)
    most_a_day: int = 5
    quiet_after_agent: timedelta = timedelta(hours=4)
    hours: Sequence[Hours] = ()
    days_off: Sequence[date] = ()
    tell_closed: bool = False
    usual_words: bool = True
    words: Mapping[str, Sequence[str]] = field(default_factory=dict[str, Sequence[str]])
    escalation_team: UUID | None = None
    survey: bool = False
    survey_after: timedelta = timedelta(minutes=10)
    survey_every: timedelta = timedelta(days=30)
    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict[str, Mapping[str, str]])


@dataclass(frozen=True, slots=True)
class Decided:
    """What was done about one message, and why; `words` are the organisation's own, never the message's."""

    message_id: UUID
    thread_id: UUID | None
    contact_id: UUID | None
    channel: Channel
    does: Does
    because: Because
    answer_id: UUID | None
    answer_version: int | None
    score: float | None
    runner_up_id: UUID | None
    runner_up_score: float | None
    words: Sequence[str]
    language: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What a person had from the inbox: which automatic answers when (newest first), and when an agent answered last."""

    answers: Sequence[tuple[str, datetime]] = ()
    agent_at: datetime | None = None


class NotAsked(StrEnum):
    """Why somebody was not asked how it went. Values are stored, beside the reasons of channels; they are told in words."""

    LATELY = "asked_lately"
    COMPLAINT = "complained"
    REOPENED = "reopened"
    CLOSED = "no_way"
    WINDOW = "window_closed"


class SurveyState(StrEnum):
    """Where a survey stands. Values are stored: never rename one."""

    DUE = "due"
    ASKED = "asked"
    ANSWERED = "answered"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Survey:
    """One question after a conversation; `why` is the reason that it was not asked. `score` is of five."""

    id: UUID
    thread_id: UUID
    contact_id: UUID
    channel: Channel
    sender_id: UUID
    address_id: UUID
    agent: str | None
    team_id: UUID | None
    state: SurveyState
    why: NotAsked | None
    due_at: datetime
    asked_at: datetime | None = None
    answered_at: datetime | None = None
    score: int | None = None
    remark_sealed: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class AnswerVersion:
    """An automatic answer as it was from a moment on."""

    version: int
    answer: AutoAnswer
    at: datetime
    by: str


class By(StrEnum):
    """By what figures are told apart."""

    DAY = "day"
    AGENT = "agent"
    TEAM = "team"
    CHANNEL = "channel"


@dataclass(frozen=True, slots=True)
class Episode:
    """A conversation from when it needed a person until it was resolved; `first_by` is who answered first."""

    began_at: datetime
    channel: Channel | None
    assignee_id: UUID | None
    team_id: UUID | None
    first_at: datetime | None
    first_by: str | None
    resolved_at: datetime | None


@dataclass(frozen=True, slots=True)
class MachineAnswer:
    """A message that was answered automatically; `needed` says that a person was needed within the day after it."""

    at: datetime
    channel: Channel
    assignee_id: UUID | None
    team_id: UUID | None
    needed: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """A survey that was asked, and the number that was given."""

    asked_at: datetime
    channel: Channel
    agent: str | None
    team_id: UUID | None
    score: int | None


@dataclass(frozen=True, slots=True)
class Spans:
    """How long something took: how often it was done, and the median and the mean, in seconds; by the wall and within the hours."""

    count: int
    median: float | None
    mean: float | None
    median_in_hours: float | None
    mean_in_hours: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """What was done in the inbox, of one day, agent, team or channel; `key` is None for nobody's, and in the sum of all.

    `automatic` are messages that were answered automatically a day ago or more, `deflected` those of them after which nobody was needed for
    24 hours, `settling` those that are younger.
    """

    key: str | None
    conversations: int
    first_response: Spans
    resolution: Spans
    automatic: int
    deflected: int
    settling: int
    surveys: int
    rated: int
    score: float | None
    scores: Sequence[int]


@dataclass(frozen=True, slots=True)
class Escalations:
    """Open threads that were escalated, the `urgent` ones among them, and since when the first of them waits."""

    threads: int
    urgent: int
    since: datetime
