"""Tables of segments, for composed statements."""

from sqlalchemy import Column, DateTime, MetaData, Table
from sqlalchemy.dialects.postgresql import UUID

_metadata = MetaData()

list_members = Table(
    "segment_list_members",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("segment_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("added_at", DateTime(timezone=True), nullable=False),
)

members = Table(
    "segment_members",
    _metadata,
    Column("organisation_id", UUID, primary_key=True),
    Column("segment_id", UUID, primary_key=True),
    Column("contact_id", UUID, primary_key=True),
    Column("since", DateTime(timezone=True), nullable=False),
)
