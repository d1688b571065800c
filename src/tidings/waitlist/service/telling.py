"""Telling people: notices whose key says what they answer, so that each is told once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import ThingKind
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.types import Asked, Request
from tidings.waitlist.queries import catalogue
from tidings.waitlist.rules import saying
from tidings.waitlist.service.setup import KINDS, make_kind
from tidings.waitlist.types import Service, Settings, Slot, Staff, Tells

SUBJECT = "waitlist_slot"
LIST = "waitlist_entry"
_URGENT = frozenset(Tells) - {Tells.JOINED, Tells.REMINDER}
"""What holds a slot or answers somebody does not wait for a budget."""
_ENOUGH = 4
"""So often somebody is told the same of a slot, however often they repeat themselves."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell one person of a slot: once by its key. `leads_to` is what its link opens; `first` the channel to begin with."""

    tells: Tells
    key: str
    contact_id: UUID
    slot: Slot
    leads_to: tuple[ThingKind, UUID]
    first: Channel | None = None


@dataclass(frozen=True, slots=True)
class Voice:
    """What an organisation's texts are filled in with."""

    organisation: Organisation
    settings: Settings
    services: Mapping[UUID, Service]
    staff: Mapping[UUID, Staff]

    @property
    def zone(self) -> ZoneInfo:
        """The organisation's time zone: that of its chairs."""
        return ZoneInfo(self.organisation.time_zone)

    def of_slot(self, slot: Slot, locale: str | None) -> dict[str, Any]:
        """Return what texts say of a slot, in a language."""
        service, staff = self.services.get(slot.service_id), self.staff.get(slot.staff_id) if slot.staff_id else None
        return {
            "business": self.organisation.name,
            "service": service.name if service else "",
            "when": saying.when(slot.starts_at, self.zone, locale or self.organisation.locale),
            "staff": staff.name if staff else "",
            "price": saying.price(service.price_micros if service else None, self.organisation.currency),
            "minutes": int(self.settings.hold.total_seconds() // 60),
        }


async def voice(unit: Unit, organisation_id: UUID) -> Voice:
    """Return what an organisation's texts are filled in with; four statements."""
    return Voice(
        await accounts.organisation(unit, organisation_id),
        await catalogue.settings(unit, organisation_id),
        {each.id: each for each in await catalogue.services(unit, organisation_id, archived=True)},
        {each.id: each for each in await catalogue.staff(unit, organisation_id, archived=True)},
    )


async def locales(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[UUID, str | None]:
    """Return the languages of people."""
    people = await contacts.people(unit, organisation_id, list(set(contact_ids))) if contact_ids else {}
    return {contact_id: person.locale for contact_id, person in people.items()}


async def tell(unit: Unit, organisation_id: UUID, tellings: Sequence[Telling], speaks: Voice | None = None) -> dict[str, Asked]:
    """Tell people, and return what became of each by its key. Whom no channel reaches is told nothing: the notice says why."""
    if not tellings:
        return {}
    speaks = speaks or await voice(unit, organisation_id)
    spoken = await locales(unit, organisation_id, [each.contact_id for each in tellings])
    requests = [
        Request(
            kind=each.tells.kind,
            key=each.key,
            contact_id=each.contact_id,
            data={**speaks.of_slot(each.slot, spoken.get(each.contact_id)), "link": content.leads_to(*each.leads_to)},
            subject_kind=SUBJECT,
            subject_id=str(each.slot.id),
            first=each.first,
            urgent=each.tells in _URGENT,
        )
        for each in tellings
    ]
    asked = await notices.notify_completed(unit, organisation_id, requests, KINDS, partial(make_kind, unit, organisation_id))
    return {each.key: asked[place] for place, each in enumerate(tellings)}


async def told_enough(unit: Unit, organisation_id: UUID, again: Sequence[Telling]) -> set[str]:
    """Return the keys of those that tell people what they were told of the slot often enough; one statement, none for nobody."""
    if not again:
        return set()
    people, about = sorted({each.contact_id for each in again}), sorted({str(each.slot.id) for each in again})
    told = dict(await notices.times_told(unit, organisation_id, people, SUBJECT, about))
    over: set[str] = set()
    for each in again:
        what = (each.contact_id, str(each.slot.id), each.tells.kind)
        if told.get(what, 0) >= _ENOUGH:
            over.add(each.key)
        told[what] = told.get(what, 0) + 1
    return over
