"""Why a plan sends nothing on some of its days: the rules of law that close them where the campaign's people are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.rules.calendar import gaps
from tidings.campaigns.rules.scattered import scaled
from tidings.campaigns.service.scattering import places_of
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.policy import service as policy
from tidings.policy.types import ClosedBy


async def closed_days(
    unit: Unit, organisation_id: UUID, campaign_id: UUID, sending: Iterable[date], language: str | None = None
) -> Mapping[date, Sequence[ClosedBy]]:
    """Name, for the days between those of `sending`, the rules that close them for people who are still planned.

    Days that the campaign's own hours close, and nothing else, are left out. `language` are the reader's; a constant number of statements.
    """
    between = gaps(sending)
    hours = await policy.hours_of(unit, organisation_id, (await messages.source_of(unit, organisation_id, campaign_id)).question())
    if not between or hours is None:
        return {}
    pending = (await messages.progress(unit, organisation_id, [campaign_id]))[campaign_id].pending
    people = scaled(await places_of(unit, organisation_id, campaign_id, pending), pending)
    return hours.closed_days(people, between, await accounts.language_for(unit, organisation_id, language))
