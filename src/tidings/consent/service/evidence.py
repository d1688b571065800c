"""What had been said and closed: for whoever asks later why somebody was not written to."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.consent.queries import statements, suppressions
from tidings.consent.types import GENERAL, ConsentEvent, SuppressionRecord
from tidings.contacts.types import Address
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS
from tidings.kernel.words import Channel, Purpose


async def closings(unit: Unit, organisation_id: UUID, channel: Channel, address: Address) -> list[SuppressionRecord]:
    """Return every closing of an address on a channel, newest first, those lifted or ended too."""
    lookups = (await unit.keys(organisation_id)).indexes(address.kind, address.value)
    return await suppressions.list_suppressions(
        unit, organisation_id, channel=channel, reason=None, lookups=lookups, lifted_too=True, before=None, limit=MOST_ROWS
    )


async def said(
    unit: Unit, organisation_id: UUID, contact_id: UUID, channel: Channel, purpose: Purpose, programme: str = GENERAL
) -> list[ConsentEvent]:
    """Return what a contact ever said of a channel and purpose, as a whole or of that programme, newest first."""
    events = await statements.events(unit, organisation_id, contact_id)
    return [each for each in events if (each.channel, each.purpose) == (channel, purpose) and each.programme in (GENERAL, programme)]


async def spoke_since(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], since: datetime) -> set[UUID]:
    """Return those of the contacts who said anything of consent from a moment on, by one statement."""
    return await statements.spoke_since(unit, organisation_id, contact_ids, since) if contact_ids else set()
