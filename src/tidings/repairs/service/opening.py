"""Opening tickets, and changing what stands on them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts.types import UNSET, Unset
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.repairs import errors
from tidings.repairs.queries import customers, shops
from tidings.repairs.queries import tickets as queries
from tidings.repairs.rules.texts import KINDS, RECEIVED, WELCOME
from tidings.repairs.service.desk import desk_of, entry_of, keep
from tidings.repairs.service.owners import owner_of
from tidings.repairs.service.telling import Tale, ask_no_more, take_back, tell
from tidings.repairs.types import Device, Entry, Intake, Opened, Status, Ticket, What


@dataclass(frozen=True, slots=True)
class Edit:
    """What to write of a ticket; what is left UNSET stays."""

    device: Device | Unset = UNSET
    due_on: date | Unset | None = UNSET


async def open_ticket(unit: Unit, organisation_id: UUID, actor: str, intake: Intake) -> Opened:
    """Open a ticket and welcome its owner: a walk-in with the link of their registration, whoever has registered with that of the ticket.

    With a reference that was used, it is the ticket that is there. A price is agreed to at the counter. Raises as `owner_of` does, and
    Conflict if the shop was not set up.
    """
    desk = await desk_of(unit, organisation_id)
    await shops.hold(unit, organisation_id)  # before anybody is looked for: two requests at once find the same person, and one ticket
    if intake.reference and (there := await queries.by_reference(unit, organisation_id, intake.reference)):
        return Opened(there, repeated=True)
    contact = await owner_of(unit, desk.organisation, actor, intake.owner)
    walk_in = contact.id not in await customers.registered(unit, organisation_id, [contact.id])
    ticket = _new(unit, actor, intake, contact.id, await shops.take_number(unit, organisation_id) or 0, walk_in=walk_in)
    if not await queries.insert(unit, organisation_id, ticket):
        there = await queries.by_reference(unit, organisation_id, intake.reference or "")
        return Opened(there or ticket, repeated=True)
    entry = entry_of(unit, ticket, What.OPENED, actor, amount=ticket.agreed)
    await queries.note(unit, organisation_id, [(ticket.id, entry)])
    await accounts.record_audit(unit, organisation_id, actor, "ticket.opened", f"ticket:{ticket.id}", {"number": ticket.number})
    unit.changed(organisation_id, "ticket", ticket.id)
    if intake.welcome:
        await tell(unit, desk, [Tale(ticket, WELCOME if walk_in else RECEIVED, entry)])
    return Opened(ticket, repeated=False)


async def ticket(unit: Unit, organisation_id: UUID, ticket_id: UUID) -> Ticket:
    """Return a ticket. Raises NotFound."""
    found = await queries.by_id(unit, organisation_id, ticket_id)
    if found is None:
        raise errors.no_ticket(ticket_id)
    return found


async def history(unit: Unit, organisation_id: UUID, ticket_id: UUID) -> Sequence[Entry]:
    """Return all that was done to a ticket, oldest first."""
    return (await queries.histories(unit, organisation_id, [ticket_id])).get(ticket_id, [])


async def change(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID, edit: Edit) -> Ticket:
    """Change what stands on a ticket; nobody is told. Raises NotFound."""
    held = await hold(unit, organisation_id, ticket_id)
    device = held.device if isinstance(edit.device, Unset) else edit.device
    due_on = held.due_on if isinstance(edit.due_on, Unset) else edit.due_on
    changed = replace(held, device=device, due_on=due_on)
    if changed == held:
        return held
    await keep(unit, organisation_id, changed, [entry_of(unit, changed, What.CHANGED, actor)])
    return changed


async def renew_links(unit: Unit, organisation_id: UUID, actor: str, ticket_id: UUID) -> Ticket:
    """Make a ticket's links anew, as when they went to a wrong number: those before open nothing any more, and no word from there answers.

    Raises NotFound.
    """
    await ask_no_more(unit, organisation_id, await ticket(unit, organisation_id, ticket_id))
    held = await hold(unit, organisation_id, ticket_id)
    changed = replace(held, links=held.links + 1, asked_at=())
    await keep(unit, organisation_id, changed, [entry_of(unit, changed, What.LINKED, actor)])
    await take_back(unit, organisation_id, changed, list(KINDS))
    return changed


async def hold(unit: Unit, organisation_id: UUID, ticket_id: UUID) -> Ticket:
    """Return a ticket, held until the unit ends. Raises NotFound."""
    held = await queries.hold(unit, organisation_id, ticket_id)
    if held is None:
        raise errors.no_ticket(ticket_id)
    return held


def _new(unit: Unit, actor: str, intake: Intake, contact_id: UUID, number: int, *, walk_in: bool) -> Ticket:
    return Ticket(
        id=new_id(unit.at),
        number=number,
        reference=intake.reference,
        contact_id=contact_id,
        walk_in=walk_in,
        device=intake.device,
        status=Status.RECEIVED,
        since=unit.at,
        estimate=0,
        price=intake.price,
        agreed=intake.price.total if intake.price else None,
        asked_at=(),
        due_on=intake.due_on,
        appointment_at=None,
        paid_at=None,
        remind_at=None,
        reminded=0,
        appointment_reminder_at=None,
        links=0,
        created_by=actor,
        created_at=unit.at,
        changed_at=unit.at,
    )
