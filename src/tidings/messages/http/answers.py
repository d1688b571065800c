"""What the API of messages answers; the command line shows the same."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Self
from uuid import UUID

from pydantic import Field

from tidings.consent.types import ConsentEvent, ConsentStatus, SuppressionReason, SuppressionRecord, SuppressionScope
from tidings.infra import web
from tidings.kernel.words import Channel, Purpose
from tidings.messages.service import Around, Settled, SettledAll, Trace
from tidings.messages.types import Attempt, Outlook, Pause, RecipientRow, Source, SourceKind, SourceState, State, Unconfirmed, Wait

MESSAGE_ID = "0199b2a1-7c00-7000-8000-000000000001.0199b2a1-7c00-7000-8000-000000000002"
_ENDS = {State.FAILED, State.SUPPRESSED, State.EXPIRED, State.CANCELLED}
_HAS_REASON = {State.PLANNED, State.QUEUED, State.UNKNOWN} | _ENDS
_SAID_BY_PERSON = "confirmed_by_person"


class SourceShown(web.Output):
    """What asked for a message. A campaign's id is also its source's."""

    id: UUID
    kind: SourceKind
    name: str
    state: SourceState

    @classmethod
    def of(cls, source: Source) -> Self:
        """Show a source."""
        return cls(id=source.source_id, kind=source.kind, name=source.name, state=source.state)


class SenderShown(web.Output):
    """Which of our numbers a message goes by."""

    id: UUID
    label: str
    provider: str = Field(examples=["twilio"])


class StepShown(web.Output):
    """Something that happened to a message, was found out about it, or was decided."""

    at: datetime
    what: str = Field(description="A stable word.", examples=["refused"])
    sentence: str = Field(description="The same in words.")
    attempt: int | None = Field(description="Which try to send it, from 1; null where none is meant.")
    code: str | None = Field(description="The provider's or our own code.", examples=["131026"])
    detail: str | None = Field(description="The provider's words, redacted, or a person's reason.")


class UnconfirmedShown(web.Output):
    """A message that may have been sent: nobody can find out any more, and a person must decide."""

    id: str = Field(examples=[MESSAGE_ID])
    source: SourceShown
    contact_id: UUID
    contact_name: str | None
    address: str | None = Field(description="Masked.", examples=["+33 6 ** ** ** 78"])
    channel: Channel
    sender: SenderShown | None = Field(description="Null if it was removed.")
    attempt: int = Field(description="The attempt in doubt, from 1.")
    sent_at: datetime = Field(description="When that attempt was begun.")
    given_up_at: datetime = Field(description="Since when nobody looks for it any more.")
    why: str = Field(description="Why it is unconfirmed, in words.")
    fix: str
    known: list[StepShown] = Field(description="All that was found out, oldest first.")

    @classmethod
    def of(cls, row: Unconfirmed, around: Around) -> Self:
        """Show an unconfirmed message with what stands around it."""
        source, why = around.sources[row.key.source_id], around.reason("unconfirmed")
        return cls(
            id=row.key.message_id,
            source=SourceShown.of(source),
            contact_id=row.key.contact_id,
            contact_name=around.name(row.key.contact_id),
            address=around.addresses.get(row.address_id),
            channel=source.channel,
            sender=_sender(row.sender_id, around),
            attempt=row.attempt,
            sent_at=row.sent_at,
            given_up_at=row.given_up_at,
            why=why.sentence if why else "",
            fix=why.fix if why else "",
            known=[_noted(each, around) for each in row.tried],
        )


class SettledShown(web.Output):
    """What a decision made of a message."""

    id: str = Field(examples=[MESSAGE_ID])
    status: str = Field(description="Where it stands now; a receipt that comes later still raises it.", examples=["planned"])
    reason: str = Field(examples=["sent_again_by_person"])
    sentence: str

    @classmethod
    def of(cls, settled: Settled) -> Self:
        """Show what became of a message."""
        return cls(id=settled.key.message_id, status=settled.state.word, reason=settled.reason, sentence=settled.sentence)


class SettledAllShown(web.Output):
    """What a decision made of a campaign's unconfirmed messages."""

    settled: int = Field(description="How many this request settled.", examples=[40])
    left: int = Field(description="How many are still unconfirmed: repeat the request while there are any.", examples=[0])
    status: str = Field(description="Where the settled ones stand now; receipts that come later still raise them.", examples=["sent"])

    @classmethod
    def of(cls, settled: SettledAll) -> Self:
        """Show what became of messages."""
        return cls(settled=settled.settled, left=settled.left, status=settled.state.word)


