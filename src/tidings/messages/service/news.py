"""What messages tells whoever asked for them, in the same transaction."""

from collections.abc import Iterable
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened


def tell_settled(unit: Unit, organisation_id: UUID, source_ids: Iterable[UUID]) -> None:
    """Say that messages of these sources reached an end, so that whoever asked for them can see whether all have."""
    _tell(unit, organisation_id, "source.settled", source_ids)


def tell_planned_again(unit: Unit, organisation_id: UUID, source_ids: Iterable[UUID]) -> None:
    """Say that messages of these sources, released before, wait to be released again."""
    _tell(unit, organisation_id, "source.planned_again", source_ids)


def _tell(unit: Unit, organisation_id: UUID, what: str, source_ids: Iterable[UUID]) -> None:
    names = sorted(str(source_id) for source_id in set(source_ids))
    if names:
        unit.happened(Happened(what, organisation_id, {"source_ids": names}))
