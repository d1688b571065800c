"""What channels tells the rooms above, in the same transaction."""

from collections.abc import Sequence
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened


def tell_senders(unit: Unit, organisation_id: UUID, what: str, sender_ids: Sequence[UUID]) -> None:
    """Say what happened to senders; on an opening or a new pace, what waits for them is looked at at once."""
    unit.happened(Happened(what, organisation_id, {"sender_ids": [str(each) for each in sender_ids]}))
