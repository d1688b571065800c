"""A campaign by email, from the template to the mailbox, and back from a mailbox that does not exist."""

import time
from http.client import HTTPConnection
from typing import Any
from urllib.parse import urlsplit

from support.mailbox import SILENCE, TAKEN, MailServer, bounce, complaint, mail_server_apart
from support.system import EXCHANGE_SECONDS, Campaign, Stage, Story
from support.waiting import wait_until

SECRET = "made-up-report-secret"
BODY = {
    "subject": 'Autumn, {{ first_name | default("dear friend") }}',
    "text": "Hello {{ first_name }},\n\nthe course starts on Monday.\n\nNo more of this: {{ unsubscribe_url }}",
    "html": '<p>Hello {{ first_name }}, the course starts on <b>Monday</b>.</p><p><a href="{{ unsubscribe_url }}">No more of this</a></p>',
    "postal_address": "Atelier Rive, 1 quai de la Rive, Lyon",
}


def started(stage: Stage, server: MailServer) -> Story:
    return stage(SMTP_URL=server.url, SMTP_FROM="Atelier Rive <news@example.org>", SMTP_RETURN_PATH="bounces@example.org", SMTP_REPORT_SECRET=SECRET)


def people(story: Story, count: int) -> list[str]:
    """Make people who agreed to marketing by email, and return their ids."""
    made: list[str] = []
    for number in range(count):
        contact = story.system.api.post("/contacts", {"first_name": f"<b>Zoé {number}</b>", "emails": [f"Person{number}@example.net"]})["id"]
        said = {
            "channel": "email",
            "purpose": "marketing",
            "status": "granted",
            "source": "form",
            "wording": "News by email",
            "at": "2026-10-01T09:00:00Z",
        }
        story.system.api.post(f"/contacts/{contact}/consents", said)
        made.append(contact)
    return made


def campaign(story: Story, contact_ids: list[str]) -> Campaign:
    api = story.system.api
    api.post("/templates", {"name": "autumn_email", "channel": "email", "locale": "en", "body": BODY})
    made = Campaign(story, api.post("/marketing/campaigns", {"name": "Autumn", "template_name": "autumn_email"})["id"])
    api.post(f"/marketing/campaigns/{made.id}/recipients", {"contact_ids": contact_ids})
    return made


def reach(story: Story, contact_id: str) -> dict[str, Any]:
    found = story.system.api.get(f"/contacts/{contact_id}/reach")["reaches"]
    return next(each for each in found if (each["channel"], each["purpose"]) == ("email", "marketing"))


def posted(url: str, body: bytes, headers: dict[str, str]) -> int:
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port or 80, timeout=10)
    connection.request("POST", parts.path, body, headers)
    return connection.getresponse().status


def test_a_campaign_by_email_reaches_everybody_once_and_whoever_leaves_complains_or_does_not_exist_no_more(stage: Stage) -> None:
    with mail_server_apart() as server:
        story = started(stage, server)
        contact_ids = people(story, 4)
        first = campaign(story, contact_ids)
        first.activate()
        story.until_completed(first)
        assert sorted(each.recipient for each in server.received) == [f"Person{number}@example.net" for number in range(4)]
        letters = {each.recipient: each for each in server.received}
        message = letters["Person0@example.net"].message
        assert (message["From"], message["Subject"]) == ("Atelier Rive <news@example.org>", "Autumn, <b>Zoé 0</b>")
        plain, html = message.get_body(("plain",)), message.get_body(("html",))
        assert plain is not None
        assert html is not None
        assert "Hello <b>Zoé 0</b>," in plain.get_content()
        assert "Hello &lt;b&gt;Zoé 0&lt;" in html.get_content()
        assert "Atelier Rive, 1 quai de la Rive, Lyon" in plain.get_content()
        link = str(message["List-Unsubscribe"]).strip("<>")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        base = story.system.api.base
        assert posted(base + urlsplit(link).path, b"List-Unsubscribe=One-Click", {"Content-Type": "application/x-www-form-urlencoded"}) == 200
        door = next(each for each in story.system.api.get("/channels/connections")["items"] if each["provider"] == "smtp")["callbacks"]["receipts"]
        report = bounce(letters["Person1@example.net"])
        assert posted(base + urlsplit(door).path, report, {"X-Report-Secret": "wrong"}) == 403
        assert posted(base + urlsplit(door).path, report, {"X-Report-Secret": SECRET}) == 200
        assert posted(base + urlsplit(door).path, complaint(letters["Person3@example.net"]), {"X-Report-Secret": SECRET}) == 200
        story.settle()
        assert first.states() == {"sent": 2, "delivered": 1, "failed": 1}
        assert [reach(story, each)["state"] for each in contact_ids] == ["refused", "refused", "allowed", "refused"]
        assert [[each["code"] for each in reach(story, contact_ids[place])["reasons"]] for place in (1, 3)] == [
            ["suppressed_invalid"],
            ["suppressed_complained"],
        ]
        again = campaign(story, contact_ids)
        again.activate()
        story.until_completed(again)
        assert [each.recipient for each in server.received[4:]] == ["Person2@example.net"]


def test_a_worker_killed_while_the_server_has_the_message_leaves_a_doubt_and_no_second_email(stage: Stage) -> None:
    with mail_server_apart() as server:
        story = started(stage, server)
        server.answers[TAKEN] = SILENCE
        one = campaign(story, people(story, 1))
        one.activate()
        wait_until(lambda: server.ended >= 1)
        story.system.kill_worker()
        server.answers.clear()
        story.system.start_worker()
        time.sleep(EXCHANGE_SECONDS)
        story.until_completed(one)
        assert one.states() == {"unknown": 1}
        assert server.ended == 1
        assert server.received == []
