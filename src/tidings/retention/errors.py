"""What can be wrong with a time to keep something."""

from tidings.kernel.errors import Invalid


def not_settable(kind: str, settable: list[str]) -> Invalid:
    """Say that no number of days ends this kind."""
    return Invalid("retention_not_settable", f"How long {kind} are kept is not set in days.", field="kind", fix=f"Use one of: {', '.join(settable)}.")


def out_of_bounds(days: int, least: int, most: int) -> Invalid:
    """Say between what the days may lie."""
    return Invalid("retention_out_of_bounds", f"{days} days are too few or too many.", field="days", fix=f"Give from {least} to {most} days.")


def forgotten_before_erased(prospects: int, kind: str, days: int, *, prospects_set: bool) -> Invalid:
    """Say that the traces of prospects' last contact would go before the prospects; both in days, `prospects_set` says whose were to be changed."""
    longer, shorter = f"{kind} to {prospects} days or more", f"prospects to {days} days or fewer"
    first, instead = (longer, shorter) if prospects_set else (shorter, longer)
    return Invalid(
        "retention_forgets_contact",
        f"With prospects at {prospects} days and {kind} at {days}, the last contact of prospects, which is read from {kind},"
        " would be forgotten first: people would be erased who were in contact within the term.",
        field="days",
        fix=f"Set {first} first, or set {instead}.",
    )
