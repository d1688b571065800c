"""Setting up what the inbox does of its own accord."""

from datetime import datetime, timedelta
from typing import Annotated, Self
from uuid import UUID

from fastapi import Query
from pydantic import ConfigDict, Field, StrictBool, StrictFloat, StrictInt

from tidings.inbox import service
from tidings.inbox.http.models import Manages, Reads
from tidings.inbox.types.automatic import AnswerVersion, AutoAnswer, AutoKind, Automation, Holds, Hours, KeptAnswer, Said
from tidings.infra import web
from tidings.kernel.words import Channel

router = web.router("inbox", "/inbox")

_LOCALE = r"^[a-z]{2,3}(-[A-Z]{2})?$"
Locale = Annotated[str, Field(pattern=_LOCALE)]
Minutes = Annotated[StrictInt, Field(ge=0, le=60 * 24 * 31)]
Score = Annotated[StrictFloat | StrictInt, Field(ge=0.01, le=1)]
Texts = Annotated[dict[Locale, web.Text], Field(max_length=20)]


class AutoAnswerSent(web.Input):
    """An answer to what people commonly ask."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "name": "Opening hours",
                    "sayings": {"en": ["What are your opening hours?", "When are you open?"], "fr": ["Quels sont vos horaires ?"]},
                    "keywords": ["HOURS"],
                    "answers": {"en": "We are open from 9 to 18, Monday to Friday.", "fr": "Nous sommes ouverts de 9h à 18h, du lundi au vendredi."},
                }
            ]
        }
    )

    name: web.Line = Field(max_length=100)
    kind: AutoKind = Field(default=AutoKind.QUESTION, description="`question`: by what resembles its sayings; `keyword`: by its keywords alone.")
    sayings: dict[Locale, list[web.Line]] = Field(
        default={}, max_length=20, description="As people ask it, by language; case, accents and slips don't count."
    )
    keywords: list[web.Line] = Field(default=[], max_length=50, description="Words that ask it when they are the whole message.")
    answers: Texts = Field(min_length=1, description="By locale, in the template language: {{ first_name }}, {{ business }}...")
    default_locale: Locale | None = Field(default=None, description="For people of other languages; null: the first in the alphabet.")
    holds: Holds = Field(default=Holds.ALWAYS, description="`open`: within your hours only; `closed`: outside them only.")
    channels: list[Channel] = Field(default=[], max_length=10, description="By which channels it is given; none: all.")

    def answer(self) -> AutoAnswer:
        """Return the answer that was sent."""
        return AutoAnswer(
            name=self.name,
            kind=self.kind,
            sayings=self.sayings,
            keywords=self.keywords,
            answers=self.answers,
            default_locale=self.default_locale or min(self.answers),
            holds=self.holds,
            channels=sorted(set(self.channels)),
        )


class AutoAnswerChanged(AutoAnswerSent):
    """An automatic answer as it shall be."""

    version: StrictInt | None = Field(default=None, ge=1, description="The version that was changed: refused if there is another. Null does not ask.")


class AutoAnswerShown(web.Output):
    """An answer to what people commonly ask, in its newest version."""

    id: UUID
    version: int
    name: str
    kind: AutoKind
    sayings: dict[str, list[str]]
    keywords: list[str]
    answers: dict[str, str]
    default_locale: str
    holds: Holds
    channels: list[Channel]
    created_at: datetime
    changed_at: datetime
    changed_by: str
    archived_at: datetime | None

    @classmethod
    def of(cls, kept: KeptAnswer) -> Self:
        """Show an automatic answer."""
        told = {**_fields(kept.answer), "id": kept.id, "version": kept.version, "archived_at": kept.archived_at}
        return cls.model_validate(told | {"created_at": kept.created_at, "changed_at": kept.changed_at, "changed_by": kept.changed_by})


class AutoAnswerVersionShown(web.Output):
    """An automatic answer as it was from a moment on."""

    version: int
    name: str
    kind: AutoKind
    sayings: dict[str, list[str]]
    keywords: list[str]
    answers: dict[str, str]
    default_locale: str
    holds: Holds
    channels: list[Channel]
    at: datetime
    by: str

    @classmethod
    def of(cls, version: AnswerVersion) -> Self:
        """Show a version."""
        return cls.model_validate({**_fields(version.answer), "version": version.version, "at": version.at, "by": version.by})


class AutoAnswersShown(web.Output):
    """All automatic answers."""

    items: list[AutoAnswerShown]


class AutoAnswerVersionsShown(web.Output):
    """All versions of an automatic answer, the newest first."""

    items: list[AutoAnswerVersionShown]


class ToRestore(web.Input):
    """Which version shall hold again."""

    version: StrictInt = Field(ge=1, examples=[1])


class InboxHours(web.Input):
    """When people are answered on a weekday; hours that end before they begin end on the next day."""

    weekday: StrictInt = Field(ge=1, le=7, description="1 is Monday.")
    opens: web.TimeOfDay
    closes: web.TimeOfDay


class AutomationSent(web.Input):
    """How the inbox acts by itself. What is left out is as usual."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"on": True, "hours": [{"weekday": 1, "opens": "09:00", "closes": "18:00"}], "tell_closed": True}]}
    )

    on: StrictBool = Field(default=False, description="Whether questions and keywords are answered. Words for a person escalate all the same.")
    sure: Score = Field(default=0.65, description="From this score on a question is answered.")
    likely: Score = Field(default=0.45, description="From this score on an answer is suggested to an agent.")
    again_after_minutes: Minutes = Field(default=720, description="How long the same answer is not given to a person again.")
    most_a_day: StrictInt = Field(default=5, ge=1, le=50, description="Automatic answers to a person in 24 hours.")
    quiet_after_agent_minutes: Minutes = Field(default=240, description="How long after an agent's answer only suggestions are made.")
    hours: list[InboxHours] = Field(default=[], max_length=42, description="In the organisation's time zone; none: never closed.")
    days_off: list[web.Day] = Field(default=[], max_length=400)
    tell_closed: StrictBool = Field(default=False, description="Whoever needs a person outside the hours is told when you are back, once.")
    usual_words: StrictBool = Field(default=True, description="Whether our words for a person count: human, urgent, complaint, lawyer, refund...")
    words: dict[str, list[web.Line]] = Field(default={}, max_length=3, description="More of them, by urgency.", examples=[{"high": ["gas leak"]}])
    escalation_team: UUID | None = Field(default=None, description="To which team such conversations go.")
    survey: StrictBool = Field(default=False, description="Whether people are asked for a number from 1 to 5 after an agent resolved it.")
    survey_after_minutes: Minutes = 10
    survey_every_days: StrictInt = Field(default=30, ge=1, le=366)
    texts: dict[Said, Texts] = Field(
        default={}, max_length=3, description="What is said out of hours ({{ when }}), to late answers and as the survey, in your own words."
    )

    def automation(self) -> Automation:
        """Return the settings that were sent."""
        return Automation(
            on=self.on,
            sure=float(self.sure),
            likely=float(self.likely),
            again_after=timedelta(minutes=self.again_after_minutes),
            most_a_day=self.most_a_day,
            quiet_after_agent=timedelta(minutes=self.quiet_after_agent_minutes),
            hours=[Hours(each.weekday, each.opens, each.closes) for each in self.hours],
            days_off=sorted(set(self.days_off)),
            tell_closed=self.tell_closed,
            usual_words=self.usual_words,
            words=self.words,
            escalation_team=self.escalation_team,
            survey=self.survey,
            survey_after=timedelta(minutes=self.survey_after_minutes),
            survey_every=timedelta(days=self.survey_every_days),
            texts={said.value: texts for said, texts in self.texts.items() if texts},
        )


