"""What a statement is: by what it is known, when it counts, what it must say."""

import json
from hashlib import sha256
from uuid import UUID, uuid5

from tidings.consent import errors
from tidings.consent.rules.proofs import as_json, check_proof
from tidings.consent.types import BoxState, ConsentStatus, Entry, Statement, SuppressionReason

OWN_SOURCES = ("keyword", "provider")
"""Sources of what persons said themselves: a STOP, which closes a whole channel, and a START, which takes it back."""

LIFTED_BY_START = (SuppressionReason.OPTED_OUT, SuppressionReason.IMPORTED, SuppressionReason.ERASED)
"""What a person's own START re-opens: their own refusals, not what staff or failures closed."""

_EVENTS = UUID("0b7d6f0e-3f5c-5b3e-9d7a-6f1f2d6a4c11")


def entry(statement: Statement, shown: str | None) -> Entry:
    """Return a statement as it goes into the ledger; `shown` are the words that the person saw, if any. Checks nothing: a STOP never fails."""
    digest = None if shown is None else digest_of_wording(shown)
    return Entry(event_id(statement), statement, as_json(statement.proof), digest, counts_each_time(statement))


def event_id(statement: Statement) -> UUID:
    """Return the id of a statement, made from all it says: told twice, by whomever, it is one event."""
    version = statement.version
    parts = (
        statement.channel, statement.purpose, statement.status, statement.source, statement.wording,
        statement.at.isoformat(), as_json(statement.proof), statement.programme,
        version and (version.key, version.version, version.locale),
    )  # fmt: skip
    return uuid5(_EVENTS, json.dumps(parts, sort_keys=True, default=str))


def counts_each_time(statement: Statement) -> bool:
    """Say whether it is kept also where it repeats the present state: what persons say themselves, not what others attest for them again."""
    own = statement.source in OWN_SOURCES or statement.version is not None or statement.proof.box is BoxState.TICKED
    return own or statement.status is ConsentStatus.WITHDRAWN


def digest_of_wording(text: str) -> bytes:
    """Return the SHA-256 by which a text that was shown can be recognised when it is no longer kept."""
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def check_statement(statement: Statement) -> None:
    """Refuse a statement that does not say where it comes from, or whose proof speaks against it. Raises Invalid."""
    if not statement.source.strip():
        raise errors.source_missing()
    if statement.wording is not None and statement.version is not None:
        raise errors.two_wordings()
    check_proof(statement.proof, agreed=statement.status is ConsentStatus.GRANTED)
