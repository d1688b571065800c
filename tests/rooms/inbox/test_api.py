"""The inbox over HTTP: from a message to its answer, with what stands in the way, in the reader's language."""

from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.inboxing import Desk
from tidings.content import service as content
from tidings.content.types import PublicAddress, ThingKind, ThingLink
from tidings.inbox import http
from tidings.ports.receipt import InboundKind


@pytest.fixture
async def client(desk: Desk, tmp_path: Path) -> AsyncIterator[Client]:
    context = make_context(desk.world.database, desk.world.clock, tmp_path)
    rooms = [http.threads, http.settings, http.files, http.uploads, http.pages, http.automation, http.measures]
    async with client_of(desk.world.database, desk.organisation, context, rooms) as client:
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


async def test_what_nobody_would_see_is_no_answer_no_note_and_no_text_for_either(client: Client, desk: Desk) -> None:
    await desk.says("Bonjour")
    (listed,) = (await client.get("/inbox/threads")).json()["items"]
    address = f"/inbox/threads/{listed['id']}"
    nothing = " \u200b\u00ad\ufeff\ufe0f "
    auto = {"name": "Prix", "kind": "keyword", "keywords": ["PRIX"]}
    asked = (
        (f"{address}/replies", {"key": "a", "text": nothing}, "reply_empty"),
        (f"{address}/replies", {"key": "b", "text": nothing, "buttons": ["Oui"]}, "reply_empty"),
        (f"{address}/replies", {"key": "c", "text": "Bien ?", "buttons": [nothing]}, "choice_too_long"),
        (f"{address}/notes", {"text": nothing}, "inbox_invalid"),
        ("/inbox/canned", {"shortcut": "x", "title": "X", "texts": {"fr": nothing}}, "inbox_invalid"),
        ("/inbox/auto-answers", auto | {"answers": {"fr": nothing}}, "inbox_setting_unfit"),
        ("/inbox/auto-answers", auto | {"keywords": [nothing], "answers": {"fr": "10 euros"}}, "inbox_setting_unfit"),
    )
    for path, body, code in asked:
        refused = await client.post(path, body)
        assert (refused.status, refused.json()["code"]) == (422, code), path
    assert await desk.counter.texts() == []
    assert (await client.post(f"{address}/replies", {"key": "d", "text": f"{nothing}Oui \u2764\ufe0f"})).status == 201
    assert [each.strip().endswith("Oui \u2764\ufe0f") for each in await desk.counter.texts()] == [True]


async def test_a_file_is_added_sent_and_given_to_whoever_has_its_link_until_that_is_over(client: Client, desk: Desk) -> None:
    await desk.says("Bonjour, le devis ?")
    (listed,) = (await client.get("/inbox/threads")).json()["items"]
    address = f"/inbox/threads/{listed['id']}"
    assert (await client.get(address)).json()["ways"][0]["carries"] == ["text", "template", "buttons", "menu", "place", "file"]
    paper, told = b"%PDF-1.7\n" + b"devis" * 100, {"content-type": "application/octet-stream"}
    made = await client.send("POST", f"/inbox/files?thread_id={listed['id']}&name=devis.pdf", body=paper, headers=told)
    file = made.json()
    assert (made.status, file["kind"], file["content_type"], file["shown"], file["sent"]) == (201, "document", "application/pdf", False, False)
    assert (await client.post(f"{address}/replies", {"key": "draft", "text": "Le voici.", "file_id": file["id"]})).status == 201
    read = await client.get(f"/inbox/files/{file['id']}")
    assert (read.status, read.body, read.headers["content-type"], "attachment" in read.headers["content-disposition"]) == (
        200,
        paper,
        "application/pdf",
        True,
    )
    (item,) = [each for each in (await client.get(f"{address}/items")).json()["items"] if each["kind"] == "reply"]
    assert (item["text"], item["brings"]["file"]["name"], item["brings"]["file"]["sent"]) == ("Le voici.", "devis.pdf", True)
    link = await _link(desk, UUID(file["id"]))
    assert ((await client.get(link)).body, (await client.get(f"{link[:-2]}xx")).status) == (paper, 404)
    await desk.counter.deliver()
    (left,) = [each for each in (await client.get(f"{address}/items")).json()["items"] if each["kind"] == "reply"]
    await desk.says("Merci", in_reply_to=f"SM{left['sent']['message_id'].partition('.')[0].replace('-', '')}")
    (thanks,) = [each for each in (await client.get(f"{address}/items")).json()["items"] if each["text"] == "Merci"]
    assert thanks["heard"]["about"] == left["id"]
    desk.world.clock.advance(hours=49)
    assert (await client.get(link)).status == 404
    refused = await client.post(f"{address}/replies", {"key": "late", "text": "Oui ?", "buttons": ["Oui"], "channel": "sms"}, accept_language="fr")
    assert refused.status in {409, 422}
    unfit = await client.send("POST", f"/inbox/files?thread_id={listed['id']}", body=b"MZ", headers=told | {"accept-language": "fr"})
    assert (unfit.status, unfit.json()["code"]) == (422, "file_unfit")
    assert "WhatsApp" in unfit.json()["detail"]


