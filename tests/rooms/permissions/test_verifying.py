"""Who gives back the code that went to a number has shown that it is theirs; who guesses gets five tries."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from support.api import Client, Reply
from support.clock import ManualClock
from support.shop import PUBLIC, Shop, open_shop
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Withheld
from tidings.permissions import service as permissions
from tidings.ports.content import Text

PHONE, OTHER, LANDLINE = "+33612000001", "+33612000002", "+33142278186"


class Person:
    """Somebody with a phone, staff who send them codes, and the phone's screen."""

    def __init__(self, api: Client, shop: Shop, contact: UUID) -> None:
        self.api = api
        self.shop = shop
        self.contact = contact

    async def asks(self, **more: Any) -> Reply:
        return await self.api.post(f"/contacts/{self.contact}/verifications", more)

    async def gives(self, verification: str, code: str) -> dict[str, Any]:
        answer = await self.api.post(f"/contacts/{self.contact}/verifications/{verification}/check", {"code": code})
        assert answer.status == 200, answer.body
        return answer.json()

    async def screen(self) -> list[str]:
        """Return what leaves for the phone now, or the reason why it does not."""
        batch = await self.shop.claim()
        if batch is None:
            return []
        async with self.shop.database.keyed() as unit:
            facts = await messages.facts(unit, batch)
        shown: list[str] = []
        for each in batch.claimed:
            compiled = facts.compiled[each.key.source_id]
            assert not isinstance(compiled, Withheld)
            if each.key in facts.withheld:
                shown.append(facts.withheld[each.key].reason)
                continue
            brought = facts.brought.of(each.key, each.address_id, Channel.SMS, compiled.links, PUBLIC)
            content = compiled.render(facts.people[each.key.contact_id], brought)
            assert isinstance(content, Text)
            shown.append(content.text)
        return shown

    async def code(self) -> tuple[str, str]:
        """Ask for a code; return the verification and the code on the screen."""
        answer = await self.asks()
        assert answer.status == 201, answer.body
        (text,) = await self.screen()
        found = re.search(r"\b(\d{6})\b", text)
        assert found
        return answer.json()["id"], found[1]

    async def phones(self) -> dict[str, str | None]:
        """Return the phones of the contact and how each is verified."""
        shown = (await self.api.get(f"/contacts/{self.contact}")).json()
        return {each["value"]: each["phone_verified_how"] for each in shown["phones"]}


@pytest.fixture
async def person(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path
) -> AsyncIterator[Person]:
    shop = await open_shop(database, organisation, clock, Channel.SMS)
    async with whole_application(database, database_url, clock, vault, tmp_path) as app:
        async with database.engine() as unit:
            key = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=frozenset(Scope))
        api = Client(app, key.secret)
        made = await api.post("/contacts", {"phones": [{"number": PHONE}], "locale": "fr"})
        yield Person(api, shop, UUID(made.json()["id"]))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06}"


async def test_the_right_code_verifies_the_number_and_a_changed_number_is_not_verified(person: Person) -> None:
    verification, code = await person.code()
    assert await person.phones() == {PHONE: None}
    shown = await person.gives(verification, f" {code[:3]} {code[3:]} ")
    assert (shown["state"], shown["tries_left"]) == ("verified", 0)
    assert await person.phones() == {PHONE: "sms_code"}
    await person.api.send("PATCH", f"/contacts/{person.contact}", json={"phones": [{"number": OTHER}]})
    assert await person.phones() == {PHONE: None, OTHER: None}


async def test_the_message_speaks_the_persons_language_and_the_code_stands_nowhere_in_clear(person: Person) -> None:
    answer = await person.asks()
    (text,) = await person.screen()
    found = re.search(r"votre code est (\d{6})", text)
    assert found
    code = found[1]
    assert code not in answer.body.decode()
    async with person.shop.database.engine() as unit:
        rows = await unit.fetch(str, "SELECT v::text FROM verifications v UNION ALL SELECT v::text FROM message_values v")
        audit = await unit.fetch(str, "SELECT action || detail::text FROM audit_log WHERE action LIKE 'verification%%'")
    assert len(rows) == 2
    assert [code in row or code.encode().hex() in row for row in rows] == [False, False]
    assert [row[:22] for row in audit] == ["verification.requested"]


