"""What reports may ask of what people wrote, in statements of their own: narrow selectables, each with the organisation to be named."""

from sqlalchemy import select

from tidings.conversations import tables

inbound = select(
    tables.inbound_messages.c.organisation_id,
    tables.inbound_messages.c.id,
    tables.inbound_messages.c.contact_id,
    tables.inbound_messages.c.channel,
    tables.inbound_messages.c.reading,
    tables.inbound_messages.c.received_at,
    tables.inbound_messages.c.text_sealed,
).subquery("inbound")
"""What people wrote, indexed by person; `conversations.service.text_in` opens the text."""
