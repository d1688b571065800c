"""What can be wrong with a time to keep something."""

from tidings.kernel.errors import Invalid


def not_settable(kind: str, settable: list[str]) -> Invalid:
    """Say that no number of days ends this kind."""
    return Invalid("retention_not_settable", f"How long {kind} are kept is not set in days.", field="kind", fix=f"Use one of: {', '.join(settable)}.")


def out_of_bounds(days: int, least: int, most: int) -> Invalid:
    """Say between what the days may lie."""
    return Invalid("retention_out_of_bounds", f"{days} days are too few or too many.", field="days", fix=f"Give from {least} to {most} days.")
