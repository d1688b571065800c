"""After a restore: no campaign goes on before a person has said so."""

from collections.abc import Sequence
from uuid import UUID

from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.service.planning import replan
from tidings.campaigns.service.records import audit
from tidings.campaigns.service.steering import hold
from tidings.campaigns.types import Campaign
from tidings.infra.db.unit import Unit


async def hold_all(unit: Unit, organisation_id: UUID, actor: str, reason: str) -> Sequence[Campaign]:
    """Pause every campaign that was launched and has not ended, those that are paused already for this reason from now on; returns them."""
    live = await queries.live(unit, organisation_id, lock=True)
    for campaign in live:
        await hold(unit, organisation_id, campaign, reason)
        await audit(unit, organisation_id, actor, "paused", campaign.id, {"reason": reason})
    if live:
        await replan(unit, organisation_id)
    return live
