"""What the release step reads and leaves: looks, turns, signals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.campaigns.types import (
    LIVE,
    Signal,
    SignalKind,
)
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

_LIVE = [status.value for status in LIVE]


@dataclass(frozen=True, slots=True)
class Look:
    """What the release step leaves on a campaign: the cursor, when to look again, and whether anybody was released."""

    campaign_id: UUID
    after: UUID | None
    next_at: datetime | None
    all_released: bool = False
    released: bool = False


async def last_release(unit: Unit, organisation_id: UUID) -> datetime | None:
    """Return when messages of any campaign were last released."""
    return await unit.value("SELECT max(last_released_at) FROM campaigns WHERE organisation_id = %(org)s", {"org": organisation_id})


async def released_since(unit: Unit, organisation_id: UUID, since: datetime) -> list[UUID]:
    """Return the campaigns of which messages were released since then."""
    return await unit.fetch(
        _one, "SELECT id FROM campaigns WHERE organisation_id = %(org)s AND last_released_at >= %(since)s", {"org": organisation_id, "since": since}
    )


async def wake(unit: Unit, organisation_id: UUID, campaign_ids: Sequence[UUID]) -> None:
    """Have the release step look at campaigns at once and from the first contact on, because people or limits changed."""
    await unit.run(
        "UPDATE campaigns SET release_after = NULL, all_released = false, next_release_at = %(at)s"
        " WHERE organisation_id = %(org)s AND id = ANY(%(ids)s) AND status = ANY(%(live)s)",
        {"org": organisation_id, "ids": list(campaign_ids), "live": _LIVE, "at": unit.at},
    )


async def due_organisations(unit: Unit, limit: int) -> list[UUID]:
    """Return organisations for which the release step has something to do, the longest waiting first; whose last step failed may rest."""
    return await unit.fetch(
        _one,
        "SELECT organisation_id FROM ("
        " SELECT organisation_id, min(next_release_at) AS due FROM campaigns"
        " WHERE status IN ('scheduled', 'active', 'paused') AND next_release_at <= %(at)s GROUP BY organisation_id"
        " UNION ALL SELECT DISTINCT organisation_id, %(at)s::timestamptz FROM campaign_signals) AS waiting"
        " WHERE NOT EXISTS (SELECT 1 FROM release_failures f"
        " WHERE f.organisation_id = waiting.organisation_id AND f.subject_id = waiting.organisation_id AND f.until > %(at)s)"
        " GROUP BY organisation_id ORDER BY min(due) LIMIT %(limit)s",
        {"at": unit.at, "limit": limit},
    )


async def next_due(unit: Unit) -> datetime | None:
    """Return when the release step has something to do next, over all organisations."""
    return await unit.value(
        "SELECT least((SELECT min(next_release_at) FROM campaigns WHERE status IN ('scheduled', 'active', 'paused')),"
        " (SELECT %(at)s::timestamptz FROM campaign_signals LIMIT 1))",
        {"at": unit.at},
    )


async def take_turn(unit: Unit, organisation_id: UUID) -> bool:
    """Lock the organisation's oldest live campaign, the turnstile of its release; False while another worker holds it.

    An organisation without live campaigns has signals only, which nobody needs a lock for.
    """
    first = await unit.value(
        "SELECT id FROM campaigns WHERE organisation_id = %(org)s AND status = ANY(%(live)s) ORDER BY id LIMIT 1",
        {"org": organisation_id, "live": _LIVE},
    )
    if first is None:
        return True
    held = await unit.value(
        "SELECT id FROM campaigns WHERE organisation_id = %(org)s AND id = %(id)s FOR UPDATE SKIP LOCKED", {"org": organisation_id, "id": first}
    )
    return held is not None


async def write_looks(unit: Unit, organisation_id: UUID, looks: Sequence[Look]) -> None:
    """Leave what the release step found on its campaigns, in one statement."""
    await unit.run(
        "UPDATE campaigns c SET release_after = v.after, next_release_at = v.next_at, all_released = v.all_released,"
        " last_released_at = CASE WHEN v.released THEN %(at)s ELSE c.last_released_at END"
        " FROM unnest(%(ids)s::uuid[], %(after)s::uuid[], %(next)s::timestamptz[], %(all)s::boolean[], %(released)s::boolean[])"
        " AS v (id, after, next_at, all_released, released)"
        " WHERE c.organisation_id = %(org)s AND c.id = v.id",
        {
            "org": organisation_id,
            "at": unit.at,
            "ids": [look.campaign_id for look in looks],
            "after": [look.after for look in looks],
            "next": [look.next_at for look in looks],
            "all": [look.all_released for look in looks],
            "released": [look.released for look in looks],
        },
    )


async def signal(unit: Unit, organisation_id: UUID, signals: Sequence[Signal]) -> None:
    """Leave word for the release step. A plain insert: it waits for nobody's lock."""
    await unit.run(
        "INSERT INTO campaign_signals (organisation_id, id, campaign_id, kind, detail)"
        " SELECT %(org)s, v.id, v.campaign_id, v.kind, v.detail FROM"
        " unnest(%(ids)s::uuid[], %(campaigns)s::uuid[], %(kinds)s::text[], %(details)s::text[]) AS v (id, campaign_id, kind, detail)"
        " WHERE EXISTS (SELECT 1 FROM campaigns c WHERE c.organisation_id = %(org)s AND c.id = v.campaign_id "
        " AND (c.status = ANY(%(live)s) AND (v.kind <> 'settled' OR c.all_released) OR c.status = 'completed' AND v.kind = 'reopen'))",
        {
            "org": organisation_id,
            "live": _LIVE,
            "ids": [new_id(unit.at) for _ in signals],
            "campaigns": [each.campaign_id for each in signals],
            "kinds": [each.kind.value for each in signals],
            "details": [each.detail for each in signals],
        },
    )


async def take_signals(unit: Unit, organisation_id: UUID) -> list[Signal]:
    """Take the words left for the release step."""
    return await unit.fetch(
        _signal,
        "DELETE FROM campaign_signals WHERE organisation_id = %(org)s RETURNING campaign_id, kind, detail",
        {"org": organisation_id},
    )


def _one(value: UUID) -> UUID:
    return value


def _signal(campaign_id: UUID, kind: str, detail: str) -> Signal:
    return Signal(campaign_id, SignalKind(kind), detail)
