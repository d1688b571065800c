"""Tables of conversations, for composed statements."""

from sqlalchemy import Column, DateTime, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import BYTEA, UUID

_metadata = MetaData()

inbound_messages = Table(
    "inbound_messages",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("contact_id", UUID),
    Column("channel", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("text_sealed", BYTEA, nullable=False),
)
