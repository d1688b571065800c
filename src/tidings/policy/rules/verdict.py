"""The verdict as a pure function, and the words of its reasons.

The first that holds decides, in this order: all sending is stopped (deferred), the address is not on the allow-list of an
organisation that tries out, the address is suppressed, consent was withdrawn, consent is missing, the line gets no SMS,
the provider does not carry it. What a person can't change comes before what staff could, and consent before technique.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

from tidings.consent.types import ConsentState, ConsentStatus, SuppressionReason
from tidings.kernel.phone import Phone, can_receive_sms
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy.types import Allowed, Candidate, Deferred, Explanation, ProviderRule, Question, ReasonCode, Refused, Verdict

_SUPPRESSED = {
    SuppressionReason.OPTED_OUT: ReasonCode.OPTED_OUT,
    SuppressionReason.COMPLAINED: ReasonCode.SUPPRESSED_COMPLAINED,
    SuppressionReason.IMPORTED: ReasonCode.SUPPRESSED_IMPORTED,
    SuppressionReason.MANUAL: ReasonCode.SUPPRESSED_MANUAL,
    SuppressionReason.INVALID_ADDRESS: ReasonCode.SUPPRESSED_INVALID,
    SuppressionReason.FAILING: ReasonCode.SUPPRESSED_FAILING,
    SuppressionReason.HELD: ReasonCode.SUPPRESSED_HELD,
}
_ALLOWED = Allowed()
_FALL_BACK_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a batch. `listed` is None unless only listed addresses may be sent to; keys are a candidate's own `lookup`."""

    language: str
    on: date
    stopped: bool
    listed: frozenset[bytes] | None = None
    suppressed: Mapping[bytes, SuppressionReason] = field(default_factory=dict[bytes, SuppressionReason])
    consents: Mapping[UUID, ConsentState] = field(default_factory=dict[UUID, ConsentState])


def judge(question: Question, candidate: Candidate, facts: Facts) -> Verdict:
    """Say whether one message may leave."""
    if facts.stopped:
        return Deferred(None, ReasonCode.ORGANISATION_STOPPED, explain(ReasonCode.ORGANISATION_STOPPED, facts.language).sentence)
    for check in _CHECKS:
        code = check(question, candidate, facts)
        if code is not None:
            return Refused(code, explain(code, facts.language).sentence)
    return _ALLOWED


def explain(code: str, language: str) -> Explanation:
    """Return a reason of the ledger in words; a language (or locale, "fr-CA") without words falls back to English.

    Raises KeyError on what is no reason of ours.
    """
    words = _REASONS[code]
    return words.get(language[:2].lower()) or words[_FALL_BACK_LANGUAGE]


def masked(phone: Phone) -> str:
    """Return a number fit to be shown: its country code and its last two digits."""
    return f"{phone.international.partition(' ')[0]} ······{phone.e164[-2:]}"


def _not_listed(_question: Question, candidate: Candidate, facts: Facts) -> ReasonCode | None:
    return ReasonCode.NOT_ON_ALLOW_LIST if facts.listed is not None and candidate.lookup not in facts.listed else None


def _suppressed(_question: Question, candidate: Candidate, facts: Facts) -> ReasonCode | None:
    reason = facts.suppressed.get(candidate.lookup)
    return _SUPPRESSED[reason] if reason else None


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
        in_force = rule.valid_from <= facts.on and (rule.valid_to is None or facts.on < rule.valid_to)
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


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tidings.policy").joinpath(name).read_text(encoding="utf-8"))


def _load_reasons() -> dict[str, dict[str, Explanation]]:
    return {code: {language: Explanation(**words) for language, words in told.items()} for code, told in _table("reasons.toml").items()}


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
        for entry in _table("provider_rules.toml")["rule"]
    ]


_REASONS = _load_reasons()
EXPLAINED = frozenset(_REASONS)
_PROVIDER_RULES = _load_provider_rules()
