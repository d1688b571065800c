"""What segments and reports may ask about consent, in statements of their own: narrow selectables, each with the organisation to be named."""

from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, or_, select

from tidings.consent import tables
from tidings.consent.types import GENERAL

states = (
    select(
        tables.consents.c.organisation_id,
        tables.consents.c.contact_id,
        tables.consents.c.channel,
        tables.consents.c.purpose,
        tables.consents.c.status,
    )
    .where(tables.consents.c.programme == GENERAL)
    .subquery("consent_states")
)
"""What each person last said about a channel and purpose as a whole, not of a programme; who never said anything has no row."""


def closings(at: datetime) -> Subquery[Any]:
    """Return the closings of addresses that hold at a moment: organisation, channel, scope, and the look-up value of the address."""
    held = tables.suppressions.c
    return (
        select(held.organisation_id, held.channel, held.scope, held.lookup)
        .where(held.lifted_at.is_(None), or_(held.ends_at.is_(None), held.ends_at > at))
        .subquery("closings")
    )


statements = select(
    tables.consent_events.c.organisation_id,
    tables.consent_events.c.id,
    tables.consent_events.c.contact_id,
    tables.consent_events.c.channel,
    tables.consent_events.c.purpose,
    tables.consent_events.c.programme,
    tables.consent_events.c.status,
    tables.consent_events.c.source,
    tables.consent_events.c.wording,
    tables.consent_events.c.wording_key,
    tables.consent_events.c.wording_version,
    tables.consent_events.c.wording_locale,
    tables.consent_events.c.at,
    tables.consent_events.c.recorded_at,
).subquery("statements")
"""All that people ever said of consent, without the proof: `at` when they said it, `recorded_at` when it was written down."""

closings_ever = select(
    tables.suppressions.c.organisation_id,
    tables.suppressions.c.id,
    tables.suppressions.c.channel,
    tables.suppressions.c.lookup,
    tables.suppressions.c.scope,
    tables.suppressions.c.reason,
    tables.suppressions.c.at,
    tables.suppressions.c.lifted_at,
).subquery("closings_ever")
"""Every closing of an address, also those that were lifted since."""
