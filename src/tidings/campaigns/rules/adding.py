"""What people are told about those they add."""

from tidings.accounts.types import ConsentBasis

LANDLINE = "This number is a landline or a service line, which gets no SMS. Give a mobile number, or use another channel."
NOT_TEXT = "This is a JSON number, which loses a leading + or 0. Send phone numbers as text, in quotes."

_ENDS_SHOWN = 3, 2


def masked(e164: str) -> str:
    """Return a number fit to be shown: enough to find it in one's own list, too little to call it."""
    start, end = _ENDS_SHOWN
    return f"{e164[:start]}{'*' * (len(e164) - start - end)}{e164[-end:]}"


def consent_note(basis: ConsentBasis | None, refused: int, *, brought: bool) -> str:
    """Say which consent was recorded for the people added; `refused` of them have none, `brought` says that their numbers came along."""
    if brought and basis is not None:
        return f"recorded: {basis.source}, attested by {basis.attested_by} on {basis.attested_at.date()}"
    if refused:
        return f"none: {refused} of these will be refused at sending with no_consent"
    return "unchanged: everybody added has given consent before"


def sentences(reason: str, fix: str) -> str:
    """Join a reason, written without capital and full stop, and what to do about it."""
    return f"{reason[:1].upper()}{reason[1:].rstrip('.')}. {fix}".strip()
