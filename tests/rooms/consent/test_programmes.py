"""Consent to a named programme beside the general one, and what people were shown."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.consent import service
from tidings.consent.http import router
from tidings.consent.types import ConsentStatus, Derivation, Statement, Wish
from tidings.contacts import service as contacts
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose

GRANTED, WITHDRAWN = ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN
ANA = "+33612000001"


class Person:
    """Somebody who says things, and what then holds of the programme "repairs"."""

    def __init__(self, database: Database, organisation: UUID, clock: ManualClock) -> None:
        self.database, self.organisation, self.clock, self.id = database, organisation, clock, new_id(clock.now())

    async def says(self, status: ConsentStatus, programme: str = "", *, day: int, source: str = "form:1") -> None:
        at = self.clock.now() + timedelta(days=day)
        said = Statement(Channel.SMS, Purpose.MARKETING, status, source, None, at, "cli:test", programme=programme)
        async with self.database.unit(self.organisation) as unit:
            await service.record(unit, self.organisation, [self.id], [said])

    async def holds(self, programme: str = "repairs") -> tuple[ConsentStatus | None, Derivation]:
        async with self.database.unit(self.organisation) as unit:
            state = (await service.states(unit, self.organisation, [self.id], Channel.SMS, Purpose.MARKETING, programme))[self.id]
            assert unit.statements == 1
        return state.status, state.derives_from


@pytest.fixture
async def person(database: Database, organisation: UUID, clock: ManualClock) -> Person:
    async with database.unit(organisation) as unit:
        for key in ("newsletter", "repairs"):
            await service.put_programme(unit, organisation, "cli:test", key, name=key, descriptions={})
    return Person(database, organisation, clock)


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as client:
        yield client


async def test_a_grant_of_a_programme_says_nothing_about_others(person: Person) -> None:
    await person.says(GRANTED, "repairs", day=1)
    assert await person.holds("repairs") == (GRANTED, Derivation.STATEMENT)
    assert await person.holds("newsletter") == (None, Derivation.DEFAULT)
    assert await person.holds("") == (None, Derivation.DEFAULT)


async def test_a_programme_without_a_word_follows_the_general_one(person: Person) -> None:
    await person.says(GRANTED, day=1)
    assert await person.holds() == (GRANTED, Derivation.GENERAL)
    await person.says(WITHDRAWN, "repairs", day=2)
    await person.says(GRANTED, day=3, source="form:2")
    assert await person.holds() == (WITHDRAWN, Derivation.STATEMENT)


@pytest.mark.parametrize("late", [False, True])
async def test_a_general_withdrawal_closes_programmes_in_whatever_order_it_is_told(person: Person, late: bool) -> None:  # noqa: FBT001 - a case
    told = [(GRANTED, "repairs", 1), (WITHDRAWN, "", 2), (GRANTED, "", 3)]
    for status, programme, day in [told[0], told[2], told[1]] if late else told:
        await person.says(status, programme, day=day)
    assert await person.holds("") == (GRANTED, Derivation.STATEMENT)
    assert await person.holds("repairs") == (GRANTED, Derivation.GENERAL)
    await person.says(WITHDRAWN, day=4)
    assert await person.holds("repairs") == (WITHDRAWN, Derivation.GENERAL)
    await person.says(GRANTED, "repairs", day=5, source="form:3")
    assert await person.holds("repairs") == (GRANTED, Derivation.STATEMENT)


async def test_a_stop_closes_programmes_and_a_start_opens_those_that_were_granted(person: Person) -> None:
    await person.says(GRANTED, "repairs", day=-1)
    for day, word in ((1, service.opt_out), (2, service.opt_in)):
        wish = Wish([b"ana"], [person.id], person.clock.now() + timedelta(days=day), "keyword")
        async with person.database.unit(person.organisation) as unit:
            await word(unit, person.organisation, Channel.SMS, [wish])
        assert await person.holds("repairs") == ((WITHDRAWN, Derivation.GENERAL) if day == 1 else (GRANTED, Derivation.STATEMENT))
    assert await person.holds("newsletter") == (WITHDRAWN, Derivation.GENERAL)


async def test_a_wording_gets_a_new_version_and_an_old_one_is_still_shown_to_have_been_shown(
    api: Client, database: Database, organisation: UUID
) -> None:
    async with database.unit(organisation) as unit:
        (resolved,), _ = await contacts.resolve_phones(unit, organisation, [ANA], "FR")
    first = (await api.post("/wordings/form", {"texts": {"fr": "Oui, écrivez-moi", "en": "Yes"}})).json()
    again = (await api.post("/wordings/form", {"texts": {"en": "Yes", "fr": "Oui, écrivez-moi"}})).json()
    assert {each["version"] for each in first["items"] + again["items"]} == {1}
    assert [each["version"] for each in (await api.post("/wordings/form", {"texts": {"fr": "Oui"}})).json()["items"]] == [2]
    said: dict[str, Any] = {
        "channel": "sms", "purpose": "marketing", "status": "granted", "source": "form:1", "at": "2026-10-01T09:00:00+02:00",
        "wording_version": {"key": "form", "version": 1, "locale": "fr"},
        "proof": {
            "address": "06 12 00 00 01", "box": "ticked", "ip": "2001:db8::7", "url": "https://example.com/a", "channels": ["sms"],
            "extra": {"n": 1},
        },
    }  # fmt: skip
    answer = (await api.post(f"/contacts/{resolved.contact_id}/consents", said)).json()
    (event,) = answer["history"]
    assert (event["wording"], event["version"]["version"], event["proof"]["ip"], event["proof"]["n"]) == ("Oui, écrivez-moi", 1, "2001:db8::7", 1)
    assert event["id"] in {each["event_id"] for each in answer["states"]}
    unknown = said | {"wording_version": {"key": "form", "version": 9, "locale": "fr"}}
    assert (await api.post(f"/contacts/{resolved.contact_id}/consents", unknown)).json()["code"] == "wording_unknown"
    for box in ("pre_ticked", "unticked"):
        refused = await api.post(f"/contacts/{resolved.contact_id}/consents", said | {"proof": {"box": box}})
        assert (refused.status, refused.json()["code"]) == (422, f"box_{box}")
    elsewhere = await api.post(f"/contacts/{resolved.contact_id}/consents", said | {"proof": {"address": "+33699999999"}})
    assert elsewhere.json()["code"] == "address_not_theirs"


async def test_a_programme_of_which_the_ledger_speaks_is_not_deleted(api: Client, person: Person) -> None:
    await person.says(GRANTED, "repairs", day=0)
    assert [each["key"] for each in (await api.get("/programmes")).json()["items"]] == ["newsletter", "repairs"]
    defaults = (await api.get("/consents/defaults")).json()["items"]
    assert [each["on"] for each in defaults if (each["channel"], each["purpose"]) in {("*", "marketing"), ("email", "transactional")}] == [
        False,
        True,
    ]
    assert all(each["source"] for each in defaults)
    assert [each["source"] for each in defaults] == [each.source for each in service.defaults("fr")] != [each.source for each in service.defaults()]
    assert (await api.delete("/programmes/repairs")).json()["code"] == "programme_in_use"
    assert (await api.delete("/programmes/newsletter")).status == 204
    assert (await api.delete("/programmes/newsletter")).status == 404


async def test_heads_are_shown_to_be_kept(api: Client, database: Database, organisation: UUID, person: Person) -> None:
    await person.says(GRANTED, day=0)
    async with database.engine() as unit:
        await service.seal_ledger(unit, organisation)
        head = await service.ledger_head(unit, organisation)
    shown = {each["chain"]: each["head"] for each in (await api.get("/audit/heads")).json()["items"]}
    assert shown == {"audit": None, "consent": str(head)}


async def test_a_chain_is_checked_and_what_was_changed_beside_it_shows(api: Client, database: Database, organisation: UUID, person: Person) -> None:
    await person.says(GRANTED, day=0)
    async with database.engine() as unit:
        await service.seal_ledger(unit, organisation)
    whole = (await api.get("/audit/verification?chain=consent")).json()
    assert (whole["whole"], whole["links"], whole["breaks"]) == (True, 1, [])
    assert (await api.get("/audit/verification")).json()["links"] == 0
    async with database.engine() as unit:
        await unit.run("RESET ROLE")
        await unit.run("UPDATE consent_events SET status = 'withdrawn' WHERE organisation_id = %(org)s", {"org": organisation})
    broken = (await api.get("/audit/verification?chain=consent")).json()
    assert (broken["whole"], {each["fault"] for each in broken["breaks"]}) == (False, {"lines_changed"})
