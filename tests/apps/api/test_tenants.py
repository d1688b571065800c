"""Two organisations in one installation: with a key of one, no address of the API shows or changes anything of the other."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

import orjson
import pytest

from rooms.conversations.test_receiving import Line
from support.api import Client, Reply
from support.clock import ManualClock
from support.descriptions import Json, sample
from support.shop import open_shop
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import ConsentBasis, Scope
from tidings.apps.api.openapi import operations
from tidings.content.types import PublicAddress
from tidings.conversations import service as conversations
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Visit
from tidings.permissions import service as permissions
from tidings.ports.adapter import Fetched
from tidings.ports.receipt import Attachment, AttachmentKind, InboundKind

OWN = "first_tenants_own"
"""Stands in everything that the first organisation writes, so that a leak is seen."""
PHONE = "+33612000001"
EVERYBODYS = frozenset({"/policy/packs/{pack_id}"})
"""What is the same for all organisations: the law."""
SIMULATED = "/simulator/phones/"
"""Nothing is there where no simulator is connected; test_simulated.py tells that one's own phones alone are seen."""
MADE_BY_NAME = frozenset({"put /attributes/{name}", "put /notices/kinds/{kind_key}", "put /programmes/{key}", "post /wordings/{key}"})
"""Whoever names what is not there makes it, in their own organisation."""
_ORDER = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True, slots=True)
class Two:
    """Both organisations' clients, the description of the API, and what the first one has: ids by the names that addresses give them."""

    first: Client
    second: Client
    document: Json
    things: dict[str, str]

    def addressed(self) -> list[tuple[str, str, Any]]:
        """Return method, address and body of every operation on a thing of the first organisation, the harmless ones first."""
        calls = [
            (method, self._address(path, operation), self._body(operation))
            for path, method, operation in operations(self.document)
            if "{" in path
            and operation["security"]
            and path not in EVERYBODYS
            and not path.startswith(SIMULATED)
            and f"{method} {path}" not in MADE_BY_NAME
        ]
        # Last of all the person is erased, with whom much else goes.
        return sorted(calls, key=lambda call: (_ORDER.index(call[0]), "?confirm=" in call[1]))

    def _address(self, path: str, operation: Json) -> str:
        needed = [each for each in operation.get("parameters", []) if each["in"] == "query" and each.get("required")]
        values = {each["name"]: sample(self.document, each["schema"]) for each in needed}
        query = urlencode(values | ({"confirm": self.things["contact_id"]} if "confirm" in values else {}))
        return re.sub(r"\{(\w+)\}", lambda found: self.things[found[1]], path) + (f"?{query}" if query else "")

    def _body(self, operation: Json) -> Any:
        content = operation.get("requestBody", {}).get("content", {})
        return sample(self.document, content["application/json"]["schema"]) if "application/json" in content else None


async def made(client: Client, address: str, body: Any) -> Any:
    reply = await client.post(address, body)
    assert reply.status < 300, reply.body
    return reply.json()


async def newest(client: Client, address: str) -> str:
    listed = (await client.get(address)).json()
    return (listed["items"] if isinstance(listed, dict) else listed)[0]["id"]


async def noticed(client: Client, contact: str) -> str:
    """Make a kind of notice and send one to a contact."""
    texts = {"channel": "sms", "locale": "fr", "purpose": "transactional", "body": {"text": OWN}}
    await made(client, "/templates", {"name": f"{OWN}_notice", **texts})
    await client.put(f"/notices/kinds/{OWN}", {"name": OWN, "class": "transactional", "templates": {"sms": f"{OWN}_notice"}})
    asked = await made(client, "/notices", {"notices": [{"kind": OWN, "key": OWN, "contact_id": contact, "data": {"note": OWN}}]})
    return asked["items"][0]["id"]


