"""What every use case of a shop needs to know: whose it is, how it works, and how people's browsers reach us."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import Organisation
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.repairs import errors
from tidings.repairs.queries import shops, tickets
from tidings.repairs.rules.links import code_of
from tidings.repairs.types import Entry, PageKind, Shop, Status, Ticket, What


@dataclass(frozen=True, slots=True)
class Desk:
    """A shop that is set up. `base` is how browsers reach its pages."""

    organisation: Organisation
    shop: Shop
    base: str
    keys: OrganisationKeys

    def link(self, kind: PageKind, ticket: Ticket) -> str:
        """Return the address of a ticket's page, or of its owner's."""
        return f"{self.base}/{kind.value}/{code_of(self.keys, kind, ticket.number, ticket.links)}"


async def desk_of(unit: Unit, organisation_id: UUID) -> Desk:
    """Return an organisation's shop. Raises Conflict if it was not set up."""
    kept = await shops.shop(unit, organisation_id)
    if kept is None:
        raise errors.not_furnished()
    organisation = await accounts.organisation(unit, organisation_id)
    return Desk(organisation, *kept, await unit.keys(organisation_id))


def entry_of(
    unit: Unit, ticket: Ticket, what: What, actor: str, *, before: Status | None = None, amount: int | None = None, note: str | None = None
) -> Entry:
    """Return a line of history that says what was done to a ticket as it stands now."""
    return Entry(new_id(unit.at), what, ticket.status, before, amount, note, actor, unit.at)


async def keep(unit: Unit, organisation_id: UUID, ticket: Ticket, entries: Sequence[Entry]) -> None:
    """Write a held ticket as it is now, with what was done to it."""
    await tickets.update(unit, organisation_id, ticket)
    await tickets.note(unit, organisation_id, [(ticket.id, each) for each in entries])
    unit.changed(organisation_id, "ticket", ticket.id)
