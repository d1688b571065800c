"""Decisions about consent, as pure functions."""

from tidings.consent.rules.defaults import DEFAULTS, default_state
from tidings.consent.rules.effective import effective, effective_of_person
from tidings.consent.rules.failing import failing_rule
from tidings.consent.rules.files import Numbered, named_rows
from tidings.consent.rules.merging import joined
from tidings.consent.rules.proofs import check_proof
from tidings.consent.rules.rows import COLUMNS, row_of
from tidings.consent.rules.statements import LIFTED_BY_START, OWN_SOURCES, check_statement, digest_of_wording, entry, event_id

__all__ = [
    "COLUMNS",
    "DEFAULTS",
    "LIFTED_BY_START",
    "OWN_SOURCES",
    "Numbered",
    "check_proof",
    "check_statement",
    "default_state",
    "digest_of_wording",
    "effective",
    "effective_of_person",
    "entry",
    "event_id",
    "failing_rule",
    "joined",
    "named_rows",
    "row_of",
]