async def repaired(client: Client, contact: str) -> dict[str, str]:
    """Set a repair shop up, open a ticket of a contact's and take a picture of the device."""
    await made(client, "/repairs/setup", {})
    ticket = (await made(client, "/repairs/tickets", {"owner": {"contact_id": contact}, "device": {"kind": OWN}}))["id"]
    photo = await client.send("POST", f"/repairs/photos?ticket_id={ticket}", body=b"\x89PNG\r\n\x1a\n", headers={"content-type": "image/png"})
    return {"ticket_id": ticket, "photo_id": photo.json()["id"]}


async def waitlisted(client: Client, contact: str) -> dict[str, str]:
    """Make a service, somebody who does it, a slot of each kind that addresses name, and somebody who waits and has booked."""
    service = (await made(client, "/waitlist/services", {"name": OWN, "minutes": 30}))["id"]
    staff = (await made(client, "/waitlist/staff", {"name": OWN}))["id"]
    slots = [
        (await made(client, "/waitlist/slots", {"service_id": service, "starts_at": f"2030-03-0{day}T10:00:00Z", "staff_id": staff}))["id"]
        for day in (4, 5)
    ]
    booking = await made(client, "/waitlist/bookings", {"slot_id": slots[1], "contact_id": contact})
    entry = await made(client, "/waitlist/entries", {"contact_id": contact, "service_id": service})
    return {"service_id": service, "staff_id": staff, "slot_id": slots[0], "booking_id": booking["id"], "entry_id": entry["id"]}


async def talked(client: Client, contact: str) -> dict[str, str]:
    """Begin a conversation with a contact, for a team with canned answers."""
    thread = await made(client, "/inbox/threads", {"contact_id": contact})
    team = await made(client, "/inbox/teams", {"name": OWN})
    canned = await made(client, "/inbox/canned", {"shortcut": OWN, "title": OWN, "texts": {"fr": OWN}})
    automatic = await made(client, "/inbox/auto-answers", {"name": OWN, "kind": "keyword", "keywords": [OWN], "answers": {"fr": OWN}})
    file = await client.send("POST", f"/inbox/files?thread_id={thread['id']}", body=b"%PDF-1.7 x", headers={"content-type": "application/pdf"})
    return {
        "file_id": file.json()["id"],
        "thread_id": thread["id"],
        "team_id": team["id"],
        "canned_id": canned["id"],
        "auto_answer_id": automatic["id"],
    }


async def offered(database: Database, organisation: UUID, things: dict[str, str]) -> str:
    """Offer the slot to whoever waits."""
    async with database.engine() as unit:
        return await unit.value(
            "INSERT INTO waitlist_offers (organisation_id, id, slot_id, entry_id, contact_id, state, offered_at, explanation)"
            " VALUES (%(org)s, gen_random_uuid(), %(slot)s, %(entry)s, %(contact)s, 'open', %(at)s, '{}') RETURNING id::text",
            {
                "org": organisation,
                "slot": things["slot_id"],
                "entry": things["entry_id"],
                "contact": things["contact_id"],
                "at": unit.at,
            },
        )


async def named(client: Client) -> None:
    """Make what is made by its name."""
    await client.put(f"/programmes/{OWN}", {"name": OWN})
    await client.put("/programmes/newsletter", {"name": OWN})
    await made(client, f"/wordings/{OWN}", {"texts": {"fr": OWN}})
    await client.put(f"/attributes/{OWN}", {"type": "text"})


