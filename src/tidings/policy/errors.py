"""What can go wrong with policy."""

from tidings.kernel.errors import NotFound


def not_listed() -> NotFound:
    """Return the error for an id that names no allowed address of this organisation."""
    return NotFound("allowed_address_not_found", "There is no such address on the allow-list.", fix="List them with GET /allow-list.")
