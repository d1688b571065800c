"""What people are told about those they add."""

from typing import TypeGuard

from tidings.accounts.types import ConsentBasis
from tidings.campaigns.types import RefusedNumber
from tidings.policy.types import ReasonCode

NO_NUMBER = "This is the id of a WhatsApp user, who gets no SMS by it. Give a mobile number, or use a campaign by WhatsApp."
LANDLINE = "This number is a landline or a service line, which gets no SMS. Give a mobile number, or use another channel."

_ENDS_SHOWN = 3, 2
_FEWEST_MASKED = 6


def masked(e164: str) -> str:
    """Return a number fit to be shown: enough to find it in one's own list, too little to call it."""
    start, end = _ENDS_SHOWN
    return f"{e164[:start]}{'*' * (len(e164) - start - end)}{e164[-end:]}"


def consent_note(basis: ConsentBasis | None, people: int, lacking: int, withdrew: int, *, brought: bool) -> str:
    """Say which consent was recorded for the people named; `lacking` of them never gave any, `brought` says that their numbers came along.

    `withdrew` of them refused before, which an attestation does not undo. Both count also whom something else refuses first.
    """
    if not people:
        return "none: there is nobody to record it for"
    if brought and basis is not None:
        recorded = f"recorded: {basis.source}, attested by {basis.attested_by} on {basis.attested_at.date()}"
        return f"{recorded}; not for {withdrew} who withdrew theirs" if withdrew else recorded
    if lacking or withdrew:
        counted = ((lacking, ReasonCode.NO_CONSENT), (withdrew, ReasonCode.CONSENT_WITHDRAWN))
        return f"none: {' and '.join(f'{people} of these will be refused at sending with {code.value}' for people, code in counted if people)}"
    return "unchanged: none was recorded, and none is known to be lacking"


def sentence(reason: str) -> str:
    """Give a reason that is written without capital and full stop both."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}."


def readable(entry: object) -> TypeGuard[str]:
    """Say whether an entry of a list of phone numbers is text that a database keeps."""
    return isinstance(entry, str) and "\0" not in entry


def not_text(position: int, entry: object) -> RefusedNumber:
    """Refuse an entry of a list of phone numbers that is not `readable`. A JSON number may well be meant as a phone."""
    if isinstance(entry, str):  # not shown: whoever keeps the answer could not keep it either
        return RefusedNumber(position, "", "text_unstorable", "This holds the character NUL, and no phone number does. Leave the character out.")
    if isinstance(entry, (int, float)) and not isinstance(entry, bool):
        digits = str(entry)
        shown = masked(digits) if len(digits) >= _FEWEST_MASKED else ""
        reason = "This is a JSON number, which loses a leading + or 0. Put it in quotes: send phone numbers as text."
        return RefusedNumber(position, shown, "not_text", reason)
    return RefusedNumber(position, "", "not_text", f"This is {_kind(entry)}, and no phone number. Send each number as text, in quotes.")


def _kind(entry: object) -> str:
    if entry is None:
        return "null"
    if isinstance(entry, bool):
        return "true or false"
    return "a list" if isinstance(entry, list) else "an object"
