"""A person of whom there is something of everything, and one who may be the same."""

from typing import Any

from support.serving import ServedApi

KNOWN = "+33600000001"
"""The number of Ada Lovelace, of whom the house tells much."""
WORDING = "I want news of Paris courses by SMS. <b>No</b> box was ticked."


def furnish_people(api: ServedApi) -> str:
    """Let Ada have agreed, done something and joined a course, a segment and a list; make a second Ada. Returns the first one's id."""
    ada = _asked(api, "GET", f"/contacts?phone={KNOWN.replace('+', '%2B')}")["items"][0]["id"]
    who = {"last_name": "Byron", "locale": "en-GB", "attributes": {"level": "advanced", "visits": 12}, "emails": ["ada@example.org"]}
    _asked(api, "PATCH", f"/contacts/{ada}", who)
    agreed = {"channel": "sms", "purpose": "marketing", "status": "granted", "source": "counter, form 118", "wording": WORDING}
    proof = {"box": "ticked", "form_id": "118", "ip": "192.0.2.10"}
    _asked(api, "POST", f"/contacts/{ada}/consents", {**agreed, "at": "2026-01-02T09:00:00+01:00", "proof": proof})
    _asked(api, "POST", "/events", {"events": [{"contact_id": ada, "name": "course viewed", "properties": {"course": "Painting"}}]})
    _asked(api, "POST", "/courses", {"key": "painting", "name": "Painting in oil"})
    _asked(api, "PUT", f"/courses/painting/enrolments/{ada}", {"status": "active"})
    guests = _asked(api, "POST", "/segments", {"name": "Open day guests"})["id"]
    _asked(api, "POST", f"/segments/{guests}/members", {"contact_ids": [ada]})
    _asked(api, "POST", "/segments", {"name": "Advanced", "text": 'attribute level is "advanced"'})
    _asked(
        api, "POST", "/contacts", {"first_name": "Ada", "last_name": "Byron", "phones": [{"number": "+33600900002"}], "attributes": {"city": "Paris"}}
    )
    return ada


def _asked(api: ServedApi, method: str, address: str, body: Any = None) -> Any:
    answer = api.ask(method, address, body)
    assert answer.status < 300, answer.body
    assert b'"refused":[{' not in answer.body, answer.body
    return answer.json() if answer.body else None