class AutomationShown(AutomationSent):
    """How the inbox acts by itself."""

    @classmethod
    def of(cls, kept: Automation) -> Self:
        """Show the settings."""
        return cls(
            on=kept.on,
            sure=kept.sure,
            likely=kept.likely,
            again_after_minutes=_minutes(kept.again_after),
            most_a_day=kept.most_a_day,
            quiet_after_agent_minutes=_minutes(kept.quiet_after_agent),
            hours=[InboxHours(weekday=each.weekday, opens=each.opens, closes=each.closes) for each in kept.hours],
            days_off=list(kept.days_off),
            tell_closed=kept.tell_closed,
            usual_words=kept.usual_words,
            words={urgency: list(words) for urgency, words in kept.words.items()},
            escalation_team=kept.escalation_team,
            survey=kept.survey,
            survey_after_minutes=_minutes(kept.survey_after),
            survey_every_days=kept.survey_every.days,
            texts={Said(said): dict(texts) for said, texts in kept.texts.items()},
        )


class UsuallyShown(web.Output):
    """What the inbox says, and which words it takes for a person's, unless an organisation says otherwise."""

    texts: dict[Said, dict[str, str]] = Field(description="By locale, in the template language.", examples=[{"survey": {"en": "How did we do?"}}])
    words: dict[str, list[str]] = Field(description="By urgency, without accents and case.", examples=[{"high": ["gas leak"], "normal": []}])


@router.get("/automation", summary="Get how the inbox acts by itself")
async def show_automation(unit: web.Work, caller: Reads) -> AutomationShown:
    """Get the settings of automatic answers, escalation and the survey."""
    return AutomationShown.of(await service.automation(unit, caller.organisation_id))


