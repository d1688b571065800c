"""The inbox over HTTP: from a message to its answer, with what stands in the way, in the reader's language."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from support.api import Client, client_of, make_context
from support.inboxing import Desk
from tidings.inbox import http


@pytest.fixture
async def client(desk: Desk, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(desk.world.database, desk.world.clock, tmp_path)
    async with client_of(desk.world.database, desk.organisation, context, [http.threads, http.settings]) as client:
        yield client


async def test_a_message_is_answered_once_and_after_a_day_by_a_template_alone(client: Client, desk: Desk) -> None:
    await desk.says("Bonjour, c'est prêt ?")
    (listed,) = (await client.get("/inbox/threads?list=unassigned")).json()["items"]
    address = f"/inbox/threads/{listed['id']}"
    assert (listed["status"], listed["why"], listed["explanation"]["fr"]) == ("open", "wrote", "La personne a écrit.")
    opened = (await client.get(address)).json()
    assert (opened["ways"][0]["channel"], opened["ways"][0]["state"], opened["window_open_until"] is not None) == ("whatsapp", "open", True)
    body = {"key": "draft-1", "text": "Oui.", "seen_up_to": opened["seen_up_to"]}
    first, again = [await client.post(f"{address}/replies", body) for _ in range(2)]
    assert (first.status, again.status, first.json()["id"]) == (201, 201, again.json()["id"])
    assert await desk.counter.texts() == ["Oui."]
    items = (await client.get(f"{address}/items")).json()["items"]
    assert [(each["kind"], each["text"]) for each in reversed(items)] == [("inbound", "Bonjour, c'est prêt ?"), ("event", None), ("reply", "Oui.")]
    page = (await client.get(f"{address}/items?limit=1")).json()
    rest = (await client.get(f"{address}/items?limit=5&cursor={page['next_cursor']}")).json()
    assert [each["id"] for each in [*page["items"], *rest["items"]]] == [each["id"] for each in items]
    desk.world.clock.advance(hours=25)
    refused = await client.post(f"{address}/replies", {"key": "draft-2", "text": "Alors ?"}, accept_language="fr")
    assert (refused.status, refused.json()["code"]) == (409, "window_closed")
    assert "seul un modèle approuvé" in refused.json()["detail"]
    template = {"key": "draft-3", "template": "ready_whatsapp", "values": {"device": "phone"}}
    assert (await client.post(f"{address}/replies", template)).status == 201
    assert (await client.put(f"{address}/status", {"status": "snoozed"})).json()["code"] == "snooze_needs_end"
    assert (await client.post(f"{address}/replies", {"key": "draft-4", "text": "x", "then": "snoozed"})).json()["code"] == "snooze_needs_end"
    assert (await client.put(f"{address}/status", {"status": "resolved"})).json()["status"] == "resolved"
    found = (await client.get("/inbox/threads?search=pret")).json()
    assert ([each["id"] for each in found["items"]], found["searched_since"]) == ([listed["id"]], None)
    assert [each["name"] for each in (await client.get("/inbox/agents")).json()["items"]] == ["Nadia", "Omar"]
