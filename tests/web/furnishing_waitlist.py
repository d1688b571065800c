"""A salon with a waitlist, for stories in a browser: services, staff, slots of today, somebody booked and people who wait."""

from datetime import datetime, timedelta
from typing import Any
from urllib.parse import quote

from support.serving import ServedApi

_EVERY_DAY = [{"weekday": day, "opens": "00:00", "closes": "23:59"} for day in range(1, 8)]


def furnish_waitlist(api: ServedApi, hostile: str, numbers: list[str]) -> tuple[str, str]:
    """Make the salon and return a slot and somebody's place on the list."""
    cut = _asked(api, "POST", "/waitlist/services", {"name": "Haircut", "minutes": 30, "price": "35.00"})["id"]
    _asked(api, "POST", "/waitlist/services", {"name": f"Colour {hostile}", "minutes": 90})
    asked = {"name": "Ayşe", "skills": [cut], "hours": _EVERY_DAY, "days_off": ["2030-12-25"]}
    staff = _asked(api, "POST", "/waitlist/staff", asked)["id"]
    day = _asked(api, "GET", "/waitlist/board")
    begins = datetime.fromisoformat(day["until"]) - timedelta(minutes=40)
    slots = [
        _asked(api, "POST", "/waitlist/slots", {"service_id": cut, "staff_id": who, "starts_at": begins.isoformat()})["id"] for who in (staff, None)
    ]
    people = [_asked(api, "GET", f"/contacts?phone={quote(number)}")["items"][0]["id"] for number in numbers]
    _asked(api, "POST", "/waitlist/bookings", {"slot_id": slots[0], "contact_id": people[0]})
    wishes = {"weekdays": [2, 4], "earliest": "17:00", "latest": "19:30", "staff_ids": [staff], "party": 1}
    waits = [
        _asked(api, "POST", "/waitlist/entries", {"contact_id": each, "service_id": cut, "wishes": wishes if place else {}, "priority": 5 - place})
        for place, each in enumerate(people[1:])
    ]
    return slots[1], waits[0]["id"]


def _asked(api: ServedApi, method: str, address: str, body: Any = None) -> Any:
    answer = api.ask(method, address, body)
    assert answer.status < 300, answer.body
    return answer.json() if answer.body else None
