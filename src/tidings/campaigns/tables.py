"""Tables of campaigns, for composed statements."""

from sqlalchemy import Column, Date, DateTime, Integer, MetaData, SmallInteger, String, Table, Time, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Boolean

_METADATA = MetaData()

CAMPAIGNS = Table(
    "campaigns",
    _METADATA,
    Column("organisation_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", String),
    Column("template_name", String),
    Column("description", String),
    Column("type", String),
    Column("objective", String),
    Column("sender_id", Uuid),
    Column("daily_send_limit", Integer),
    Column("priority", SmallInteger),
    Column("target_audience", JSONB),
    Column("each_person", Boolean),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("hours_from", Time),
    Column("hours_to", Time),
    Column("quiet_days", ARRAY(SmallInteger)),
    Column("channel", String),
    Column("purpose", String),
    Column("status", String),
    Column("paused_reason", String),
    Column("estimated_completion_date", Date),
    Column("created_by", String),
    Column("created_at", DateTime(timezone=True)),
    Column("updated_at", DateTime(timezone=True)),
    Column("activated_at", DateTime(timezone=True)),
    Column("completed_at", DateTime(timezone=True)),
    Column("version", Integer),
    Column("release_after", Uuid),
    Column("next_release_at", DateTime(timezone=True)),
    Column("all_released", Boolean),
    Column("last_released_at", DateTime(timezone=True)),
    Column("planned_on", Date),
)
