"""What can go wrong with consent."""

from collections.abc import Sequence

from tidings.kernel.errors import Conflict, Invalid, NotFound


def no_such_suppression() -> NotFound:
    """Return the error for an id that names no suppression of this organisation."""
    return NotFound("suppression_not_found", "There is no such suppression.", fix="List them with GET /suppressions.")


def reason_missing() -> Invalid:
    """Return the error for a lift without a reason: what re-opens an address must be explained."""
    return Invalid("reason_missing", "Lifting a suppression needs a reason.", field="reason", fix="Say who asked for it, when and how.")


def source_missing() -> Invalid:
    """Return the error for a statement of consent that does not say where it comes from."""
    return Invalid("consent_source_missing", "A consent needs its source.", field="source", fix="Name the form, file or talk in which it was given.")


def two_wordings() -> Invalid:
    """Return the error for a statement with free words and a version of a wording."""
    return Invalid("two_wordings", "A statement has one wording: free words, or a version.", field="wording", fix="Leave one of them out.")


def box_pre_ticked() -> Invalid:
    """Return the error for a consent by a box that was ticked beforehand."""
    return Invalid("box_pre_ticked", "A box that was ticked beforehand is no consent.", field="box", fix="Ask again with an empty box.")


def box_unticked() -> Invalid:
    """Return the error for a consent by a box that nobody ticked."""
    return Invalid("box_unticked", "The box was left empty: that is no consent.", field="box", fix="Leave the statement out, or record a withdrawal.")


def proof_field(name: str, wanted: str) -> Invalid:
    """Return the error for a part of a proof that is not what it must be."""
    return Invalid("proof_invalid", f"This is no {name} of a proof.", field=name, fix=f"Give {wanted}.")


def no_such_programme(key: str, known: Sequence[str]) -> Invalid:
    """Return the error for a statement about a programme that is not there."""
    fix = f"Give one of {', '.join(known)}, or make it first." if known else "Make it first, or leave it out for everything."
    return Invalid("programme_unknown", f"There is no programme {key!r}.", field="programme", fix=fix)


def programme_not_found(key: str) -> NotFound:
    """Return the error for the address of a programme that is not there."""
    return NotFound("programme_not_found", f"There is no programme {key!r}.", fix="List them with GET /programmes.")


def programme_in_use(key: str) -> Conflict:
    """Return the error for deleting a programme of which the ledger speaks."""
    return Conflict("programme_in_use", f"People said something about {key!r}; the ledger keeps it.", fix="Rename it instead.")


def no_such_wording(key: str) -> Invalid:
    """Return the error for a statement that refers to a version of a wording that is not there."""
    return Invalid(
        "wording_unknown", f"There is no such version of the wording {key!r}.", field="wording_version", fix="List them with GET /wordings."
    )


def wording_not_found(key: str) -> NotFound:
    """Return the error for the address of a wording that is not there."""
    return NotFound("wording_not_found", f"There is no wording {key!r}.", fix="List them with GET /wordings.")


def key_invalid(key: str) -> Invalid:
    """Return the error for a key of a programme or wording that can't be one."""
    fix = "Use small letters, digits, hyphens and underscores, 64 at most."
    return Invalid("key_invalid", f"{key!r} is no key.", field="key", fix=fix)


def address_not_theirs() -> Invalid:
    """Return the error for a proof that names an address which the contact does not have."""
    return Invalid("address_not_theirs", "The contact does not have this address.", field="proof.address", fix="Add it to the contact first.")


def row_invalid(column: str, wanted: str) -> Invalid:
    """Return the error for a cell of a file that is not what it must be."""
    return Invalid("row_invalid", f"The column {column} can't be read.", field=column, fix=f"Give {wanted}.")


def column_unknown(name: str, known: Sequence[str]) -> Invalid:
    """Return the error for a file whose header is none, or names what is no column of consents."""
    message = f"There is no column {name!r}." if name else "The first line must name each column once."
    return Invalid("column_unknown", message, field="file", fix=f"Columns are: {', '.join(known)}.")


def file_unreadable(line: int, why: str) -> Invalid:
    """Return the error for a file that is no CSV from some line on."""
    return Invalid("file_unreadable", f"Line {line} can't be read: {why}.", field="file", fix="Save it as CSV again.")


def contact_unknown(column: str) -> Invalid:
    """Return the error for a row about somebody who is not a contact."""
    return Invalid("contact_unknown", "No contact has this.", field=column, fix="Import the contacts first.")
