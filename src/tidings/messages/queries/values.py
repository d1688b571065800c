"""Values that messages bring with them, sealed, for as long as they are good."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit

SEALED_AS = "message_values"
EVERYBODY = UUID(int=0)
"""In the place of a contact: what all messages of a source bring."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What a message brings, or all messages of a source, and until when it may be said."""

    source_id: UUID
    contact_id: UUID
    step: int
    sealed: bytes
    good_until: datetime


async def keep(unit: Unit, organisation_id: UUID, source_id: UUID, step: int, sealed: Mapping[UUID, bytes], good_until: datetime) -> None:
    """Keep values by contact, in the place of those that were there, and have the source's messages look for them."""
    await unit.run(
        "INSERT INTO message_values (organisation_id, source_id, contact_id, step, sealed, good_until)"
        " SELECT %(org)s, %(source)s, v.contact_id, %(step)s, v.sealed, %(until)s"
        " FROM unnest(%(contacts)s::uuid[], %(sealed)s::bytea[]) AS v (contact_id, sealed) ORDER BY v.contact_id"
        " ON CONFLICT (organisation_id, source_id, contact_id, step) DO UPDATE SET sealed = excluded.sealed, good_until = excluded.good_until",
        {
            "org": organisation_id,
            "source": source_id,
            "step": step,
            "contacts": list(sealed),
            "sealed": list(sealed.values()),
            "until": good_until,
        },
    )
    await unit.run(
        "UPDATE sources SET brings_values = true WHERE organisation_id = %(org)s AND source_id = %(source)s AND NOT brings_values",
        {"org": organisation_id, "source": source_id},
    )


async def select(unit: Unit, organisation_id: UUID, source_ids: Collection[UUID], contact_ids: Sequence[UUID]) -> list[Kept]:
    """Return what sources bring, and what their messages to these contacts bring."""
    return await unit.fetch(
        Kept,
        "SELECT source_id, contact_id, step, sealed, good_until FROM message_values"
        " WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "sources": list(source_ids), "contacts": [EVERYBODY, *contact_ids]},
    )


async def delete_old(unit: Unit, organisation_id: UUID, before: datetime) -> int:
    """Forget what was good until some moment, and return how many."""
    return await unit.run(
        "DELETE FROM message_values WHERE organisation_id = %(org)s AND good_until < %(before)s", {"org": organisation_id, "before": before}
    )