async def test_five_wrong_codes_end_it_and_the_answer_never_says_what_was_right(person: Person) -> None:
    verification, code = await person.code()
    told = [await person.gives(verification, wrong(code)) for _ in range(5)]
    assert [(each["state"], each["tries_left"]) for each in told] == [("pending", 4), ("pending", 3), ("pending", 2), ("pending", 1), ("failed", 0)]
    assert (await person.gives(verification, code))["state"] == "failed"
    assert await person.phones() == {PHONE: None}
    assert code not in str(told)


async def test_a_code_is_good_for_ten_minutes_and_does_not_leave_later(person: Person, clock: ManualClock) -> None:
    verification, code = await person.code()
    clock.advance(minutes=10)
    assert (await person.gives(verification, code))["state"] == "expired"
    await person.asks()
    clock.advance(minutes=10)
    assert await person.screen() == ["values_over"]


async def test_a_newer_code_ends_the_one_before(person: Person, clock: ManualClock) -> None:
    first, code = await person.code()
    clock.advance(minutes=2)
    second, newer = await person.code()
    assert (await person.gives(first, code))["state"] == "replaced"
    assert (await person.gives(second, newer))["state"] == "verified"


async def test_codes_are_not_asked_for_too_often_for_a_number_or_from_one_place(person: Person, clock: ManualClock) -> None:
    assert (await person.asks()).status == 201
    clock.advance(seconds=20)
    refused = await person.asks()
    assert (refused.status, refused.headers["retry-after"], refused.json()["type"]) == (429, "40", "/docs#too-often")
    for _ in range(4):
        clock.advance(minutes=2)
        assert (await person.asks()).status == 201
    clock.advance(minutes=2)
    refused = await person.asks()
    since_the_first = 20 + 5 * 120
    assert (refused.json()["code"], refused.headers["retry-after"]) == ("codes_too_often", str(24 * 3600 - since_the_first))
    answers: list[Reply] = []
    for number in range(11):
        made = await person.api.post("/contacts", {"phones": [{"number": f"+336120001{number:02}"}]})
        answers.append(await person.api.post(f"/contacts/{made.json()['id']}/verifications", {"ip": "192.0.2.7"}))
    assert [answer.status for answer in answers] == [201] * 10 + [429]
    assert answers[-1].headers["retry-after"] == "3600"


async def test_no_code_goes_to_a_landline_or_a_number_that_is_closed_also_since_it_was_asked_for(person: Person, clock: ManualClock) -> None:
    await person.asks()
    async with person.shop.database.unit(person.shop.organisation_id) as unit:
        await consent.suppress_addresses(
            unit, person.shop.organisation_id, "cli:test", [PHONE], channel=Channel.SMS, scope=SuppressionScope.ALL,
            reason=SuppressionReason.OPTED_OUT, source="staff",
        )  # fmt: skip
    assert await person.screen() == ["opted_out"]
    clock.advance(minutes=2)
    assert (await person.asks()).json()["code"] == "address_not_verifiable"
    made = await person.api.post("/contacts", {"phones": [{"number": LANDLINE}]})
    assert (await person.api.post(f"/contacts/{made.json()['id']}/verifications", {})).json()["code"] == "address_not_verifiable"


async def test_a_code_is_checked_for_its_own_person_only_and_goes_before_marketing(person: Person) -> None:
    verification, code = await person.code()
    made = await person.api.post("/contacts", {"phones": [{"number": PHONE}]})
    answer = await person.api.post(f"/contacts/{made.json()['id']}/verifications/{verification}/check", {"code": code})
    assert answer.status == 404
    async with person.shop.database.engine() as unit:
        assert await unit.fetch(str, "SELECT lane FROM sources WHERE kind = 'verification'") == [Lane.TRANSACTIONAL]


async def test_who_asked_is_forgotten_after_a_month_and_the_number_stays_verified(person: Person, clock: ManualClock) -> None:
    await person.gives(*await person.code())
    clock.advance(days=31)
    async with person.shop.database.engine() as unit:
        assert await permissions.forget_verifications(unit, person.shop.organisation_id) == 1
    assert await person.phones() == {PHONE: "sms_code"}
