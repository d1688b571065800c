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
