"""The allow-list over the API."""

from pathlib import Path
from uuid import UUID

from support.api import client_of, make_context
from support.clock import ManualClock
from tidings.infra.db.database import Database
from tidings.policy.http import router


async def test_numbers_are_listed_shown_masked_and_taken_off(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as api:
        added = (await api.post("/allow-list", {"phone_numbers": ["06 12 00 00 01", "nobody"]})).json()
        assert (added["added"], added["already"], [each["position"] for each in added["invalid"]]) == (1, 0, [1])
        (row,) = (await api.get("/allow-list")).json()["items"]
        assert row["label"] == "+33 ······01"
        assert (await api.delete(f"/allow-list/{row['id']}")).status == 204
        assert (await api.delete(f"/allow-list/{row['id']}")).status == 404
        assert (await api.get("/allow-list")).json()["items"] == []
