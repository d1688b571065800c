"""Where the people of a campaign are, as numbers for its plan: four statements for a campaign, however many they are."""

from collections import Counter
from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.campaigns.rules.plan import Needs
from tidings.campaigns.rules.scattered import Scattered, scaled
from tidings.campaigns.types import Campaign
from tidings.contacts import service as contacts
from tidings.contacts.types import Whereabouts
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.policy import service as policy

SAMPLE = 20_000
"""People of whom all are counted. Of more, about so many are: to within one in a hundred that is how they are spread."""


async def scattered(unit: Unit, organisation_id: UUID, campaigns: Sequence[Campaign], needs: Sequence[Needs]) -> Mapping[UUID, Scattered]:
    """Return where those planned are, by campaign; campaigns that no hours of law or of people's own hold for are left out."""
    found: dict[UUID, Scattered] = {}
    wanted = {each.campaign_id: each for each in needs if each.remaining}
    for campaign in campaigns:
        if campaign.id not in wanted:
            continue
        need = wanted[campaign.id]
        source = await messages.source_of(unit, organisation_id, campaign.id)
        hours = await policy.hours_of(unit, organisation_id, source.question())
        if hours is None:
            continue
        spread = await places_of(unit, organisation_id, campaign.id, need.remaining)
        if spread:
            found[campaign.id] = Scattered(hours, scaled(spread, need.remaining), need.per_hour)
    return found


async def places_of(unit: Unit, organisation_id: UUID, campaign_id: UUID, planned: int) -> Counter[Whereabouts]:
    """Count where the people of a campaign are who are still planned: all of them, or about `SAMPLE` if they are more."""
    pairs = await messages.sample_planned(unit, organisation_id, campaign_id, planned, SAMPLE)
    spread = Counter[Whereabouts]()
    for (_, where), people in (await contacts.spread(unit, organisation_id, pairs)).items():
        spread[where] += people
    return spread
