"""What a campaign is to cost, before it does."""

from collections import Counter
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.types import Campaign, Forecast
from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.messages.types import Recipient, State

_CHUNK = 2_000


async def forecast(unit: Unit, organisation_id: UUID, campaign: Campaign, sender: Sender) -> Forecast:
    """Price everybody who is planned, in chunks, so that memory does not grow with them; whom policy will refuse is priced too."""
    source = await messages.source_of(unit, organisation_id, campaign.id)
    people = segments = micros = 0
    unknown = Counter[str]()
    cursor: str | None = None
    while True:
        page = await messages.recipients(unit, organisation_id, campaign.id, states=[State.PLANNED], cursor=cursor, limit=_CHUNK)
        planned = [Recipient(row.contact_id, row.address_id) for row in page.rows]
        known = await contacts.addresses(unit, organisation_id, [each.address_id for each in planned])
        costs = await messages.price_of(unit, organisation_id, source, sender, planned, known)
        people += len(planned)
        segments += sum(cost.segments for cost in costs.values())
        micros += sum(cost.micros or 0 for cost in costs.values())
        unknown.update(cost.lacks for cost in costs.values() if cost.lacks is not None)
        cursor = page.next_cursor
        if cursor is None:
            currency = (await accounts.organisation(unit, organisation_id)).currency
            return Forecast(currency, people, segments, micros, dict(unknown))
