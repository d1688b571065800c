"""Tables of the ledger, for composed statements."""

from sqlalchemy import Column, DateTime, MetaData, SmallInteger, Table
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
    Column("sent_at", DateTime(timezone=True)),
)
