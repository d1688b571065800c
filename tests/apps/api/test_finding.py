"""One search, and the names of what the audit speaks of: by sets, and as far as somebody's scopes reach."""

from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode
from uuid import UUID

import pytest

from support.api import Client
from support.clock import ManualClock
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database

PHONE = "+33612000001"
FORM = (
    b'--b\r\ncontent-disposition: form-data; name="file"; filename="pottery.csv"\r\ncontent-type: text/csv\r\n\r\n'
    b"first_name;phone\nAda;+33612000002\n\r\n--b--\r\n"
)
EVERY_KIND = {"contact", "campaign", "template", "segment", "course", "import", "ticket", "thread", "booking", "notice_kind", "notice"}


@pytest.fixture
async def api(database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path) -> AsyncIterator[Client]:
    async with whole_application(database, database_url, clock, vault, tmp_path) as app:
        yield await keyed(Client(app), database, organisation, frozenset(Scope))


async def keyed(client: Client, database: Database, organisation: UUID, scopes: frozenset[Scope]) -> Client:
    async with database.engine() as unit:
        made = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=scopes)
    return client.with_key(made.secret)


async def furnished(api: Client) -> dict[str, str]:
    """Make one of everything that is found by name, called after Zoë and pottery."""
    contact = (await api.post("/contacts", {"first_name": "Zoë", "last_name": "Pottery", "phones": [{"number": PHONE}]})).json()["id"]
    await api.post("/templates", {"name": "pottery_opens", "channel": "sms", "purpose": "transactional", "locale": "fr", "body": {"text": "Bonjour"}})
    campaign = (await api.post("/marketing/campaigns", {"name": "Zoë's POTTERY", "template_name": "pottery_opens"})).json()["id"]
    segment = (await api.post("/segments", {"name": "Pottery lovers", "text": 'tag has "pottery"'})).json()["id"]
    await api.post("/courses", {"key": "pot-2026", "name": "Pottery"})
    mapping = urlencode({"mapping": '{"first_name": "first_name", "phone": "phone"}'})
    brought = await api.send("POST", f"/imports?{mapping}", body=FORM, headers={"content-type": "multipart/form-data; boundary=b"})
    await api.post("/repairs/setup", {})
    ticket = (await api.post("/repairs/tickets", {"owner": {"contact_id": contact}, "device": {"kind": "phone", "model": "Pixel"}})).json()["id"]
    thread = (await api.post("/inbox/threads", {"contact_id": contact})).json()["id"]
    await booked(api, contact)
    await notified(api, contact)
    return {"contact": contact, "campaign": campaign, "segment": segment, "import": brought.json()["id"], "ticket": ticket, "thread": thread}


async def booked(api: Client, contact: str) -> None:
    """Book a lesson of tomorrow for somebody."""
    await api.post("/waitlist/setup", {})
    service = (await api.post("/waitlist/services", {"name": "Pottery lesson", "minutes": 60})).json()["id"]
    slot = await api.post("/waitlist/slots", {"service_id": service, "starts_at": "2026-10-06T14:00:00Z"})
    made = await api.post("/waitlist/bookings", {"slot_id": slot.json()["id"], "contact_id": contact})
    assert made.status < 300, made.body


async def notified(api: Client, contact: str) -> None:
    """Tell somebody that their pot has come out of the kiln."""
    kind = {"name": "Pöttery is fired", "class": "transactional", "cascade": "text_first", "templates": {"sms": "pottery_opens"}}
    made = await api.put("/notices/kinds/kiln", kind)
    assert made.status < 300, made.body
    asked = {"kind": "kiln", "key": "kiln-17", "contact_id": contact, "subject_kind": "pot", "subject_id": "P17"}
    made = await api.post("/notices", {"notices": [asked]})
    assert made.status < 300, made.body


async def found(api: Client, sought: str) -> dict[str, list[str]]:
    reply = await api.get(f"/search?q={sought}")
    assert reply.status == 200, reply.body
    kinds: dict[str, list[str]] = {}
    for each in reply.json()["items"]:
        kinds.setdefault(each["kind"], []).append(each["id"])
    return kinds


async def test_one_search_finds_everything_that_is_called_so_and_that_a_key_may_see(api: Client, database: Database, organisation: UUID) -> None:
    made = await furnished(api)
    everything = await found(api, "pott")
    assert set(everything) == EVERY_KIND - {"notice"}  # that has no name of its own
    assert everything["template"] == ["pottery_opens"]
    assert everything["course"] == ["pot-2026"]
    assert {kind: everything[kind] for kind in made} == {kind: [id_] for kind, id_ in made.items()}
    assert set(await found(api, "%2B33612000001")) == {"contact", "ticket", "thread", "booking"}  # a whole number
    assert set(await found(api, "zoe")) == {"contact", "campaign", "ticket", "thread", "booking"}  # accents and case aside
    assert set(await found(api, "lesson")) == {"booking"}
    assert len((await found(api, "kiln-17"))["notice"]) == len((await found(api, "P17"))["notice"]) == 1
    assert await found(api, "nobody@example.org") == {}
    assert await found(api, "%20%20") == {}
    writer = await keyed(api, database, organisation, frozenset({Scope.ORGANISATION_READ, Scope.CAMPAIGNS_READ}))
    assert set(await found(writer, "pott")) == {"campaign"}
    teller = await keyed(api, database, organisation, frozenset({Scope.ORGANISATION_READ, Scope.MESSAGES_READ}))
    assert [each["name"] for each in (await teller.get("/search?q=kiln-17")).json()["items"]] == ["Pöttery is fired"]  # not whom it is for
    (shown,) = (await api.get("/search?q=%2B33612000001")).json()["items"][:1]
    assert shown["name"] == "Zoë Pottery"
    assert PHONE[-6:-2] not in shown["aside"]


async def test_the_audit_calls_things_by_name_where_the_reader_may_see_them_and_says_what_is_gone(
    api: Client, database: Database, organisation: UUID
) -> None:
    made = await furnished(api)
    other = (await api.post("/contacts", {"first_name": "Bo", "phones": [{"number": "+33612000007"}]})).json()["id"]
    erased = await api.delete(f"/contacts/{other}?confirm={other}")
    assert erased.status < 300, erased.body
    await api.send("PATCH", f"/marketing/campaigns/{made['campaign']}", json={"description": "Changed"})
    await api.post(f"/imports/{made['import']}/cancel")

    async def named(client: Client, subject: str) -> tuple[str | None, bool]:
        newest = (await client.get(f"/audit?limit=1&subject={subject}")).json()["items"][0]
        return newest["subject_name"], newest["subject_gone"]

    campaign, segment, gone = f"campaign:{made['campaign']}", f"segment:{made['segment']}", f"contact:{other}"
    assert await named(api, campaign) == ("Zoë's POTTERY", False)
    assert await named(api, segment) == ("Pottery lovers", False)
    assert await named(api, "course:pot-2026") == ("Pottery", False)
    assert await named(api, f"import:{made['import']}") == ("pottery.csv", False)
    assert await named(api, f"ticket:{made['ticket']}") == ("1: Pixel", False)
    assert await named(api, gone) == (None, True)
    auditor = await keyed(api, database, organisation, frozenset({Scope.AUDIT_READ, Scope.CAMPAIGNS_READ}))
    assert await named(auditor, campaign) == ("Zoë's POTTERY", False)
    assert (await named(auditor, segment), await named(auditor, gone)) == ((None, False), (None, False))