async def _link(desk: Desk, file_id: UUID) -> str:
    """Return the path by which a provider fetches a file."""
    async with desk.world.database.unit(desk.organisation) as unit:
        until = desk.world.clock.now() + timedelta(days=2)
        keys = await unit.keys(desk.organisation)
        return content.thing_url(keys, PublicAddress(""), ThingLink(ThingKind.FILE, desk.organisation, file_id, until))


async def test_what_would_be_answered_is_tried_before_it_is_switched_on(client: Client) -> None:
    usual = (await client.get("/inbox/automation/usual")).json()
    assert set(usual["texts"]) == {"closed", "late", "survey"}
    assert "gas leak" in usual["words"]["high"]
    hours = {"name": "Hours", "sayings": {"en": ["When are you open?"]}, "answers": {"en": "We open at nine."}}
    assert (await client.post("/inbox/auto-answers", hours)).status == 201
    asked = {"text": "hello, when are you open"}
    assert (await client.post("/inbox/auto-answers/try", asked)).json()["because"] == "off"
    tried = (await client.post("/inbox/auto-answers/try", {**asked, "on": True})).json()
    assert (tried["does"], tried["best"]["words"]) == ("answered", ["when", "open"])
    assert (await client.get("/inbox/automation")).json()["on"] is False
    assert (await client.post("/inbox/auto-answers/try", {"text": "There is a gas leak!"})).json()["urgency"] == "high"


async def test_a_reaction_names_the_message_it_is_about_and_a_suggestion_is_filled_in(client: Client, desk: Desk) -> None:
    hours = {"name": "Hours", "sayings": {"en": ["When are you open?"]}, "answers": {"en": "Hello {{ first_name | default('you') }}, at nine."}}
    answer = (await client.post("/inbox/auto-answers", hours)).json()
    await client.put("/inbox/automation", {"on": True, "sure": 1.0, "likely": 0.3})
    await desk.says("hello there, so when are you open then, thanks")
    (listed,) = (await client.get("/inbox/threads")).json()["items"]
    address = f"/inbox/threads/{listed['id']}"
    (suggested,) = [
        each["event"]["detail"]["suggested"]
        for each in (await client.get(f"{address}/items")).json()["items"]
        if each["event"] and each["event"]["what"] == "suggested"
    ]
    assert suggested == [answer["id"]]
    filled = (await client.get(f"{address}/auto-answers/{answer['id']}")).json()
    assert filled["text"].endswith(", at nine.")
    made = (await client.post(f"{address}/replies", {"key": "one", "text": filled["text"]})).json()
    await desk.counter.deliver()
    await desk.says("👍", kind=InboundKind.REACTION, in_reply_to=f"SM{UUID(made['id']).hex}")
    await desk.says("👍", kind=InboundKind.REACTION, in_reply_to="SM-of-somebody-else")
    items = (await client.get(f"{address}/items")).json()["items"]
    (reply,) = [each["id"] for each in items if each["kind"] == "reply"]
    assert [each["heard"]["about"] for each in items if each["heard"] and each["heard"]["kind"] == "reaction"] == [None, reply]