async def furnished(client: Client) -> dict[str, str]:
    """Make one of everything that has an address."""
    await made(client, "/templates", {"name": OWN, "channel": "sms", "locale": "fr", "body": {"text": OWN}})
    contact = await made(client, "/contacts", {"first_name": OWN, "phones": [{"number": PHONE}], "attributes": {"note": OWN}})
    campaign = await made(client, "/marketing/campaigns", {"name": OWN, "template_name": OWN})
    await made(client, f"/marketing/campaigns/{campaign['id']}/recipients", {"phone_numbers": [PHONE]})
    file = {"content-type": "text/csv"}
    mapping = urlencode({"mapping": orjson.dumps({"first_name": "first_name", "phone": "phone"}).decode()})
    imported = await client.send("POST", f"/imports?{mapping}", body=f"first_name;phone\n{OWN};+33612000002\n".encode(), headers=file)
    await made(client, "/suppressions", {"channel": "sms", "phone_numbers": ["+33612000003"], "scope": "all", "reason": "imported", "source": OWN})
    await made(client, "/allow-list", {"phone_numbers": [PHONE]})
    await made(client, "/courses", {"key": OWN, "name": OWN})
    await made(client, "/leads", {"leads": [{"phone": PHONE, "course": OWN, "source": OWN}]})
    other = await made(client, "/contacts", {"first_name": OWN, "phones": [{"number": "+33612000009"}]})
    merge = await made(client, f"/contacts/{contact['id']}/merge", {"other": other["id"]})
    await named(client)
    notice = await noticed(client, contact["id"])
    device = await made(client, f"/contacts/{contact['id']}/devices", {"token": f"{OWN}-device-token-of-an-app"})
    repeated = {"kind": "url", "place": f"https://example.com/{OWN}.csv"}
    schedule = await made(client, "/imports/schedules", {"name": OWN, "source": repeated, "every": "daily", "at": "06:30"})
    segment = await made(client, "/segments", {"name": OWN, "text": f'tag has "{OWN}"'})
    member = await made(client, "/members", {"email": "first-tenants-own@example.com", "name": OWN, "role": "owner"})
    await made(client, "/members", {"email": "second-owner@example.com", "name": OWN, "role": "owner"})
    key = await made(client, "/keys", {"name": OWN, "scopes": ["campaigns:read"]})
    return {
        **dict.fromkeys(("name", "course_key", "key", "kind_key"), OWN),
        "contact_id": contact["id"],
        "campaign_id": campaign["id"],
        "message_id": f"{campaign['id']}.{contact['id']}",
        "import_id": imported.json()["id"],
        "suppression_id": await newest(client, "/suppressions"),
        "allowed_id": await newest(client, "/allow-list"),
        "lead_id": await newest(client, "/leads"),
        "merge_id": merge["id"],
        "notice_id": notice,
        **await repaired(client, contact["id"]),
        **await waitlisted(client, contact["id"]),
        **await talked(client, contact["id"]),
        "device_id": device["id"],
        "mapping_id": await newest(client, "/imports/mappings"),
        "schedule_id": schedule["id"],
        "segment_id": segment["id"],
        "verification_id": (await made(client, f"/contacts/{contact['id']}/verifications", {}))["id"],
        "user_id": member["user_id"],
        "key_id": key["key"]["id"],
        "connection_id": await newest(client, "/channels/connections"),
        "sender_id": await newest(client, "/channels/senders?channel=whatsapp"),
        "portfolio_id": await newest(client, "/channels/portfolios"),
    }


async def buried(database: Database, organisation: UUID) -> str:
    """Keep a callback that could not be applied."""
    async with database.engine() as unit:
        body = (await unit.keys(organisation)).seal("webhook", OWN)
        return await unit.value(
            "INSERT INTO webhook_letters (organisation_id, id, kind, connection_id, received_at, url, body, why, kept_at)"
            " VALUES (%(org)s, gen_random_uuid(), 'inbound', gen_random_uuid(), %(at)s, '', %(body)s, %(why)s, %(at)s) RETURNING id::text",
            {"org": organisation, "at": unit.at, "body": body, "why": OWN},
        )


async def unclear(database: Database, organisation: UUID, clock: ManualClock) -> str:
    """Take in something that may be an opt-out."""
    said = Line(database, organisation, clock)
    await said.says("This is harassment, I'll go to the CNIL", sender="+33612000005")
    async with database.unit(organisation) as unit:
        return str((await conversations.list_unclear(unit, organisation)).rows[0].message.id)