class WaitShown(web.Output):
    """Something that holds a message back."""

    code: str = Field(examples=["outside_hours"])
    sentence: str
    fix: str
    until: datetime | None = Field(description="When it ends by itself; null: when somebody deals with it.")
    detail: str | None

    @classmethod
    def of(cls, wait: Wait, around: Around) -> Self:
        """Show what a message waits for."""
        words = around.reason(wait.code)
        sentence = around.pace(wait.pace) if wait.pace else words.sentence if words else ""
        return cls(code=wait.code, sentence=sentence, fix=words.fix if words else "", until=wait.until, detail=wait.detail or None)


class RefusalShown(web.Output):
    """Why a message that still waits will not leave."""

    code: str = Field(examples=["opted_out"])
    sentence: str
    fix: str


class OutlookShown(web.Output):
    """When a message that waits is expected to leave, and what holds it back now."""

    refusal: RefusalShown | None = Field(description="As things stand it will be refused when its turn comes; null if not.")
    waits: list[WaitShown]
    people_ahead: int | None = Field(description="How many of the same campaign come before.")
    expected_on: date | None = Field(description="The business day, by the present plan; null while that can't be said.")

    @classmethod
    def of(cls, outlook: Outlook, around: Around) -> Self:
        """Show what is ahead of a message."""
        why = around.reason(outlook.refusal)
        return cls(
            refusal=RefusalShown(code=outlook.refusal, sentence=why.sentence, fix=why.fix) if outlook.refusal and why else None,
            waits=[WaitShown.of(each, around) for each in outlook.waits],
            people_ahead=outlook.ahead,
            expected_on=outlook.expected_on,
        )


class ClosingShown(web.Output):
    """A suppression that had closed the address."""

    reason: SuppressionReason
    scope: SuppressionScope
    source: str = Field(examples=["keyword"])
    detail: str | None
    at: datetime
    lifted_at: datetime | None

    @classmethod
    def of(cls, closing: SuppressionRecord) -> Self:
        """Show a closing."""
        return cls.model_validate(closing)


class StatementShown(web.Output):
    """What the person had said last about such messages."""

    status: ConsentStatus
    source: str = Field(examples=["form:shop"])
    wording: str | None
    at: datetime

    @classmethod
    def of(cls, event: ConsentEvent) -> Self:
        """Show a statement."""
        return cls.model_validate(event)


class DecidedShown(web.Output):
    """What stood in the way when the message was refused, or does of one that will be."""

    suppressions: list[ClosingShown]
    consent: StatementShown | None = Field(description="Null if the person never said anything about such messages.")


class TraceShown(web.Output):
    """All that is known of one message."""

    id: str = Field(examples=[MESSAGE_ID])
    source: SourceShown
    contact_id: UUID
    contact_name: str | None
    address: str | None = Field(description="Masked; null if it was deleted.", examples=["+33 6 ** ** ** 78"])
    channel: Channel
    purpose: Purpose
    sender: SenderShown | None = Field(description="Null before its release, and if it was removed.")
    status: str = Field(examples=["delivered"])
    reason: str | None = Field(description="Why it stands there, as a code.", examples=["no_consent"])
    sentence: str | None = Field(description="The reason in words.")
    fix: str | None = Field(description="What to do about it.")
    detail: str | None = Field(description="The provider's words, redacted.")
    attempts: int
    provider_id: str | None
    segments: int | None
    steps: list[StepShown] = Field(description="What happened, oldest first.")
    outlook: OutlookShown | None = Field(description="What it waits for; null if it waits for nothing.")
    decided_by: DecidedShown | None = Field(description="What refused it, or will; null if nothing did.")

    @classmethod
    def of(cls, trace: Trace, around: Around) -> Self:
        """Show a trace with what stands around the message."""
        message, reason = trace.message, _reason(trace.message)
        words = around.reason(reason)
        return cls(
            id=trace.key.message_id,
            source=SourceShown.of(trace.source),
            contact_id=message.contact_id,
            contact_name=around.name(message.contact_id),
            address=around.addresses.get(message.address_id),
            channel=trace.source.channel,
            purpose=trace.source.purpose,
            sender=_sender(trace.sender_id, around),
            status=message.state.word,
            reason=reason,
            sentence=words.sentence if words else None,
            fix=words.fix if words else None,
            detail=message.detail or None if reason else None,
            attempts=message.attempts,
            provider_id=message.provider_id,
            segments=message.segments,
            steps=_steps(trace, around),
            outlook=OutlookShown.of(trace.outlook, around) if trace.outlook.waits or trace.outlook.expected_on or trace.outlook.refusal else None,
            decided_by=_decided(trace) if message.state is State.SUPPRESSED or trace.outlook.refusal else None,
        )


