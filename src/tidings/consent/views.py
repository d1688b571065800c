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
