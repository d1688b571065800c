"""A moment that the driver can't read, or that has none in another zone, stops nobody who reads it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tidings.infra.db.database import Database
from tidings.kernel.moments import EARLIEST, LATEST


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("4713-01-01 00:00:00+00 BC", EARLIEST),
        ("0001-12-31 23:50:39+00 BC", EARLIEST),
        ("0001-01-01 00:00:00+00", EARLIEST),
        ("9999-12-31 23:59:59+00", LATEST),
        ("10000-01-01 13:59:59+00", LATEST),
        ("infinity", LATEST),
        ("-infinity", EARLIEST),
        ("1850-07-14 12:00:00+00", datetime.fromisoformat("1850-07-14T12:00:00+00:00")),
        ("2026-10-05 07:00:00.123456+00", datetime.fromisoformat("2026-10-05T07:00:00.123456+00:00")),
    ],
)
async def test_whatever_the_database_holds_is_read_as_a_moment_of_every_zone(database: Database, written: str, read: datetime) -> None:
    async with database.engine() as unit:
        found = await unit.value("SELECT %(at)s::text::timestamptz", {"at": written})
        [[within]] = await unit.fetch(list, "SELECT ARRAY[%(at)s::text::timestamptz]", {"at": written}) or [[None]]
    assert found == read
    assert within == read
    assert [found.astimezone(ZoneInfo(zone)) for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago")] == [read, read]
