"""What reports may ask of the ledger, in statements of their own: narrow selectables, each with the organisation to be named."""

from sqlalchemy import select

from tidings.messages import tables

sendings = select(
    tables.messages.c.organisation_id,
    tables.messages.c.source_id,
    tables.messages.c.contact_id,
    tables.messages.c.address_id,
    tables.messages.c.sent_at,
).subquery("sendings")
"""Who is in a source, at which address, and when the provider took the message (NULL: it did not). Ask for one source: it lies in one partition."""

addressed = select(
    tables.messages.c.organisation_id,
    tables.messages.c.source_id,
    tables.messages.c.contact_id,
    tables.messages.c.step,
    tables.messages.c.state,
    tables.messages.c.reason,
    tables.messages.c.added_at,
    tables.messages.c.queued_at,
    tables.messages.c.sent_at,
    tables.messages.c.settled_at,
).subquery("addressed")
"""Every message, by its key; `state` is messages.types.State. No index leads from a person to their messages: ask source by source."""

sources = select(
    tables.sources.c.organisation_id,
    tables.sources.c.source_id,
    tables.sources.c.kind,
    tables.sources.c.name,
    tables.sources.c.channel,
).subquery("askers")
"""What asked for messages: a campaign, a test send, an answer."""