async def unverified_email(database: Database, organisation: UUID, contact: UUID) -> str:
    """Keep an email that somebody gave and did not verify."""
    public, visit = PublicAddress("https://tidings.example"), Visit(None, "")
    async with database.unit(organisation) as unit:
        email = f"{OWN}@example.com"
        await permissions.give_email(unit, organisation, contact, email, source="test", language="en", public=public, visit=visit)
        (waiting,) = await permissions.unverified_emails_of(unit, organisation, contact)
        return str(waiting.given.address_id)


async def sent_file(database: Database, organisation: UUID, clock: ManualClock) -> str:
    """Take in a file and keep it."""
    line = Line(database, organisation, clock)
    file = Attachment(AttachmentKind.DOCUMENT, "1", "text/plain", OWN)
    await line.says("", sender="+33612000006", kind=InboundKind.MEDIA, attachments=(file,))
    async with database.engine() as unit:
        (waiting,) = await conversations.take_attachments(unit, organisation)
        await conversations.settle_attachment(unit, organisation, waiting, Fetched(OWN.encode(), "text/plain"))
        return str(waiting.id)


async def client_with_everything(app: Any, database: Database, organisation: UUID, clock: ManualClock) -> Client:
    basis = ConsentBasis("form", "I agree.", "owner", clock.now())
    async with database.engine() as unit:
        key = await accounts.create_key(unit, organisation, "cli:test", name="all", scopes=frozenset(Scope), consent_basis=basis)
    return Client(app, key.secret)


@pytest.fixture
async def two(database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path) -> AsyncIterator[Two]:
    async with database.engine() as unit:
        other = await accounts.create_organisation(
            unit, actor="cli:test", name="Second", slug="second", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
        )
    await open_shop(database, organisation, clock)
    async with whole_application(database, database_url, clock, vault, tmp_path) as app:
        first = await client_with_everything(app, database, organisation, clock)
        second = await client_with_everything(app, database, other.id, clock)
        document = (await first.get("/openapi.json")).json()
        things = await furnished(first)
        things |= {"letter_id": await buried(database, organisation), "inbound_id": await unclear(database, organisation, clock)}
        things["attachment_id"] = await sent_file(database, organisation, clock)
        things["address_id"] = await unverified_email(database, organisation, UUID(things["contact_id"]))
        things["offer_id"] = await offered(database, organisation, things)
        await second.put("/programmes/newsletter", {"name": "Newsletter"})
        clock.advance(seconds=120)  # a second code may be asked for
        yield Two(first, second, document, things)


async def seen(two: Two, client: Client) -> dict[str, bytes]:
    """Return everything that can be looked at, by address."""
    addresses = [path for path, method, _ in operations(two.document) if method == "get" and "{" not in path and path != "/metrics"]
    own = [address for method, address, _ in two.addressed() if method == "get"]
    replies = {address: await client.get(address) for address in [*addresses, *own] if address != "/audit" and not address.endswith("/export")}
    return {address: without_use(reply) for address, reply in replies.items()}


def without_use(reply: Reply) -> bytes:
    """Leave out what changes by itself: the name of the request, and when a key was used."""
    return re.sub(rb'"(request_id|last_used_at)":("[^"]*"|null)', b"", reply.body)


async def sent(client: Client, method: str, address: str, body: Any) -> Reply:
    return await client.send(method.upper(), address, json=body)


@pytest.mark.timeout(300)  # every address of the API three times
async def test_nothing_of_another_organisation_is_found_by_its_id_or_name_and_nothing_changes(two: Two) -> None:
    before = await seen(two, two.first)
    for method, address, body in two.addressed():
        reply = await sent(two.second, method, address, body)
        assert reply.status == 404, f"{method} {address}: {reply.status} {reply.body!r}"
        assert OWN not in reply.json()["detail"].replace(two.things["name"], "", 1), f"{method} {address}"
    assert await seen(two, two.first) == before


