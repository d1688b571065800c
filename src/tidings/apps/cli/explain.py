"""`tidings explain`: why somebody was reached by a campaign, or not."""

from collections.abc import Sequence
from typing import Annotated, Any
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import note
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.traces import trace_of, write_trace
from tidings.campaigns import service as campaigns
from tidings.campaigns.types import Campaign
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.kernel.phone import parse
from tidings.messages import service
from tidings.messages.types import Key

app = typer.Typer()


@app.command("explain")
def explain(
    contact: Annotated[str, typer.Argument(metavar="CONTACT", help="A contact's id, phone number in any way of writing, or email.")],
    campaign: Annotated[UUID, typer.Option("--campaign", help="The campaign's id.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Say what became of somebody in a campaign, step by step; if they were not reached yet, what that waits for."""

    async def work(desk: Desk) -> tuple[dict[str, Any], bool]:
        async with desk.unit() as unit:
            found = await campaigns.campaign(unit, desk.organisation.id, campaign)
            key, themselves = await _message(unit, desk, contact, found)
        return {**await trace_of(desk, key), "campaign_status": found.status.value}, themselves

    trace, themselves = run(work, organisation)
    if not themselves:
        note("They share an address with the person below, who stands in the campaign for all who use it.")
    write_trace(trace, json=json)


async def _message(unit: Unit, desk: Desk, contact: str, found: Campaign) -> tuple[Key, bool]:
    """Return the message that was to reach a contact, and whether it is addressed to them rather than to who shares their address."""
    organisation_id = desk.organisation.id
    meant = await _meant(unit, desk, contact)
    keys = await service.messages_of(unit, organisation_id, found.id, meant)
    if keys:
        return min(keys, key=lambda key: meant.index(key.contact_id)), True
    shared = await service.messages_of(unit, organisation_id, found.id, await _sharing(unit, organisation_id, meant))
    if shared:
        return shared[0], False
    raise NotFound(
        "not_a_recipient",
        f"They are no recipient of {found.settings.name!r}, so it never had anything to send to them.",
        fix=f"Add them: tidings campaigns add {found.id} ...; or look at its target audience.",
    )


async def _meant(unit: Unit, desk: Desk, contact: str) -> Sequence[UUID]:
    """Return the contacts that somebody may mean. Raises NotFound, and Invalid for a number that is none."""
    organisation_id = desk.organisation.id
    identifier = _identifier(contact)
    if identifier is not None:
        return [(await contacts.contact(unit, organisation_id, identifier)).id]
    kind = contacts.kind_of(contact)
    value = parse(contact, desk.organisation.region).e164 if kind is AddressKind.PHONE else contact.strip()
    address = await contacts.find_address(unit, organisation_id, kind, value)
    owners = await contacts.contacts_at(unit, organisation_id, [address.id]) if address else {}
    if address is None or not owners.get(address.id):
        raise NotFound("contact_not_found", "No contact has this address.", fix="`tidings contacts list` shows them.")
    return owners[address.id]


async def _sharing(unit: Unit, organisation_id: UUID, meant: Sequence[UUID]) -> list[UUID]:
    """Return everybody who has an address of theirs: of those, a campaign takes one."""
    known = [await contacts.contact(unit, organisation_id, each) for each in meant]
    addresses = [owned.address.id for each in known for owned in each.addresses]
    owners = await contacts.contacts_at(unit, organisation_id, addresses)
    return sorted({owner for sharing in owners.values() for owner in sharing})


def _identifier(contact: str) -> UUID | None:
    try:
        return UUID(contact.strip())
    except ValueError:
        return None
