"""What becomes of one accepted message, and what its reader answers: pure functions of the settings and the seed."""

from dataclasses import dataclass

from tidings.kernel.words import Channel
from tidings.simulator.books import Line, Message
from tidings.simulator.fate import draw, pick
from tidings.simulator.settings import FailCodes, Settings

# Twilio tells these when a handset or a carrier gave no delivery; refusals before that are `failed`.
_UNDELIVERED_LINES = frozenset({Line.TWILIO_SMS, Line.TWILIO_WHATSAPP})


@dataclass(frozen=True, slots=True)
class Step:
    """One receipt: a status told at a time (seconds since the epoch, business time), with the code of a failure."""

    at: float
    status: str
    error: int | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """What the person writes back, and when."""

    at: float
    text: str


def receipts_of(message: Message, settings: Settings) -> list[Step]:
    """Return the receipts of a message in the order in which they are told, repeated and out of order as set."""
    steps = _true_course(message, settings)
    if _drawn(message, settings, "shuffle") < settings.receipts.shuffle_rate:
        backwards = reversed(steps)
        steps = [Step(step.at, told.status, told.error) for step, told in zip(steps, backwards, strict=True)]
    told: list[Step] = []
    for step in steps:
        told.append(step)
        if _drawn(message, settings, f"duplicate {step.status}") < settings.receipts.duplicate_rate:
            told.append(Step(step.at + 1 + 10 * _drawn(message, settings, "late"), step.status, step.error))
    return sorted(told, key=lambda step: step.at)


def answer_to(message: Message, settings: Settings) -> Answer | None:
    """Return what the reader writes back, if anything; a message that failed is not answered."""
    last = _true_course(message, settings)[-1]
    if last.error is not None or last.status == "sent":
        return None
    share = _drawn(message, settings, "answer")
    people = settings.people
    if share < people.stop_rate:
        words = people.stop_words
    elif share < people.stop_rate + people.reply_rate:
        words = people.replies
    else:
        return None
    delay = _varied(people.answer_seconds, message, settings, "answer delay")
    return Answer(last.at + delay, pick(_drawn(message, settings, "words"), words))


def _true_course(message: Message, settings: Settings) -> list[Step]:
    receipts = settings.receipts
    sent_at = message.at + _varied(receipts.sent_seconds, message, settings, "sent delay")
    if message.doom is not None:
        return [Step(sent_at, "failed", message.doom)]
    sent = Step(sent_at, "sent")
    delivered_at = sent_at + _varied(receipts.delivered_seconds, message, settings, "delivered delay")
    if message.to in settings.people.unreachable or _drawn(message, settings, "fail") < receipts.fail_rate:
        code = pick(_drawn(message, settings, "code"), _codes(receipts.fail_codes, message.line))
        return [sent, Step(delivered_at, "undelivered" if message.line in _UNDELIVERED_LINES else "failed", code)]
    if _drawn(message, settings, "silent") < receipts.silent_rate:
        return [sent]
    delivered = Step(delivered_at, "delivered")
    if message.line.channel is Channel.SMS or _drawn(message, settings, "read") >= receipts.read_rate:
        return [sent, delivered]
    return [sent, delivered, Step(delivered_at + _varied(receipts.read_seconds, message, settings, "read delay"), "read")]


def _codes(codes: FailCodes, line: Line) -> tuple[int, ...]:
    return {Line.TWILIO_SMS: codes.twilio_sms, Line.TWILIO_WHATSAPP: codes.twilio_whatsapp, Line.META: codes.meta, Line.FCM: codes.fcm}[line]


def _varied(seconds: float, message: Message, settings: Settings, question: str) -> float:
    spread = settings.receipts.spread
    return seconds * (1 + spread * (2 * _drawn(message, settings, question) - 1)) if spread else seconds


def _drawn(message: Message, settings: Settings, question: str) -> float:
    return draw(settings.seed, message.to, message.nth, question)