async def test_the_same_requests_with_a_key_of_their_own_organisation_find_everything(two: Two) -> None:
    for method, address, body in two.addressed():
        if address.endswith("/merge"):
            continue  # the body names another contact, of whom the example knows nothing
        reply = await sent(two.first, method, address, body)
        assert reply.status not in {404, 422}, f"{method} {address}: {reply.status} {reply.body!r}"
        assert reply.status < 500, f"{method} {address}"


async def test_lists_and_exports_show_nothing_of_another_organisation(two: Two) -> None:
    secrets = [OWN, PHONE, *two.things.values()]
    for path, method, _ in operations(two.document):
        if method == "get" and "{" not in path:
            body = (await two.second.get(path)).body.decode()
            assert not [secret for secret in secrets if secret in body], path


async def test_filters_find_nobody_of_another_organisation(two: Two) -> None:
    for query in (f"phone={PHONE.replace('+', '%2B')}", f"name={OWN}", f"attribute=note:{OWN}"):
        assert (await two.second.get(f"/contacts?{query}")).json()["items"] == []
        assert len((await two.first.get(f"/contacts?{query}")).json()["items"]) == 1
    assert (await two.second.get(f"/inbound?contact_id={two.things['contact_id']}")).json()["items"] == []
    assert (await two.second.get(f"/audit?subject=campaign:{two.things['campaign_id']}")).json()["items"] == []


async def test_what_a_body_names_is_looked_for_in_the_callers_own_organisation_only(two: Two, database: Database, organisation: UUID) -> None:
    letter = await kept_letter(database, organisation, two.things["connection_id"])
    own = (await made(two.second, "/marketing/campaigns", {"name": "Mine", "template_name": await second_template(two)}))["id"]
    things = two.things
    sender = {
        "label": "Ours",
        "channel": "whatsapp",
        "address": "100000000000077",
        "connection_id": things["connection_id"],
        "portfolio_id": things["portfolio_id"],
    }
    bodies: list[tuple[str, Json]] = [
        ("/channels/senders", sender),
        ("/marketing/campaigns", {"name": "Mine too", "template_name": OWN}),
        ("/marketing/campaigns", {"name": "Mine too", "template_name": "second_sms", "sender_id": things["sender_id"]}),
        (f"/marketing/campaigns/{own}/recipients", {"contact_ids": [things["contact_id"]]}),
        ("/channels/letters/replay", {"ids": [letter]}),
    ]
    refused = [(await two.second.post(address, body)) for address, body in bodies]
    assert [reply.json()["code"] for reply in refused[:3]] == ["connection_not_found", "template_not_found", "no_sender"]
    assert refused[3].json()["recipients_added"] == 0
    assert refused[4].json() == {"replayed": 0}
    assert letter in (await two.first.get("/channels/letters")).body.decode()


async def second_template(two: Two) -> str:
    template = {"name": "second_sms", "channel": "sms", "locale": "fr", "body": {"text": "Bonjour. STOP pour ne plus rien recevoir."}}
    return (await made(two.second, "/templates", template))["name"]


async def kept_letter(database: Database, organisation: UUID, connection: str) -> str:
    async with database.engine() as unit:
        letter = new_id(unit.at)
        await unit.run(
            "INSERT INTO webhook_letters (organisation_id, id, kind, connection_id, received_at, url, body, why, kept_at)"
            " VALUES (%(org)s, %(id)s, 'inbound', %(connection)s, %(at)s, '/', '', 'unrecognised', %(at)s)",
            {"org": organisation, "id": letter, "connection": connection, "at": unit.at},
        )
    return str(letter)


async def test_numbers_known_to_both_stay_apart(two: Two) -> None:
    theirs = await made(two.second, "/contacts", {"first_name": "Second", "phones": [{"number": PHONE}]})
    assert theirs["id"] != two.things["contact_id"]
    await made(two.second, "/suppressions", {"channel": "whatsapp", "phone_numbers": [PHONE], "scope": "all", "reason": "imported", "source": "x"})
    consents = orjson.loads((await two.first.get(f"/contacts/{two.things['contact_id']}/consents")).body)
    assert consents["suppressions"] == []
