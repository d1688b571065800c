"""Rollouts: who gets the notices of a kind while it is new."""

from hashlib import sha256
from uuid import UUID

STEPS = (10, 25, 50, 100)
"""How many of a hundred people a rollout may reach. Who is in at a step is in at every later one."""
_EVERYBODY = 100


def within(kind: str, contact_id: UUID, percent: int) -> bool:
    """Say whether a person is among so many of a hundred: always the same for a person and a kind, and others for another kind."""
    drawn = int.from_bytes(sha256(f"{kind}:{contact_id}".encode()).digest()[:8])
    return drawn % _EVERYBODY < percent
