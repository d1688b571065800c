"""Tables of consent, for composed statements."""

from sqlalchemy import Column, DateTime, Integer, MetaData, Table, Text
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
    Column("at", DateTime(timezone=True), nullable=False),
    Column("withdrawn_at", DateTime(timezone=True)),
    Column("agreed_at", DateTime(timezone=True)),
)

programmes = Table(
    "programmes",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("key", Text, primary_key=True),
)

suppressions = Table(
    "suppressions",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("channel", Text, nullable=False),
    Column("lookup", BYTEA, nullable=False),
    Column("scope", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("ends_at", DateTime(timezone=True)),
    Column("lifted_at", DateTime(timezone=True)),
)

consent_events = Table(
    "consent_events",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("channel", Text, primary_key=True),
    Column("purpose", Text, primary_key=True),
    Column("programme", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("wording", Text),
    Column("wording_key", Text),
    Column("wording_version", Integer),
    Column("wording_locale", Text),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)