@router.put("/automation", summary="Set how the inbox acts by itself", responses=web.problems(404))
async def put_automation(body: AutomationSent, unit: web.Work, caller: Manages) -> AutomationShown:
    """Set them, audited. Messages that are taken in from now on follow them."""
    return AutomationShown.of(await service.put_automation(unit, caller.organisation_id, caller.actor, body.automation()))


@router.get("/automation/usual", summary="Get what is usual in the inbox")
async def show_usual(caller: Reads) -> UsuallyShown:
    """Get our texts and words, which hold where you give none of your own."""
    del caller
    return UsuallyShown.model_validate({"texts": service.usual_texts(), "words": service.usual_words()})


@router.get("/auto-answers", summary="List the automatic answers")
async def list_answers(
    unit: web.Work, caller: Reads, *, archived: Annotated[bool, Query(description="Also those out of use.")] = False
) -> AutoAnswersShown:
    """List them, the oldest first."""
    found = await service.auto_answers(unit, caller.organisation_id, archived=archived)
    return AutoAnswersShown(items=[AutoAnswerShown.of(each) for each in found])


@router.post("/auto-answers", status_code=201, summary="Add an automatic answer", responses=web.problems(409))
async def add_answer(body: AutoAnswerSent, unit: web.Work, caller: Manages) -> AutoAnswerShown:
    """Add an answer to what people commonly ask. It holds at once, if automatic answers are on."""
    return AutoAnswerShown.of(await service.add_auto_answer(unit, caller.organisation_id, caller.actor, body.answer()))


@router.get("/auto-answers/{auto_answer_id}", summary="Get an automatic answer", responses=web.problems(404))
async def show_answer(auto_answer_id: UUID, unit: web.Work, caller: Reads) -> AutoAnswerShown:
    """Get its newest version."""
    return AutoAnswerShown.of(await service.auto_answer(unit, caller.organisation_id, auto_answer_id))


@router.put("/auto-answers/{auto_answer_id}", summary="Change an automatic answer", responses=web.problems(404, 409))
async def change_answer(auto_answer_id: UUID, body: AutoAnswerChanged, unit: web.Work, caller: Manages) -> AutoAnswerShown:
    """Make a new version of it; former ones are kept."""
    changed = await service.change_auto_answer(unit, caller.organisation_id, caller.actor, auto_answer_id, body.answer(), version=body.version)
    return AutoAnswerShown.of(changed)


@router.delete("/auto-answers/{auto_answer_id}", summary="Take an automatic answer out of use", responses=web.problems(404))
async def archive_answer(auto_answer_id: UUID, unit: web.Work, caller: Manages) -> AutoAnswerShown:
    """Take it out of use; it can be taken back."""
    return AutoAnswerShown.of(await service.archive_auto_answer(unit, caller.organisation_id, caller.actor, auto_answer_id, archived=True))


@router.post("/auto-answers/{auto_answer_id}/unarchive", summary="Take an automatic answer back into use", responses=web.problems(404, 409))
async def unarchive_answer(auto_answer_id: UUID, unit: web.Work, caller: Manages) -> AutoAnswerShown:
    """Take back into use what was taken out of it."""
    return AutoAnswerShown.of(await service.archive_auto_answer(unit, caller.organisation_id, caller.actor, auto_answer_id, archived=False))


@router.get("/auto-answers/{auto_answer_id}/versions", summary="List the versions of an automatic answer", responses=web.problems(404))
async def list_versions(auto_answer_id: UUID, unit: web.Work, caller: Reads) -> AutoAnswerVersionsShown:
    """List what it said when, the newest first."""
    found = await service.auto_answer_versions(unit, caller.organisation_id, auto_answer_id)
    return AutoAnswerVersionsShown(items=[AutoAnswerVersionShown.of(each) for each in found])


@router.post("/auto-answers/{auto_answer_id}/restore", summary="Restore a version of an automatic answer", responses=web.problems(404, 409))
async def restore_answer(auto_answer_id: UUID, body: ToRestore, unit: web.Work, caller: Manages) -> AutoAnswerShown:
    """Make a former version the newest one again."""
    return AutoAnswerShown.of(await service.restore_auto_answer(unit, caller.organisation_id, caller.actor, auto_answer_id, body.version))


def _fields(answer: AutoAnswer) -> dict[str, object]:
    return {
        "name": answer.name,
        "kind": answer.kind,
        "sayings": {language: list(sayings) for language, sayings in answer.sayings.items()},
        "keywords": list(answer.keywords),
        "answers": dict(answer.answers),
        "default_locale": answer.default_locale,
        "holds": answer.holds,
        "channels": list(answer.channels),
    }


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
