"""Somebody is told by email, and where a mail server refuses by SMS."""

from typing import Any

from support.mailbox import MailServer, mail_server_apart
from support.system import Stage, Story, people

THERE, GONE = "there@example.net", "gone@example.net"


def test_a_notice_arrives_by_email_and_one_that_the_mail_server_refuses_by_sms(stage: Stage) -> None:
    with mail_server_apart() as server:
        server.answers[f"RCPT {GONE}"] = "550 5.1.1 no such user"
        story = _opened(stage, server)
        api, numbers = story.system.api, people(2)
        for number, email in zip(numbers, (THERE, GONE), strict=True):
            contact = api.post("/contacts", {"phones": [{"number": number}], "emails": [email]})
            switches = {"notificationPreferences": {"smsEnabled": True, "emailEnabled": True}}
            api.ask("PATCH", f"/contacts/{contact['id']}/notification-preferences", switches)
        wanted = [{"kind": "ready", "key": f"ticket-{number}", "address": number, "data": {"device": "Pixel"}} for number in numbers]
        arrives, refused = [each["id"] for each in api.post("/notices", {"notices": wanted})["items"]]
        # At the next quiet moment already: no clock has to move for what follows a refusal.
        story.settle()
        assert [(each.recipient, each.message["Subject"]) for each in server.received] == [(THERE, "Your Pixel")]
        assert story.got(numbers[1]) == ["Your Pixel is ready."]
        story.until(lambda: all(_shown(story, each)["state"] != "sending" for each in (arrives, refused)))
        shown = _shown(story, refused)
        assert [(each["channel"], each["state"]) for each in shown["attempts"]] == [("email", "failed"), ("sms", "delivered")]
        assert (shown["state"], shown["attempts"][0]["reason"]["code"]) == ("delivered", "invalid_address")
        assert story.report()["duplicates"] == 0
        assert len(server.received) == 1


def _opened(stage: Stage, server: MailServer) -> Story:
    """Start everything, with a text and an email for a repair that is ready."""
    story = stage(SMTP_URL=server.url, SMTP_FROM="Atelier Rive <news@example.org>", SMTP_RETURN_PATH="bounces@example.org")
    api, base = story.system.api, {"purpose": "transactional", "locale": "en"}
    api.post("/templates", {**base, "name": "ready_sms", "channel": "sms", "body": {"text": "Your {{ device }} is ready."}})
    email = {"subject": "Your {{ device }}", "text": "Your {{ device }} is ready."}
    api.post("/templates", {**base, "name": "ready_email", "channel": "email", "body": email})
    api.put("/notices/kinds/ready", {"name": "Ready", "class": "transactional", "templates": {"email": "ready_email", "sms": "ready_sms"}})
    return story


def _shown(story: Story, notice: str) -> dict[str, Any]:
    return story.system.api.get(f"/notices/{notice}")
