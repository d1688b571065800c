"""Segments, a list and a course with people in them, for stories in a browser."""

from typing import Any
from urllib.parse import quote

from support.serving import ServedApi

VIEWED = "course viewed"
GUESTS = "Guests of spring"
REGULARS = 3
_VIEWS = 4


def furnish_segments(api: ServedApi, hostile: str, numbers: list[str]) -> None:
    """Make some known people vip who viewed a course often, a watched segment that another asks for, a list, and a course with leads."""
    people = [_asked(api, "GET", f"/contacts?phone={quote(number)}")["items"][0]["id"] for number in numbers[:REGULARS]]
    for each in people:
        _asked(api, "PATCH", f"/contacts/{each}", {"tags": ["vip"]})
    views = [{"contact_id": each, "name": VIEWED, "at": f"2026-10-0{day + 1}T09:00:00Z"} for each in people for day in range(_VIEWS)]
    _asked(api, "POST", "/events", {"events": views})
    vip = {"name": "Regulars", "description": "Who we know best", "text": 'tag has "vip"', "watched": True}
    regulars = _asked(api, "POST", "/segments", vip)["id"]
    _asked(api, "PATCH", f"/segments/{regulars}", {"text": 'tag has "vip" or tag has "old friend"'})
    _asked(api, "POST", "/segments", {"name": hostile, "description": hostile, "text": f'in segment "Regulars" and did "{VIEWED}" at least 3 times'})
    guests = _asked(api, "POST", "/segments", {"name": GUESTS})["id"]
    _asked(api, "POST", f"/segments/{guests}/members", {"contact_ids": people[:2]})
    course = {"key": "pottery-2026", "name": "Pottery", "starts_on": "2026-11-02", "ends_on": "2027-03-26", "capacity": 12}
    _asked(api, "POST", "/courses", course)
    _asked(api, "POST", "/courses/pottery-2026/enrolments", {"enrolments": [{"contact_id": each, "status": "active"} for each in people[:2]]})
    _asked(api, "POST", "/leads", {"leads": [{"contact_id": people[2], "course": "pottery-2026", "source": "open day", "owner": "front desk"}]})


def _asked(api: ServedApi, method: str, address: str, body: Any = None) -> Any:
    answer = api.ask(method, address, body)
    assert answer.status < 300, answer.body
    return answer.json() if answer.body else None
