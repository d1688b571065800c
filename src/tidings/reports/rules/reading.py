"""Reading what other rooms keep, so that nobody is named: who acted, where people may be, what a message says."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple
from uuid import UUID

from tidings.accounts.types import AuditEntry
from tidings.campaigns.types import Campaign
from tidings.contacts.types import Place
from tidings.content.types import Body, EmailBody, PushBody, SmsBody, WhatsAppBody
from tidings.reports.types import Country, Identity, Step, Timing

_BY_ID = ("user", "key")
_TOLD = ("recipients", "start_date", "template", "fields", "changes", "rules", "reason", "recipients_cancelled", "recipients_expired")
"""Of the details of an audit entry, what a report repeats."""
_ADDED = "campaign.recipients_added"


class Whereabouts(NamedTuple):
    """How many may be where, as declared and by their numbers; regions are of ISO 3166-2 (US-FL)."""

    country: str | None
    region: str | None
    number_country: str | None
    number_regions: tuple[str, ...]
    people: int


def party(actor: str) -> str:
    """Return who acted without a name: users and keys by their id, whoever used a terminal as "cli" (the login may be a name)."""
    kind, _, identifier = actor.partition(":")
    return f"{kind}:{identifier}" if kind in _BY_ID and _is_id(identifier) else kind


def identity(found: Campaign, template_version: int | None) -> Identity:
    """Return which campaign it is."""
    settings = found.settings
    return Identity(
        campaign_id=found.id,
        name=settings.name,
        objective=settings.objective,
        status=found.status.value,
        type=settings.type.value,
        channel=found.channel,
        purpose=found.purpose,
        programme=settings.programme,
        template=settings.template_name,
        template_version=template_version,
        created_by=party(found.created_by),
        created_at=found.created_at,
    )


def steps(entries: Sequence[AuditEntry]) -> list[Step]:
    """Return what was done, oldest first; people who were added are counted elsewhere."""
    return [
        Step(each.at, each.action.removeprefix("campaign."), party(each.actor), {name: each.detail[name] for name in _TOLD if name in each.detail})
        for each in reversed(entries)
        if each.action != _ADDED
    ]


def brought(entries: Sequence[AuditEntry]) -> Mapping[str, int]:
    """Count the people who were added, by who added them."""
    counted: Counter[str] = Counter()
    for each in entries:
        if each.action == _ADDED:
            counted[party(each.actor)] += int(each.detail.get("added", 0))
    return dict(counted.most_common())


def countries(wheres: Iterable[Whereabouts]) -> list[Country]:
    """Count people by country and region, what they declared before what their number tells, most first."""
    counted: Counter[tuple[str | None, str | None]] = Counter()
    for each in wheres:
        counted[each.country or each.number_country, each.region] += each.people
    return [Country(country, region, people) for (country, region), people in counted.most_common()]


def places_of(where: Whereabouts) -> frozenset[Place]:
    """Return all places whose law may hold: the declared region; else each region of the number, if it is of the same country; else the country."""
    country = where.country or where.number_country
    if where.region:
        return frozenset({_place(where.region)})
    if where.number_regions and where.number_country == country:
        return frozenset(map(_place, where.number_regions))
    return frozenset({Place(country, None)})


def parts_of(body: Body) -> list[tuple[str, str]]:
    """Return what a message says, part by part, its variables unfilled."""
    match body:
        case SmsBody(text):
            return [("text", text)]
        case EmailBody():
            said = [("header", body.subject), ("text", body.text)]
            return [*said, ("footer", body.postal_address)] if body.postal_address else said
        case PushBody():
            return [("header", body.title), ("text", body.text)]
        case WhatsAppBody():
            header = body.header
            said = [("header", header.text or header.link or "")] if header else []
            said.append(("text", body.body))
            said += [("parameter", each) for each in body.parameters]
            said += [("footer", body.footer)] if body.footer else []
            return said + [("button", each.text) for each in body.buttons]


def days_of(timing: Timing, created_at: datetime, now: datetime, zone: tzinfo) -> list[date]:
    """Return the days whose law is told: each on which the provider took messages; before the first the day when it is to begin, or today."""
    sent = [each.day for each in timing.days if each.sent]
    if sent:
        return sent if len(sent) <= _MOST_DAYS else [sent[0] + timedelta(days=n) for n in range(0, (sent[-1] - sent[0]).days, 7)] + [sent[-1]]
    return [max(created_at, timing.launched_at or now).astimezone(zone).date()]


_MOST_DAYS = 100
"""Of more days each seventh is asked about: rules change by the season, not by the day."""


def _is_id(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def _place(region: str) -> Place:
    country, _, subdivision = region.partition("-")
    return Place(country, subdivision or None)
