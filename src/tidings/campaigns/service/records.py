"""Finding a campaign and writing down what was done with it."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import AuditEntry
from tidings.campaigns.errors import CampaignNotFound
from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.types import Campaign
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page


async def campaign(unit: Unit, organisation_id: UUID, campaign_id: UUID, *, lock: bool = False) -> Campaign:
    """Return a campaign, locked until the unit ends if asked. Raises CampaignNotFound.

    All live campaigns of the organisation are locked first, in the order of their ids: they share limits, so changing one
    plans all anew, and everybody who locks them does it in this order.
    """
    if lock:
        await queries.live(unit, organisation_id, lock=True)
    found = await queries.get(unit, organisation_id, campaign_id, lock=lock)
    if found is None:
        raise CampaignNotFound(campaign_id)
    return found


async def audit(unit: Unit, organisation_id: UUID, actor: str, done: str, campaign_id: UUID, detail: Mapping[str, Any] | None = None) -> None:
    """Write down what was done with a campaign; `done` is a past tense such as "paused"."""
    await accounts.record_audit(unit, organisation_id, actor, f"campaign.{done}", f"campaign:{campaign_id}", detail)


async def history(unit: Unit, organisation_id: UUID, campaign_id: UUID, *, cursor: str | None = None, limit: int = 50) -> Page[AuditEntry]:
    """Return what was done with a campaign, newest first, as the audit has it. Raises CampaignNotFound."""
    await campaign(unit, organisation_id, campaign_id)
    return await accounts.audit_trail(unit, organisation_id, subject=f"campaign:{campaign_id}", cursor=cursor, limit=limit)
