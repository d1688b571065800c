"""What segments and reports may ask about consent, in statements of their own: narrow selectables, each with the organisation to be named."""

from datetime import datetime
from typing import Any

from sqlalchemy import FromClause, Select, Subquery, and_, not_, or_, select, union_all

from tidings.consent import tables
from tidings.consent.types import GENERAL, ConsentStatus

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


programmes = select(tables.programmes.c.organisation_id, tables.programmes.c.key).subquery("programme_keys")
"""The programmes that people can agree to by name."""


def programme_states(programme: str) -> Subquery[Any]:
    """Return what holds of a programme for each person, as `rules.effective` has it before defaults: columns as `states`.

    The programme's own state decides, unless it is a grant and everything was withdrawn when the person last
    agreed to it, or later (ever, if only others attested it); else the general one.
    """
    own, general = tables.consents.alias("own"), tables.consents.alias("general")
    both = and_(
        own.c.organisation_id == general.c.organisation_id,
        own.c.contact_id == general.c.contact_id,
        own.c.channel == general.c.channel,
        own.c.purpose == general.c.purpose,
        own.c.programme == programme,
        general.c.programme == GENERAL,
    )
    since = or_(own.c.agreed_at.is_(None), general.c.withdrawn_at >= own.c.agreed_at)
    closed = and_(own.c.status == ConsentStatus.GRANTED.value, general.c.withdrawn_at.is_not(None), since)
    decides = _place_and_status(own).where(own.c.programme == programme, ~select(general.c.status).where(both, closed).exists())
    falls_back = _place_and_status(general).where(general.c.programme == GENERAL, ~select(own.c.status).where(both, not_(closed)).exists())
    return union_all(decides, falls_back).subquery("programme_states")


def _place_and_status(table: FromClause) -> Select[Any, Any, Any, Any, Any]:
    return select(table.c.organisation_id, table.c.contact_id, table.c.channel, table.c.purpose, table.c.status)


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
