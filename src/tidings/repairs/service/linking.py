"""Links of tickets: made, opened, ended."""

from uuid import UUID

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.repairs import errors
from tidings.repairs.queries import tickets
from tidings.repairs.rules.links import LAST_AFTER_END, opens, read_code
from tidings.repairs.rules.statuses import STATUSES
from tidings.repairs.service.desk import desk_of
from tidings.repairs.types import PageKind, Ticket


async def links_of(unit: Unit, organisation_id: UUID, ticket: Ticket) -> tuple[str, str]:
    """Return the addresses of a ticket's page and of its owner's."""
    desk = await desk_of(unit, organisation_id)
    return desk.link(PageKind.TICKET, ticket), desk.link(PageKind.PERSON, ticket)


def organisation_of(code: str) -> UUID:
    """Return whose link a word may be, before it is known to be real. Raises NotFound."""
    read = read_code(code)
    if read is None:
        raise errors.no_such_link()
    return read[0]


async def open_link(unit: Unit, code: str, kind: PageKind) -> Ticket:
    """Return the ticket that a link opens. Raises NotFound for one that is not ours, of another kind, replaced or over."""
    read = read_code(code)
    if read is None:
        raise errors.no_such_link()
    organisation_id, number = read
    await accounts.organisation(unit, organisation_id)
    ticket = await tickets.by_number(unit, organisation_id, number)
    if ticket is None or ticket.contact_id is None or not opens(await unit.keys(organisation_id), code, kind, number, ticket.links):
        raise errors.no_such_link()
    if STATUSES[ticket.status].end and ticket.since + LAST_AFTER_END < unit.at:
        raise errors.no_such_link()
    return ticket
