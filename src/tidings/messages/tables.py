"""Tables of the ledger, for composed statements."""

from sqlalchemy import Column, DateTime, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import UUID

_metadata = MetaData()

messages = Table(
    "messages",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("source_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("step", SmallInteger, primary_key=True),
    Column("address_id", UUID, nullable=False),
    Column("state", SmallInteger, nullable=False),
    Column("reason", Text),
    Column("added_at", DateTime(timezone=True), nullable=False),
    Column("queued_at", DateTime(timezone=True)),
    Column("sent_at", DateTime(timezone=True)),
    Column("settled_at", DateTime(timezone=True)),
)

sources = Table(
    "sources",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("source_id", UUID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("channel", Text, nullable=False),
)
