"""The allow-list and the rule packs over the API."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import pytest

from support.api import client_of, make_context
from support.clock import ManualClock
from tidings.accounts import service as accounts
from tidings.infra.db.database import Database
from tidings.policy.http import law_router, router


async def test_numbers_are_listed_shown_masked_and_taken_off(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as api:
        added = (await api.post("/allow-list", {"phone_numbers": ["06 12 00 00 01", "nobody"]})).json()
        assert (added["added"], added["already"], [each["position"] for each in added["invalid"]]) == (1, 0, [1])
        (row,) = (await api.get("/allow-list")).json()["items"]
        assert row["label"] == "+33 ······01"
        assert (await api.delete(f"/allow-list/{row['id']}")).status == 204
        assert (await api.delete(f"/allow-list/{row['id']}")).status == 404
        assert (await api.get("/allow-list")).json()["items"] == []


async def test_the_law_is_shown_with_its_sources(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        packs = (await api.get("/policy/packs")).json()["items"]
        assert {"US", "FR", "GB", "DE", "ES", "IT", "CA", "default"} == {pack["id"] for pack in packs}
        france = (await api.get("/policy/packs/fr")).json()
        hours = next(rule for rule in france["rules"] if rule["id"] == "fr-hours")
        assert hours["terms"] == {"hours": {"mon-sat": "08:00-20:00"}, "widest": {"mon-sat": "08:00-22:00"}}
        assert hours["may_be_widened"]
        assert "brevo" in hours["source"]
        assert all(rule["source"] and rule["confidence"] for rule in france["rules"])
        french = (await api.get("/policy/packs/fr", accept_language="fr")).json()["rules"]
        assert next(rule["title"] for rule in french if rule["id"] == "fr-hours") == "Pas de messages marketing la nuit ni le dimanche"
        missing = await api.get("/policy/packs/XX")
        assert (missing.status, missing.json()["code"]) == (404, "rule_pack_not_found")


async def test_a_sample_person_shows_until_when_a_rule_closes_and_which(
    database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        night = "/policy/sample?country=FR&postcode=67000&at=2026-10-06T04:00:00%2B02:00"
        told = (await api.get(night)).json()
        assert (told["open"], told["zones"], told["places"]) == (False, ["Europe/Paris"], ["FR-67"])
        assert datetime.fromisoformat(told["opens"]) == datetime.fromisoformat("2026-10-06T08:00:00+02:00")
        (closing,) = told["closed_by"]
        assert (closing["code"], closing["rule"]) == ("quiet_hours", "fr-hours")
        assert "fr-hours" in {each["rule"]["id"] for each in told["rules"]}
        await api.put("/policy/hours", {"hours": [{"pack": "FR", "week": {"mon-fri": "10:00-18:00"}}]})
        assert datetime.fromisoformat((await api.get(night)).json()["opens"]) == datetime.fromisoformat("2026-10-06T10:00:00+02:00")
        assert (await api.get("/policy/sample?country=FR&purpose=transactional&at=2026-10-06T04:00:00%2B02:00")).json()["open"]
        wrong = await api.get("/policy/sample?time_zone=Moon/Base")
        assert (wrong.status, wrong.json()["field"]) == (422, "time_zone")


@pytest.mark.parametrize("at", ["9999-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "0001-01-01T00:00:00%2B14:00", "1999-12-31T23:59:59Z"])
async def test_a_moment_of_another_century_is_refused_with_the_days_that_may_be(
    database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path, at: str
) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        refused = await api.get(f"/policy/sample?country=FR&at={at}")
        assert (refused.status, refused.json()["field"]) == (422, "at")
        assert "2199" in refused.body.decode()
        assert (await api.get("/policy/sample?country=FR&at=2199-12-31T23:59:59Z")).status == 200


async def test_a_postcode_alone_is_of_the_organisations_country(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        assert (await api.get("/policy/sample?postcode=67000")).json()["places"] == ["FR-67"]
        assert (await api.get("/policy/sample?postcode=67000&region=US-FL")).json()["places"] == ["US-FL"]


async def test_caps_and_hours_are_set_shown_and_given_up(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        assert (await api.get("/policy/settings")).json()["own_caps"] is False
        wanted = [{"channels": ["sms", "whatsapp"], "most": 3, "hours": 168}, {"channels": [], "most": 5, "hours": 24}]
        assert (await api.put("/policy/caps", {"caps": wanted})).json()["caps"] == wanted
        hours = [{"pack": "FR", "week": {"mon-fri": "09:00-18:00"}, "holidays": False}]
        assert (await api.put("/policy/hours", {"hours": hours})).json()["hours"] == hours
        assert (await api.get("/policy/settings")).json() == {"caps": wanted, "own_caps": True, "hours": hours, "stop_scope": "channel"}
        assert (await api.put("/policy/caps", {"caps": []})).json() == {"caps": [], "own_caps": True, "hours": hours, "stop_scope": "channel"}
        assert (await api.delete("/policy/caps")).json()["own_caps"] is False


async def test_hours_that_cannot_be_meant_are_refused_with_their_place(
    database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        for hours, field in (
            ([{"pack": "FR"}, {"pack": "ZZ"}], "hours[1].pack"),
            ([{"week": {"someday": "09:00-18:00"}}], "hours[0].week"),
            ([{"week": {"mon": "18:00-09:00"}}], "hours[0].week"),
            ([{"pack": "FR"}, {"pack": "FR"}], "hours"),
        ):
            refused = await api.put("/policy/hours", {"hours": hours})
            assert (refused.status, refused.json()["field"]) == (422, field)
        assert (await api.get("/policy/settings")).json()["hours"] == []


async def test_what_a_stop_closes_is_set_shown_and_audited(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> None:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [law_router]) as api:
        assert (await api.get("/policy/settings")).json()["stop_scope"] == "channel"
        assert (await api.put("/policy/stop-scope", {"stop_scope": "programme"})).json()["stop_scope"] == "programme"
        assert (await api.get("/policy/settings")).json()["stop_scope"] == "programme"
        assert (await api.put("/policy/stop-scope", {"stop_scope": "nothing"})).status == 422
    async with database.unit(organisation) as unit:
        page = await accounts.audit_trail(unit, organisation)
    (change,) = [each for each in page.rows if each.action == "policy.stop_scope_changed"]
    assert change.detail == {"before": "channel", "now": "programme"}
