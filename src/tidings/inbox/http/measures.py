"""What the inbox did of its own accord, and how well people are answered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field, StrictBool

from tidings.inbox import service
from tidings.inbox.http.models import Reads
from tidings.inbox.service import Decision, Spoken, Verdict, done, not_asked
from tidings.inbox.types.automatic import Because, By, Decided, Does, Figures, History, NotAsked, Spans, Survey, SurveyState
from tidings.infra import web
from tidings.kernel.languages import LANGUAGES
from tidings.kernel.words import Channel

router = web.router("inbox", "/inbox")


class ToTry(web.Input):
    """A message to try."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"text": "hi, when are you open on saturday?"}]})

    text: web.Text = Field(max_length=10_000)
    channel: Channel = Channel.SMS
    closed: StrictBool | None = Field(default=None, description="As if it came out of hours; null: as it is now.")
    on: StrictBool | None = Field(default=None, description="As if automatic answers were on, or off; null: as they are.")


class FitShown(web.Output):
    """How well a question fits."""

    answer_id: UUID
    score: float = Field(description="0 to 1.", examples=[0.87])
    words: list[str] = Field(description="Your own words that were found in it.", examples=[["when", "open"]])


class TriedShown(web.Output):
    """What would be done about a message, and why."""

    does: Does
    because: Because
    explanation: dict[str, str] = Field(description="The same in words, by language.", examples=[{"en": "It was answered automatically."}])
    verdict: Verdict | None = Field(description="How sure the reading is; null where it was not needed.")
    best: FitShown | None
    runner_up: FitShown | None
    unexplained: int = Field(description="Words that tell something and that the best question does not explain.")
    escalates_by: str | None = Field(description="The word for which it is put before a person.", examples=["refund"])
    urgency: str = Field(description="`none`, `low`, `normal` or `high`.", examples=["normal"])
    language: str | None = Field(description="In which it seems to be written.", examples=["en"])

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Show a decision."""
        reading = decision.reading
        fits = [
            FitShown(answer_id=each.id, score=each.score, words=list(each.words)) if each else None
            for each in ((reading.best, reading.runner_up) if reading else (None, None))
        ]
        return cls(
            does=decision.does,
            because=decision.because,
            explanation={language: done(decision.does, decision.because, language) for language in sorted(LANGUAGES)},
            verdict=reading.verdict if reading else None,
            best=fits[0],
            runner_up=fits[1],
            unexplained=reading.unexplained if reading else 0,
            escalates_by=decision.escalates.word if decision.escalates else None,
            urgency=decision.urgency.word,
            language=decision.language,
        )


class DecidedShown(web.Output):
    """What was done about a message, and why."""

    message_id: UUID
    thread_id: UUID | None
    contact_id: UUID | None = Field(description="Null once the person was erased.")
    channel: Channel
    does: Does
    because: Because
    explanation: dict[str, str] = Field(examples=[{"en": "It is for a person. No question fits."}])
    answer_id: UUID | None
    answer_version: int | None
    score: float | None
    runner_up_id: UUID | None
    runner_up_score: float | None
    words: list[str]
    language: str | None
    at: datetime

    @classmethod
    def of(cls, decided: Decided) -> Self:
        """Show what was done."""
        return cls(
            message_id=decided.message_id,
            thread_id=decided.thread_id,
            contact_id=decided.contact_id,
            channel=decided.channel,
            does=decided.does,
            because=decided.because,
            explanation={language: done(decided.does, decided.because, language) for language in sorted(LANGUAGES)},
            answer_id=decided.answer_id,
            answer_version=decided.answer_version,
            score=decided.score,
            runner_up_id=decided.runner_up_id,
            runner_up_score=decided.runner_up_score,
            words=list(decided.words),
            language=decided.language,
            at=decided.at,
        )


class SurveyShown(web.Output):
    """A question after a conversation, and its answer."""

    id: UUID
    state: SurveyState
    why: NotAsked | None = Field(description="Why it was not asked.")
    explanation: dict[str, str] | None = Field(examples=[{"en": "They were asked lately."}])
    channel: Channel
    agent: str | None
    due_at: datetime
    asked_at: datetime | None
    answered_at: datetime | None
    score: int | None = Field(description="1 to 5.")
    remark: str

    @classmethod
    def of(cls, survey: Survey, remark: str) -> Self:
        """Show a survey."""
        return cls(
            id=survey.id,
            state=survey.state,
            why=survey.why,
            explanation={language: not_asked(survey.why, language) for language in sorted(LANGUAGES)} if survey.why else None,
            channel=survey.channel,
            agent=survey.agent,
            due_at=survey.due_at,
            asked_at=survey.asked_at,
            answered_at=survey.answered_at,
            score=survey.score,
            remark=remark,
        )


class SurveysShown(web.Output):
    """The surveys of a conversation, the newest first."""

    items: list[SurveyShown]


class SpansShown(web.Output):
    """How long something took, in seconds, and how often it was done; null where it never was."""

    count: int
    median: float | None
    mean: float | None
    median_in_hours: float | None = Field(description="Within your hours only.")
    mean_in_hours: float | None

    @classmethod
    def of(cls, spans: Spans) -> Self:
        """Show them."""
        return cls.model_validate(spans)


class InboxFiguresShown(web.Output):
    """What was done in the inbox, of one day, agent, team or channel."""

    key: str | None = Field(description="Which one; null: nobody's, and of all together.", examples=["2026-10-05"])
    conversations: int = Field(description="That began to need a person.")
    first_response: SpansShown
    resolution: SpansShown
    automatic: int = Field(description="Messages answered automatically, a day ago or more.")
    deflected: int = Field(description="Of them, those after which nobody was needed for 24 hours.")
    settling: int = Field(description="Answered automatically less than a day ago.")
    surveys: int
    rated: int
    score: float | None = Field(description="The mean of 1 to 5.", examples=[4.6])
    scores: list[int] = Field(description="How often each number from 1 to 5 was given.", examples=[[0, 1, 2, 9, 20]])

    @classmethod
    def of(cls, figures: Figures) -> Self:
        """Show figures."""
        return cls(
            key=figures.key,
            conversations=figures.conversations,
            first_response=SpansShown.of(figures.first_response),
            resolution=SpansShown.of(figures.resolution),
            automatic=figures.automatic,
            deflected=figures.deflected,
            settling=figures.settling,
            surveys=figures.surveys,
            rated=figures.rated,
            score=figures.score,
            scores=list(figures.scores),
        )


class AllInboxFiguresShown(web.Output):
    """The figures of a time: all together, and told apart."""

    all: InboxFiguresShown
    items: list[InboxFiguresShown]

    @classmethod
    def of(cls, whole: Figures, parts: Sequence[Figures]) -> Self:
        """Show the figures of a time."""
        return cls(all=InboxFiguresShown.of(whole), items=[InboxFiguresShown.of(each) for each in parts])


@router.post("/auto-answers/try", summary="Try what would be done about a message")
async def try_out(body: ToTry, unit: web.Work, caller: Reads) -> TriedShown:
    """Say what would be done about a message and why, as if its writer had had no answer yet. Nothing is sent or kept."""
    closed = await service.closed_now(unit, caller.organisation_id) if body.closed is None else body.closed
    spoken = Spoken(body.text, body.channel, unit.at, History(), closed=closed, closed_since=unit.at if closed else None)
    return TriedShown.of(await service.try_out(unit, caller.organisation_id, spoken, on=body.on))


@router.get("/decisions", summary="List what was done about messages by itself")
async def list_decisions(
    unit: web.Work, caller: Reads, paging: web.PageQuery, thread_id: Annotated[UUID | None, Query(description="Of one conversation.")] = None
) -> web.Rows[DecidedShown]:
    """List messages that no room took, with what was done and why, the newest first."""
    page = await service.list_decisions(unit, caller.organisation_id, thread_id=thread_id, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[DecidedShown.of(each) for each in page.rows], next_cursor=page.next_cursor)


@router.get("/threads/{thread_id}/surveys", summary="List the surveys of a conversation", responses=web.problems(404))
async def list_surveys(thread_id: UUID, unit: web.Work, caller: Reads) -> SurveysShown:
    """List what was asked after it, whether it was answered, and if it was not asked, why."""
    return SurveysShown(items=[SurveyShown.of(*each) for each in await service.surveys_of(unit, caller.organisation_id, thread_id)])


@router.get("/figures", summary="Get how well people are answered")
async def figures(
    unit: web.Work,
    caller: Reads,
    by: By = By.DAY,
    since: Annotated[web.Day | None, Query(description="From this day on; else the last thirty days.")] = None,
    until: Annotated[web.Day | None, Query(description="To this day; else to today.")] = None,
) -> AllInboxFiguresShown:
    """Get how quickly people were answered, how much needed nobody, and how content they were: of all, and by day, agent, team or channel.

    Conversations and automatic answers count by when they began, with the team and the agent that they have now.
    """
    whole, parts = await service.figures(unit, caller.organisation_id, by, since=since, until=until)
    return AllInboxFiguresShown.of(whole, parts)
