"""The first part of the story: the file comes in, the campaign is made, filled twice and activated, all by the public API."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tidings.apps.demo.client import Json
from tidings.apps.demo.people import REGION, CustomerFile
from tidings.apps.demo.system import System
from tidings.apps.demo.view import View
from tidings.kernel.errors import Conflict

DAILY_LIMIT = 250
START = date(2026, 10, 5)
_NEW = {
    "name": "Autumn courses",
    "template_name": "autumn_offer",
    "daily_send_limit": DAILY_LIMIT,
    "description": "Everybody in the shop's file",
    "priority": 5,
}
_POLL_SECONDS = 0.1
_UNDER_WAY = ("waiting", "running")


@dataclass(frozen=True, slots=True)
class Launched:
    """A running campaign; `days` is what activation estimated."""

    id: str
    recipients: int
    days: int


def launch(system: System, view: View, file: CustomerFile) -> Launched:
    """Import the file, make the campaign, add everybody twice and activate it. Raises Conflict where an answer is not what the file holds."""
    view.step(
        f"A file of {len(file.rows):,} rows: {len(file.numbers):,} people, {file.duplicates} who stand in it twice, {_bad(file)} rows of no use"
    )
    _import(system, view, file)
    campaign = system.api.post("/marketing/campaigns", _NEW)
    view.step(f"Campaign made: {campaign['name']}, template {campaign['template_name']}, {campaign['daily_send_limit']} people a day")
    _add(system, view, campaign["id"], file)
    return _activate(system, view, campaign["id"])


def expect(what: str, found: object, expected: object) -> None:
    """Refuse to go on when an answer is not what it must be. Raises Conflict."""
    if found != expected:
        raise Conflict("not_as_told", f"{what}: {found}, but {expected} were expected.", fix="This is a fault in Tidings: please report it.")


def imported(system: System, file: CustomerFile) -> Json:
    """Import a file and return the report of its end."""
    report = system.api.upload(f"/imports?region={REGION}", file.content(), "text/csv")
    while report["status"] in _UNDER_WAY:
        system.check()
        time.sleep(_POLL_SECONDS)
        report = system.api.get(f"/imports/{report['id']}")
    return report


def _import(system: System, view: View, file: CustomerFile) -> None:
    began = time.monotonic()
    report = imported(system, file)
    expect("Contacts made by the import", report["created"], len(file.numbers))
    expect("Rows that repeat", report["duplicates"], file.duplicates)
    expect("Rows refused", report["rejected"], _bad(file))
    seconds = time.monotonic() - began
    view.step(
        f"Imported in {seconds:.1f} s: {report['created']:,} contacts, {report['duplicates']} repeats left aside, {report['rejected']} rows refused"
    )
    errors = system.api.get(f"/imports/{report['id']}/errors?limit=500")["items"]
    view.note("refused: " + _listed(_counted([each["code"] for each in errors if each["code"] in file.unusable])))


def _add(system: System, view: View, campaign_id: str, file: CustomerFile) -> None:
    numbers = {"phone_numbers": file.written_numbers}
    first = _added(system, campaign_id, numbers)
    expect("Recipients added", first["recipients_added"], len(file.numbers))
    expect("Numbers written in two ways", first["duplicates"], file.duplicates)
    view.step(
        f"The column of phones as it stands, {len(file.written_numbers):,} numbers: {first['recipients_added']:,} added,"
        f" {first['duplicates']} duplicates, {len(first['invalid'])} invalid"
    )
    if first["suppressed"]["count"]:
        view.note("will not be sent to as things stand: " + _listed(first["suppressed"]["reasons"]))
    again = _added(system, campaign_id, numbers)
    expect("Recipients added by the same list again", again["recipients_added"], 0)
    view.step(f"The same list again: {again['recipients_added']} added, {again['duplicates']:,} duplicates")


def _added(system: System, campaign_id: str, numbers: Json) -> Json:
    return system.api.post(f"/marketing/campaigns/{campaign_id}/recipients", numbers)


def _activate(system: System, view: View, campaign_id: str) -> Launched:
    active = system.api.post(f"/marketing/campaigns/{campaign_id}/activate?start_date={START}")
    ends = date.fromisoformat(active["estimated_completion_date"])
    view.step(f"Activated: {active['estimated_days']} days, from {START:%d %B} to {ends:%d %B %Y}, at {DAILY_LIMIT} new people a day")
    return Launched(campaign_id, active["recipients"], active["estimated_days"])


def _bad(file: CustomerFile) -> int:
    return sum(file.unusable.values())


def _counted(words: list[str]) -> Mapping[str, int]:
    return {word: words.count(word) for word in sorted(set(words))}


def _listed(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in counts.items())
