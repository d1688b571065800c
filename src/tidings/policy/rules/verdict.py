"""The verdict as a pure function, and the words of its reasons.

The first that holds decides, and the others are told besides, in this order: all sending is stopped (deferred, and nothing else is
asked), the address is not on the allow-list of an organisation that tries out, the address is suppressed, consent was withdrawn,
consent is missing, the line gets no SMS, the provider does not carry it. What a person can't change comes before what staff could,
and consent before technique. Who is not refused may be put off: by quiet hours, days and holidays where they are, and by caps.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from tidings.consent.types import ConsentStatus, SuppressionReason
from tidings.kernel.phone import LineType, Phone, can_receive_sms
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


class Known(NamedTuple):
    """All that a verdict hangs on, of one person and an address: whoever is alike in it gets the same one.

    `suppressed` says why the address is closed, `consent` what they last said; then until when the organisation's caps are reached, those of the
    law and their own; until when messages may leave to where they are, or why none may; and whether a cap counts them.
    """

    country: str | None
    line_type: LineType | None
    window_open: bool
    listed: bool
    suppressed: SuppressionReason | None
    consent: ConsentStatus | None
    capped: datetime | None
    capped_by_law: datetime | None
    capped_by_choice: datetime | None
    hours: datetime | Closure | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a batch at a moment. `listed` is None unless only listed addresses may be sent to.

    By an address's own `lookup`, or by contact, the same as in `Known`.
    """

    language: str
    at: datetime
    listed: frozenset[bytes] | None = None
    suppressed: Mapping[bytes, SuppressionReason] = field(default_factory=dict[bytes, SuppressionReason])
    consents: Mapping[UUID, ConsentStatus | None] = field(default_factory=dict[UUID, ConsentStatus | None])
    capped: Mapping[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    capped_by_law: Mapping[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    capped_by_choice: Mapping[UUID, datetime] = field(default_factory=dict[UUID, datetime])
    hours: Mapping[UUID, datetime | Closure] = field(default_factory=dict[UUID, datetime | Closure])
    counted: frozenset[UUID] = frozenset()

    def known(self, candidate: Candidate) -> Known:
        """Return what is known of one of them."""
        contact_id = candidate.contact_id
        return Known(
            candidate.country,
            candidate.line_type,
            candidate.window_open,
            self.listed is None or candidate.lookup in self.listed,
            self.suppressed.get(candidate.lookup),
            self.consents.get(contact_id),
            self.capped.get(contact_id),
            self.capped_by_law.get(contact_id),
            self.capped_by_choice.get(contact_id),
            self.hours.get(contact_id),
            contact_id in self.counted,
        )


def verdicts(question: Question, candidates: Sequence[Candidate], facts: Facts) -> dict[UUID, Verdict]:
    """Say for each candidate, by contact, whether a message may leave. Those of whom the same is known are judged once, and share the verdict."""
    told: dict[Known, Verdict] = {}
    found: dict[UUID, Verdict] = {}
    for candidate in candidates:
        known = facts.known(candidate)
        verdict = told.get(known)
        if verdict is None:
            verdict = told[known] = judge(question, known, facts.at, facts.language)
        found[candidate.contact_id] = verdict
    return found


def judge(question: Question, known: Known, at: datetime, language: str) -> Verdict:
    """Say whether one message may leave at a moment; sentences are in a language or locale."""
    refusals = [code for check in _CHECKS if (code := check(question, known, at)) is not None]
    if refusals:
        return Refused(refusals[0], explain(refusals[0], language).sentence, tuple(refusals[1:]))
    waits = _waits(known, at)
    if waits:
        until, code = waits[0]
        return Deferred(until, code, explain(code, language).sentence, tuple(each for _, each in waits[1:]))
    return Allowed(known.counted, None if isinstance(known.hours, Closure) else known.hours)


def stopped(language: str) -> Verdict:
    """Return what holds for everybody while all sending of an organisation is stopped."""
    return Deferred(None, ReasonCode.ORGANISATION_STOPPED, explain(ReasonCode.ORGANISATION_STOPPED, language).sentence)


def _waits(known: Known, at: datetime) -> list[tuple[datetime, ReasonCode]]:
    """Return what puts a message off, what does so longest first."""
    held = at + _ASK_AGAIN if known.suppressed is SuppressionReason.HELD else None
    waits = [
        (until, code)
        for until, code in (
            (held, ReasonCode.SUPPRESSED_HELD),
            (known.capped, ReasonCode.FREQUENCY_CAP),
            (known.capped_by_law, ReasonCode.FREQUENCY_LAW),
            (known.capped_by_choice, ReasonCode.PERSONAL_CAP),
        )
        if until is not None
    ]
    if isinstance(known.hours, Closure):
        waits.append((known.hours.until, known.hours.code))
    return sorted(waits, reverse=True)


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


def _not_listed(_question: Question, known: Known, _at: datetime) -> ReasonCode | None:
    return None if known.listed else ReasonCode.NOT_ON_ALLOW_LIST


def _suppressed(_question: Question, known: Known, _at: datetime) -> ReasonCode | None:
    return _SUPPRESSED.get(known.suppressed) if known.suppressed else None


def _without_consent(question: Question, known: Known, _at: datetime) -> ReasonCode | None:
    if known.consent is not None:
        return ReasonCode.CONSENT_WITHDRAWN if known.consent is ConsentStatus.WITHDRAWN else None
    return None if _answers_them(question, known) else ReasonCode.NO_CONSENT


def _answers_them(question: Question, known: Known) -> bool:
    # Whoever wrote to us may be answered without an opt-in; marketing is never an answer.
    if question.purpose is Purpose.MARKETING:
        return False
    return question.lane is Lane.CONVERSATIONAL or known.window_open


def _no_sms_line(question: Question, known: Known, _at: datetime) -> ReasonCode | None:
    if question.channel is not Channel.SMS or known.line_type is None or can_receive_sms(known.line_type):
        return None
    return ReasonCode.LANDLINE


def _not_carried(question: Question, known: Known, at: datetime) -> ReasonCode | None:
    for rule in _PROVIDER_RULES:
        in_force = rule.valid_from <= at.date() and (rule.valid_to is None or at.date() < rule.valid_to)
        if in_force and (rule.channel, rule.purpose) == (question.channel, question.purpose) and known.country in rule.countries:
            return rule.code
    return None


_CHECKS: Sequence[Callable[[Question, Known, datetime], ReasonCode | None]] = (
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
