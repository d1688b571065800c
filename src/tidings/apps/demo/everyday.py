"""What a shop has besides its big campaign, so that every page of the web app has something to show. All of it by the public API."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from urllib.parse import quote

from tidings.apps.demo.client import Client, Json
from tidings.apps.demo.repairs import open_repair_shop
from tidings.apps.demo.system import System
from tidings.simulator.settings import SENDER_NUMBER

LEARNERS = 240
"""People who look at courses, ask about them and take part."""
REMINDED = 1_500
"""People of the campaign that still runs when the story is over: a message a second, so for 25 minutes."""
TOLD = 8
"""People who are told that something of theirs is ready."""
_PACE: Json = {"per_hour": 3_600, "per_second": 1}
FRENCH = "+336"
_LISTED = 25
_STAGES = ("new", "contacted", "qualified", "applied", "won", "lost")
_STATUSES = ("applied", "active", "active", "completed", "dropped")

ATTRIBUTES: Sequence[tuple[str, Json]] = (
    ("ville", {"type": "text", "labels": {"en": "Town", "fr": "Ville"}}),
    ("niveau_client", {"type": "text", "labels": {"en": "Customer level", "fr": "Niveau client"}}),
)
COURSES: Sequence[Json] = (
    {
        "key": "python-1",
        "name": "Python for beginners",
        "description": "Ten evenings, no experience needed.",
        "capacity": 40,
        "starts_on": "2026-12-01",
    },
    {"key": "photo-1", "name": "Photography on foot", "description": "Four Saturdays in town.", "capacity": 12, "starts_on": "2026-12-05"},
    {"key": "repair-1", "name": "Mend your own phone", "description": "One afternoon at the bench.", "capacity": 8, "starts_on": "2026-11-28"},
)
SEGMENTS: Sequence[tuple[str, str]] = (
    ("Lyon, loyal", 'attribute ville is "Lyon" and attribute niveau_client is "fidèle"'),
    ("Looked at a course, took none", 'did "course viewed" in 60 days and not enrolled'),
    ("Read us lately", "opened whatsapp in 60 days"),
    ("Learners who were away", 'enrolled with status is "active" and not did "course viewed" in 20 days'),
)
TEMPLATES: Sequence[tuple[str, str, str, str]] = (
    ("course_reminder", "marketing", "fr", "{{ first_name }}, les cours reprennent bientôt. Places : tidings.example/cours STOP : répondez STOP"),
    (
        "course_reminder",
        "marketing",
        "fr",
        "{{ first_name }}, les cours reprennent le 1er décembre. Places : tidings.example/cours STOP : répondez STOP",
    ),
    ("course_reminder", "marketing", "en", "{{ first_name }}, courses start on 1 December. Places: tidings.example/courses Reply STOP to stop"),
    ("repair_ready", "transactional", "fr", "Bonjour {{ first_name }}, votre appareil est prêt. Ouvert de 9 h à 19 h."),
)


PRICES: Json = {
    "prices": [{"channel": "sms", "country": "FR", "amount": "0.0450", "currency": "EUR", "valid_from": "2026-01-01"}],
    "rates": [{"currency": "USD", "rate": "0.92", "valid_from": "2026-01-01"}],
}
"""What an invented contract of the shop says: an SMS to France, and what a dollar of WhatsApp's list costs it."""


def furnish(system: System, numbers: Sequence[str]) -> str:
    """Make attributes, courses, segments, templates and three more campaigns: a draft, one to approve, and one that runs, whose id is returned.

    Raises Declined.
    """
    api, now = system.api, system.clock.now()
    for name, declared in ATTRIBUTES:
        api.put(f"/attributes/{name}", declared)
    api.put("/prices", PRICES)
    french = [each for each in numbers if each.startswith(FRENCH)]
    _teach(api, french[:LEARNERS], now)
    segments = [api.post("/segments", {"name": name, "text": text, "watched": True})["id"] for name, text in SEGMENTS]
    for segment_id in segments:
        api.post(f"/segments/{segment_id}/refresh")
    _list_of_regulars(api, french)
    for name, purpose, locale, text in TEMPLATES:
        api.post("/templates", {"name": name, "channel": "sms", "purpose": purpose, "locale": locale, "body": {"text": text}})
    _tell_who_waits(api, french[:TOLD])
    _someone_is_unclear(system, french[0])
    open_repair_shop(system, now.date())
    _plan_more(api)
    return _remind(api, french[-REMINDED:])


