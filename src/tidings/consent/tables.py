"""Tables of consent, for composed statements."""

from sqlalchemy import Column, DateTime, MetaData, Table, Text
from sqlalchemy.dialects.postgresql import BYTEA, UUID

_metadata = MetaData()

consents = Table(
    "consents",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("programme", Text, primary_key=True),
    Column("status", Text, nullable=False),
)

suppressions = Table(
    "suppressions",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("lookup", BYTEA, nullable=False),
    Column("scope", Text, nullable=False),
    Column("ends_at", DateTime(timezone=True)),
    Column("lifted_at", DateTime(timezone=True)),
)
