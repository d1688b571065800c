"""Kinds of notices and some that were asked for, for stories in a browser."""

from typing import Any
from urllib.parse import quote

from support.serving import ServedApi

READY = "Ready for pick-up"
NEWS = "News of the course"
_DATA = {"device": "Pixel 8", "summary": "screen changed"}


def furnish_notices(api: ServedApi, hostile: str, numbers: list[str]) -> None:
    """Make texts, a kind with a cascade and one that gathers, and notices: under way, waiting for others, joined, and refused."""
    _text(api, "ready_sms", "sms", {"text": "Your {{ device }} is ready."})
    _text(api, "news_sms", "sms", {"text": "{{ count }} news of your {{ device }}: {{ updates }}."})
    whatsapp = {
        "provider_name": "welcome_back",
        "language": "en",
        "body": "Welcome back, {{1}}! We kept your place warm.",
        "parameters": ["{{ device }}"],
    }
    _text(api, "ready_whatsapp", "whatsapp", whatsapp)
    ready: dict[str, Any] = {"name": READY, "class": "transactional", "templates": {"whatsapp": "ready_whatsapp", "sms": "ready_sms"}, "smart": True}
    ready["wait_seconds"] = {"whatsapp": 24 * 3600}  # stories of others run a worker in this house, perhaps minutes later
    _asked(api, "PUT", "/notices/kinds/repair_ready", ready)
    gathers = {"group_within_seconds": 3600, "grouped_templates": {"sms": "news_sms"}, "rollout_percent": 50}
    _asked(api, "PUT", "/notices/kinds/course_news", {"name": NEWS, "class": "transactional", "templates": {"sms": "ready_sms"}, **gathers})
    people = [_asked(api, "GET", f"/contacts?phone={quote(number)}")["items"][0]["id"] for number in numbers]
    for each in people[1:]:
        switches = {"notificationPreferences": {"smsEnabled": True, "whatsappEnabled": True}}
        _asked(api, "PATCH", f"/contacts/{each}/notification-preferences", switches)
    asked = [
        {
            "kind": "repair_ready",
            "key": f"ticket-{place}",
            "contact_id": each,
            "data": {**_DATA, "note": hostile},
            "subject_kind": "ticket",
            "subject_id": f"{117 + place}",
        }
        for place, each in enumerate(people)
    ]
    asked += [{"kind": "course_news", "key": f"news-{place}-{each}", "contact_id": each, "data": _DATA} for place in range(2) for each in people]
    _asked(api, "POST", "/notices", {"notices": asked})


def _text(api: ServedApi, name: str, channel: str, body: dict[str, Any]) -> None:
    _asked(api, "POST", "/templates", {"name": name, "channel": channel, "locale": "en", "purpose": "transactional", "body": body})


def _asked(api: ServedApi, method: str, address: str, body: Any = None) -> Any:
    answer = api.ask(method, address, body)
    assert answer.status < 300, answer.body
    return answer.json() if answer.body else None