def _teach(api: Client, numbers: Sequence[str], now: datetime) -> None:
    """Make courses, who asks about them, who takes part, and who looked at which when."""
    for course in COURSES:
        api.post("/courses", course)
    keys = [str(course["key"]) for course in COURSES]
    viewed = [
        {
            "id": f"demo-view-{place}",
            "name": "course viewed",
            "phone": number,
            "at": _ago(now, place),
            "properties": {"course": keys[place % len(keys)]},
        }
        for place, number in enumerate(numbers)
    ]
    api.post("/events", {"events": viewed})
    third = len(numbers) // len(keys)
    leads = [
        {"phone": number, "course": keys[place % len(keys)], "stage": _STAGES[place % len(_STAGES)], "source": "website"}
        for place, number in enumerate(numbers[:third])
    ]
    api.post("/leads", {"leads": leads})
    for place, key in enumerate(keys):
        some = numbers[third:][place :: len(keys)][: COURSES[place]["capacity"] // 2]
        taken = [{"phone": number, "status": _STATUSES[at % len(_STATUSES)], "since": now.date().isoformat()} for at, number in enumerate(some)]
        api.post(f"/courses/{key}/enrolments", {"enrolments": taken})


def _ago(now: datetime, place: int) -> str:
    return (now - timedelta(hours=7 * place + 1)).isoformat()


def _list_of_regulars(api: Client, numbers: Sequence[str]) -> None:
    regulars = api.post("/segments", {"name": "Saturday regulars", "description": "Kept by hand at the counter"})["id"]
    api.post(f"/segments/{regulars}/members", {"phone_numbers": list(numbers[:_LISTED])})


def _tell_who_waits(api: Client, numbers: Sequence[str]) -> None:
    """Tell people that what they brought is mended, each by a notice; the first of them has not agreed to be told."""
    kind = {"name": "Ready to collect", "class": "transactional", "cascade": "text_first", "templates": {"sms": "repair_ready"}, "smart": True}
    api.put("/notices/kinds/ready_to_collect", kind)
    for number in numbers[1:]:
        contact = api.get(f"/contacts?phone={quote(number)}")["items"][0]["id"]
        api.ask("PATCH", f"/contacts/{contact}/notification-preferences", {"notificationPreferences": {"smsEnabled": True}})
    asked = [
        {"kind": "ready_to_collect", "key": f"bench-{place}", "address": number, "subject_kind": "bench", "subject_id": str(100 + place)}
        for place, number in enumerate(numbers)
    ]
    api.post("/notices", {"notices": asked})


def _someone_is_unclear(system: System, number: str) -> None:
    """Have somebody write what may be a wish to be left alone: a person decides."""
    system.simulator.post(f"/_/people/{number}/say", {"text": "il faudrait arrêter un jour", "to": SENDER_NUMBER})


def _plan_more(api: Client) -> None:
    """Make a draft, and a campaign that somebody without the right to launch it hands in."""
    draft = {"name": "Winter workshops", "template_name": "course_reminder", "description": "Not ready: dates are missing"}
    api.post("/marketing/campaigns", draft)
    scopes = ["campaigns:read", "campaigns:write", "contacts:read"]
    marketer = Client(api.base, api.post("/keys", {"name": "Marketing desk", "scopes": scopes})["secret"])
    asked = {
        "name": "Everybody who read us",
        "template_name": "autumn_offer",
        "daily_send_limit": 200,
        "description": "A last word before the year ends",
        "target_audience": {"segment": SEGMENTS[2][0]},
    }
    waiting = marketer.post("/marketing/campaigns", asked)["id"]
    marketer.post(f"/marketing/campaigns/{waiting}/recipients?use_target_audience=true")
    marketer.post(f"/marketing/campaigns/{waiting}/submit", {})
    marketer.close()


def _remind(api: Client, numbers: Sequence[str]) -> str:
    """Launch a campaign by SMS at a pace that one can watch."""
    sms = next(each for each in api.rows("/channels/senders") if each["channel"] == "sms")
    api.put(f"/channels/senders/{sms['id']}/pace", _PACE)
    asked = {"name": "Courses begin in December", "template_name": "course_reminder", "daily_send_limit": REMINDED, "budget": 250}
    campaign = api.post("/marketing/campaigns", asked)["id"]
    api.post(f"/marketing/campaigns/{campaign}/recipients", {"phone_numbers": list(numbers)})
    api.post(f"/marketing/campaigns/{campaign}/activate")
    return campaign