def _reason(message: RecipientRow) -> str | None:
    # What was sent keeps the reason of an earlier wait in the ledger, which no longer explains anything.
    return message.reason if message.state in _HAS_REASON or message.reason == _SAID_BY_PERSON else None


def _decided(trace: Trace) -> DecidedShown:
    said = [StatementShown.of(each) for each in trace.statements]
    return DecidedShown(suppressions=[ClosingShown.of(each) for each in trace.closings], consent=said[0] if said else None)


def _sender(sender_id: UUID | None, around: Around) -> SenderShown | None:
    sender = around.senders.get(sender_id) if sender_id else None
    return SenderShown(id=sender.id, label=sender.label, provider=sender.provider) if sender else None


def _noted(noted: Attempt, around: Around) -> StepShown:
    code = noted.code if noted.code != noted.outcome else ""
    return StepShown(
        at=noted.at,
        what=noted.outcome,
        sentence=around.step(noted.outcome, noted.code),
        attempt=noted.attempt,
        code=code or None,
        detail=noted.detail or None,
    )


_BEFORE_RELEASE, _AFTER_RELEASE = 1, 4
_ENDED = 8
_PLACES = {"planned": 0, "released": 2, "paused": 3, "resumed": 3, "sent": 5, "delivered": 6, "read": 7, **{state.word: _ENDED for state in _ENDS}}
"""Of one moment: which step comes first. What is noted of attempts stands before or after the release, which is the last one there was."""
_WITHIN_ATTEMPT = {"given_up": 1, "decided": 2}


def _steps(trace: Trace, around: Around) -> list[StepShown]:
    """Return the times that the ledger holds and what is noted besides, oldest first; of one time, in the order in which things come."""
    message = trace.message
    entered = [("planned", message.added_at, None), ("released", message.queued_at, None)]
    # What a person took for sent has their decision for a step; the ledger's time is only when it may have been.
    sent_at = None if message.reason == _SAID_BY_PERSON else message.sent_at
    went = [("sent", sent_at, message.attempts), ("delivered", message.delivered_at, None), ("read", message.read_at, None)]
    ended = (message.state.word, message.settled_at if message.state in _ENDS else None, message.attempts or None)
    pauses = [_paused(each, around) for each in trace.pauses]
    steps = [*_dated(entered, around), *pauses, *(_noted(each, around) for each in trace.attempts), *_dated([*went, ended], around)]
    return _in_order(steps)


def _in_order(steps: Sequence[StepShown]) -> list[StepShown]:
    """Sort steps by time; of one moment, what was decided of an attempt comes before its new release, later attempts after it, how it ended last."""
    again = max((step.attempt or 0 for step in steps if step.what == "decided" and step.code == "send_again"), default=0)

    def place(step: StepShown) -> tuple[datetime, int, int, int]:
        noted = _BEFORE_RELEASE if (step.attempt or 0) <= again else _AFTER_RELEASE
        return step.at, _PLACES.get(step.what, noted), step.attempt or 0, _WITHIN_ATTEMPT.get(step.what, 0)

    return sorted(steps, key=place)


def _paused(pause: Pause, around: Around) -> StepShown:
    what = "resumed" if pause.over else "paused"
    return StepShown(at=pause.at, what=what, sentence=around.step(what), attempt=None, code=None, detail=pause.why)


def _dated(times: Sequence[tuple[str, datetime | None, int | None]], around: Around) -> list[StepShown]:
    return [
        StepShown(at=at, what=what, sentence=around.step(what), attempt=attempt, code=None, detail=None)
        for what, at, attempt in times
        if at is not None
    ]
