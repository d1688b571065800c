"""What the owner of a ticket would be told by a change, before anybody makes it: in which words, by which channels, in how many segments."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.kernel.words import Channel
from tidings.notices import service as notices
from tidings.notices.types import Entry, Plan
from tidings.repairs.rules.statuses import STATUSES, check_follows
from tidings.repairs.rules.texts import APPOINTMENT, ESTIMATE
from tidings.repairs.service.desk import Desk, desk_of
from tidings.repairs.service.kinds import make_kind
from tidings.repairs.service.moving import placed
from tidings.repairs.service.opening import ticket
from tidings.repairs.service.telling import data_of
from tidings.repairs.types import Foretold, Price, Status, Telling, Ticket


async def foretell_status(unit: Unit, organisation_id: UUID, ticket_id: UUID, to: Status) -> Foretold:
    """Say what the owner would be told by another status. Raises NotFound, and Conflict for one that can't follow."""
    held, desk = await ticket(unit, organisation_id, ticket_id), await desk_of(unit, organisation_id)
    check_follows(held.status, to)
    return await _foretold(unit, desk, placed(unit, desk, held, to), STATUSES[to].tells)


async def foretell_estimate(unit: Unit, organisation_id: UUID, ticket_id: UUID, price: Price) -> Foretold:
    """Say how the owner would be asked about a price. Raises NotFound, and Conflict where a ticket is past it."""
    held, desk = await ticket(unit, organisation_id, ticket_id), await desk_of(unit, organisation_id)
    check_follows(held.status, Status.WAITING_FOR_APPROVAL)
    asking = replace(placed(unit, desk, held, Status.WAITING_FOR_APPROVAL), estimate=held.estimate + 1, price=price, agreed=None)
    return await _foretold(unit, desk, asking, ESTIMATE)


async def foretell_appointment(unit: Unit, organisation_id: UUID, ticket_id: UUID, at: datetime | None) -> Foretold:
    """Say what the owner would be told by another time of fetching, or by none any more. Raises NotFound."""
    held, desk = await ticket(unit, organisation_id, ticket_id), await desk_of(unit, organisation_id)
    return await _foretold(unit, desk, replace(held, appointment_at=at), APPOINTMENT)


async def _foretold(unit: Unit, desk: Desk, then: Ticket, kind: str | None) -> Foretold:
    people = await contacts.people(unit, desk.organisation.id, [then.contact_id] if then.contact_id else [])
    person = next(iter(people.values()), None)
    if kind is None or person is None:
        return Foretold(None, None, ())
    await notices.complete(unit, desk.organisation.id, [kind], partial(make_kind, unit, desk.organisation.id, emoji=desk.shop.emoji))
    found = await notices.kind(unit, desk.organisation.id, kind)
    if found.archived_at is not None:
        return Foretold(None, None, ())
    data = data_of(desk, then, person.locale)
    plan, first = await notices.preview(unit, desk.organisation.id, kind, person.contact_id, data)
    tellings = await _tellings(unit, desk, person, data, plan, {each.channel for each in first})
    return Foretold(kind, found.settings.name, tellings)


async def _tellings(unit: Unit, desk: Desk, person: Person, data: Mapping[str, Any], plan: Plan, first: Collection[Channel]) -> list[Telling]:
    return [await _telling(unit, desk, person, data, each, begins=each.channel in first) for each in plan.entries]


async def _telling(unit: Unit, desk: Desk, person: Person, data: Mapping[str, Any], entry: Entry, *, begins: bool) -> Telling:
    """Say what a channel would say. A text that can't be made leaves its place empty: why the channel is out stands beside it."""
    if entry.template is None or not entry.usable:
        return Telling(entry.channel, begins, entry.reason, None, None)
    try:
        shown = (await content.compiled(unit, desk.organisation.id, *entry.template)).preview(person, data)
    except TidingsError:
        return Telling(entry.channel, begins, entry.reason, None, None)
    return Telling(entry.channel, begins, None, shown.text, shown.sms)
