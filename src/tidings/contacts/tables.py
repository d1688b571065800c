"""Tables of the contacts room, for composed statements."""

from sqlalchemy import Column, DateTime, MetaData, SmallInteger, Table, Text
from sqlalchemy.dialects.postgresql import ARRAY, BYTEA, JSONB, UUID

_metadata = MetaData()

contacts = Table(
    "contacts",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("external_id", Text),
    Column("first_name", Text),
    Column("last_name", Text),
    Column("search_name", Text),
    Column("country", Text),
    Column("time_zone", Text),
    Column("time_zone_source", Text),
    Column("locale", Text),
    Column("locale_source", Text),
    Column("lifecycle", Text, nullable=False),
    Column("tags", ARRAY(Text), nullable=False),
    Column("attributes", JSONB, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("region", Text),
    Column("postcode", Text),
)

contact_addresses = Table(
    "contact_addresses",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("address_id", UUID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("rank", SmallInteger, nullable=False),
)

addresses = Table(
    "addresses",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("lookup", BYTEA, nullable=False),
    Column("line_type", Text),
    Column("country", Text),
    Column("regions", ARRAY(Text), nullable=False),
)

events = Table(
    "events",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("at", DateTime(timezone=True), primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("properties", JSONB, nullable=False),
    Column("course", Text),
)

enrolment_facts = Table(
    "enrolment_facts",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("course", Text, primary_key=True),
    Column("status", Text, nullable=False),
    Column("since", DateTime(timezone=True), nullable=False),
)

contact_merges = Table(
    "contact_merges",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("id", UUID, primary_key=True),
    Column("kept_id", UUID, nullable=False),
    Column("gone_id", UUID, nullable=False),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("undone_at", DateTime(timezone=True)),
)
