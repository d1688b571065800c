"""Tables of campaigns, for composed statements."""

from sqlalchemy import BigInteger, Column, Date, DateTime, Integer, MetaData, SmallInteger, String, Table, Time, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Boolean

_METADATA = MetaData()

CAMPAIGNS = Table(
    "campaigns",
    _METADATA,
    Column("organisation_id", Uuid, primary_key=True),
    Column("id", Uuid, primary_key=True),
    Column("name", String, nullable=False),
    Column("template_name", String),
    Column("description", String, nullable=False),
    Column("type", String, nullable=False),
    Column("objective", String, nullable=False),
    Column("sender_id", Uuid),
    Column("daily_send_limit", Integer, nullable=False),
    Column("priority", SmallInteger, nullable=False),
    Column("target_audience", JSONB),
    Column("each_person", Boolean, nullable=False),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("hours_from", Time, nullable=False),
    Column("hours_to", Time, nullable=False),
    Column("quiet_days", ARRAY(SmallInteger), nullable=False),
    Column("own_time", Boolean, nullable=False),
    Column("budget", BigInteger),
    Column("accept_unknown_prices", Boolean, nullable=False),
    Column("programme", String, nullable=False),
    Column("channel", String, nullable=False),
    Column("purpose", String, nullable=False),
    Column("status", String, nullable=False),
    Column("paused_reason", String),
    Column("estimated_completion_date", Date),
    Column("created_by", String, nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("updated_at", DateTime(timezone=True), nullable=False),
    Column("activated_at", DateTime(timezone=True)),
    Column("completed_at", DateTime(timezone=True)),
    Column("version", Integer, nullable=False),
    Column("release_after", Uuid),
    Column("next_release_at", DateTime(timezone=True)),
    Column("all_released", Boolean, nullable=False),
    Column("last_released_at", DateTime(timezone=True)),
    Column("planned_on", Date),
    Column("reserved", BigInteger, nullable=False),
    Column("reserved_counted_at", DateTime(timezone=True)),
    Column("budget_told", SmallInteger, nullable=False),
    Column("out_of_budget", Boolean, nullable=False),
    Column("forecast", BigInteger),
)
