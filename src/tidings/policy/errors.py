"""What can go wrong with policy."""

from collections.abc import Sequence

from tidings.kernel.errors import NotFound


def not_listed() -> NotFound:
    """Return the error for an id that names no allowed address of this organisation."""
    return NotFound("allowed_address_not_found", "There is no such address on the allow-list.", fix="List them with GET /allow-list.")


def no_pack(pack_id: str, known: Sequence[str]) -> NotFound:
    """Return the error for a rule pack that is not there."""
    return NotFound(
        "rule_pack_not_found", f"There is no rule pack {pack_id[:32]!r}.", fix=f"There are {', '.join(known)}; GET /policy/packs lists them."
    )
