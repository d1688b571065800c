"""The verdict as a pure function, and the words of its reasons.

The first that holds decides, and the others are told besides, in this order: all sending is stopped (deferred, and nothing else is
asked), the address is not on the allow-list of an organisation that tries out, the address is suppressed, consent was withdrawn,
consent is missing, the line gets no SMS, the provider does not carry it. What a person can't change comes before what staff could,
and consent before technique. Who is not refused may be put off: by quiet hours, days and holidays where they are, and by caps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from tidings.consent.types import ConsentState, ConsentStatus, SuppressionReason
from tidings.kernel.phone import Phone, can_receive_sms
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy.rules.data import table
from tidings.policy.types import Allowed, Candidate, Closure, Deferred, Explanation, ProviderRule, Question, ReasonCode, Refused, Verdict

_SUPPRESSED = {
    SuppressionReason.OPTED_OUT: ReasonCode.OPTED_OUT,
    SuppressionReason.COMPLAINED: ReasonCode.SUPPRESSED_COMPLAINED,
    SuppressionReason.IMPORTED: ReasonCode.SUPPRESSED_IMPORTED,
    SuppressionReason.MANUAL: ReasonCode.SUPPRESSED_MANUAL,
    SuppressionReason.ERASED: ReasonCode.SUPPRESSED_ERASED,
    SuppressionReason.INVALID_ADDRESS: ReasonCode.SUPPRESSED_INVALID,
    SuppressionReason.FAILING: ReasonCode.SUPPRESSED_FAILING,
}
_FALL_BACK_LANGUAGE = "en"
_ASK_AGAIN = timedelta(hours=1)
"""What a person has to decide has no time of its own."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a batch. `listed` is None unless only listed addresses may be sent to; keys are a candidate's own `lookup`.

    By contact: until when the organisation's caps are reached, those of the law and their own, what the hours are where they are, and whom
    a cap counts.
    """

    language: str
    at: datetime
    stopped: bool
    listed: frozenset[bytes] | None = None
    suppressed: Mapping[bytes, SuppressionReason] = field(default_factory=dict[bytes, SuppressionReason])
    consents: Mapping[UUID, ConsentState] = field(default_factory=dict[UUID, ConsentState])
    capped: Mapping[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    capped_by_law: Mapping[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    capped_by_choice: Mapping[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    hours: Mapping[UUID, datetime | Closure] = field(default_factory=dict[UUID, datetime | Closure])
    counted: frozenset[UUID] = frozenset()


def judge(question: Question, candidate: Candidate, facts: Facts) -> Verdict:
    """Say whether one message may leave."""
    if facts.stopped:
        return Deferred(None, ReasonCode.ORGANISATION_STOPPED, explain(ReasonCode.ORGANISATION_STOPPED, facts.language).sentence)
    refusals = [code for check in _CHECKS if (code := check(question, candidate, facts)) is not None]
    if refusals:
        return Refused(refusals[0], explain(refusals[0], facts.language).sentence, tuple(refusals[1:]))
    waits = _waits(candidate, facts)
    if waits:
        until, code = waits[0]
        return Deferred(until, code, explain(code, facts.language).sentence, tuple(each for _, each in waits[1:]))
    until = facts.hours.get(candidate.contact_id)
    return _allowed(candidate.contact_id in facts.counted, None if isinstance(until, Closure) else until)


def _waits(candidate: Candidate, facts: Facts) -> list[tuple[datetime, ReasonCode]]:
    """Return what puts a message off, what does so longest first."""
    waits: list[tuple[datetime, ReasonCode]] = []
    contact_id = candidate.contact_id
    if facts.suppressed.get(candidate.lookup) is SuppressionReason.HELD:
        waits.append((facts.at + _ASK_AGAIN, ReasonCode.SUPPRESSED_HELD))
    if contact_id in facts.capped:
        waits.append((facts.capped[contact_id], ReasonCode.FREQUENCY_CAP))
    if contact_id in facts.capped_by_law:
        waits.append((facts.capped_by_law[contact_id], ReasonCode.FREQUENCY_LAW))
    if contact_id in facts.capped_by_choice:
        waits.append((facts.capped_by_choice[contact_id], ReasonCode.PERSONAL_CAP))
    hours = facts.hours.get(contact_id)
    if isinstance(hours, Closure):
        waits.append((hours.until, hours.code))
    return sorted(waits, reverse=True)


@lru_cache(maxsize=1024)
def _allowed(counted: bool, until: datetime | None) -> Allowed:  # noqa: FBT001 - the arguments are the key of a cache
    return Allowed(counted, until)


def explain(code: str, language: str) -> Explanation:
    """Return a reason of the ledger in words; a language (or locale, "fr-CA") without words falls back to English.

    Raises KeyError on what is no reason of ours.
    """
    words = _REASONS[code]
    return words.get(language[:2].lower()) or words[_FALL_BACK_LANGUAGE]


def reason_of(closed: SuppressionReason) -> str:
    """Return the reason by which the ledger names a closed address."""
    return _SUPPRESSED[closed].value if closed in _SUPPRESSED else ReasonCode.SUPPRESSED_HELD.value


def masked(phone: Phone) -> str:
    """Return a number fit to be shown: its country code and its last two digits."""
    return f"{phone.international.partition(' ')[0]} ······{phone.e164[-2:]}"


def _not_listed(_question: Question, candidate: Candidate, facts: Facts) -> ReasonCode | None:
    return ReasonCode.NOT_ON_ALLOW_LIST if facts.listed is not None and candidate.lookup not in facts.listed else None


def _suppressed(_question: Question, candidate: Candidate, facts: Facts) -> ReasonCode | None:
    reason = facts.suppressed.get(candidate.lookup)
    return _SUPPRESSED.get(reason) if reason else None


def _without_consent(question: Question, candidate: Candidate, facts: Facts) -> ReasonCode | None:
    state = facts.consents.get(candidate.contact_id)
    if state is not None and state.status is not None:
        return ReasonCode.CONSENT_WITHDRAWN if state.status is ConsentStatus.WITHDRAWN else None
    return None if _answers_them(question, candidate) else ReasonCode.NO_CONSENT


def _answers_them(question: Question, candidate: Candidate) -> bool:
    # Whoever wrote to us may be answered without an opt-in; marketing is never an answer.
    if question.purpose is Purpose.MARKETING:
        return False
    return question.lane is Lane.CONVERSATIONAL or candidate.window_open


def _no_sms_line(question: Question, candidate: Candidate, _facts: Facts) -> ReasonCode | None:
    if question.channel is not Channel.SMS or candidate.line_type is None or can_receive_sms(candidate.line_type):
        return None
    return ReasonCode.LANDLINE


def _not_carried(question: Question, candidate: Candidate, facts: Facts) -> ReasonCode | None:
    for rule in _PROVIDER_RULES:
        in_force = rule.valid_from <= facts.at.date() and (rule.valid_to is None or facts.at.date() < rule.valid_to)
        if in_force and (rule.channel, rule.purpose) == (question.channel, question.purpose) and candidate.country in rule.countries:
            return rule.code
    return None


_CHECKS: Sequence[Callable[[Question, Candidate, Facts], ReasonCode | None]] = (
    _not_listed,
    _suppressed,
    _without_consent,
    _no_sms_line,
    _not_carried,
)


def _load_reasons() -> dict[str, dict[str, Explanation]]:
    return {code: {language: Explanation(**words) for language, words in told.items()} for code, told in table("reasons.toml").items()}


def _load_provider_rules() -> Sequence[ProviderRule]:
    return [
        ProviderRule(
            code=ReasonCode(entry["code"]),
            channel=Channel(entry["channel"]),
            purpose=Purpose(entry["purpose"]),
            countries=frozenset(entry["countries"]),
            valid_from=entry["valid_from"],
            valid_to=entry.get("valid_to"),
        )
        for entry in table("provider_rules.toml")["rule"]
    ]


_REASONS = _load_reasons()
EXPLAINED = frozenset(_REASONS)
_PROVIDER_RULES = _load_provider_rules()
