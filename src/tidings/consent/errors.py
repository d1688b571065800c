"""What can go wrong with consent."""

from tidings.kernel.errors import Invalid, NotFound


def no_such_suppression() -> NotFound:
    """Return the error for an id that names no suppression of this organisation."""
    return NotFound("suppression_not_found", "There is no such suppression.", fix="List them with GET /suppressions.")


def reason_missing() -> Invalid:
    """Return the error for a lift without a reason: what re-opens an address must be explained."""
    return Invalid("reason_missing", "Lifting a suppression needs a reason.", field="reason", fix="Say who asked for it, when and how.")


def source_missing() -> Invalid:
    """Return the error for a statement of consent that does not say where it comes from."""
    return Invalid("consent_source_missing", "A consent needs its source.", field="source", fix="Name the form, file or talk in which it was given.")
