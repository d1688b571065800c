"""Trying a campaign out before its launch."""

from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.errors import SendingStopped, VariablesMissing
from tidings.campaigns.rules.adding import sentence
from tidings.campaigns.service.launch import open_sender, sendable_template
from tidings.campaigns.service.records import audit, campaign
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.messages import service as messages
from tidings.messages.types import Key, Recipient


async def send_test(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID, phone_number: str) -> Key:
    """Send a campaign's message at once to a number on the allow-list and return what names it in the ledger.

    Raises Invalid for a number that is none, Forbidden for one that is not listed, SendingStopped, and what a launch would raise
    of the sender and the template.
    """
    tried = await campaign(unit, organisation_id, campaign_id)
    organisation = await accounts.organisation(unit, organisation_id)
    if organisation.stopped_at is not None:
        raise SendingStopped(organisation.stopped_at, organisation.stopped_reason)
    sender = await open_sender(unit, organisation_id, tried)
    template = await sendable_template(unit, organisation_id, tried, sender)
    resolved, rejected = await contacts.resolve_phones(unit, organisation_id, [phone_number], organisation.region)
    if rejected:
        raise Invalid(rejected[0].code, sentence(rejected[0].reason), field="phone_number", fix=rejected[0].fix)
    recipient = Recipient(resolved[0].contact_id, resolved[0].address_id)
    compiled = await content.compiled(unit, organisation_id, template.id, template.version)
    people = await contacts.people(unit, organisation_id, [recipient.contact_id])
    if lacking := compiled.missing_variables(list(people.values())):
        raise VariablesMissing([(each.variable, each.count) for each in lacking])
    address = (await contacts.addresses(unit, organisation_id, [recipient.address_id]))[recipient.address_id]
    key = await messages.send_test(
        unit,
        organisation_id,
        name=f"Test of {tried.settings.name}",
        template=(template.id, template.version),
        recipient=recipient,
        lookup=address.lookup,
        sender=sender,
    )
    await audit(unit, organisation_id, actor, "tested", campaign_id, {"source_id": str(key.source_id)})
    return key
