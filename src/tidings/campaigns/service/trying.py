"""Trying a campaign or a template out on somebody who is on the allow-list."""

from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.errors import NoSender, SendingStopped, TemplateNotSendable, VariablesMissing
from tidings.campaigns.rules.adding import sentence
from tidings.campaigns.service.launch import open_sender, sendable_template
from tidings.campaigns.service.records import audit, campaign
from tidings.campaigns.service.senders import lines_of
from tidings.campaigns.types import Trial
from tidings.channels.types import Sender, Status
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import Template
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.messages.types import Key, Recipient


async def send_test(unit: Unit, organisation_id: UUID, actor: str, campaign_id: UUID, to: Trial) -> Key:
    """Send a campaign's message at once to an address on the allow-list and return what names it in the ledger.

    Raises Invalid for an address that is none or of another channel, Forbidden for one that is not listed, SendingStopped, and what a
    launch would raise of the sender and the template.
    """
    tried = await campaign(unit, organisation_id, campaign_id)
    await _check_sending(unit, organisation_id)
    sender = await open_sender(unit, organisation_id, tried)
    template = await sendable_template(unit, organisation_id, tried, sender)
    key = await _sent(unit, organisation_id, f"Test of {tried.settings.name}", template, sender, to)
    await audit(unit, organisation_id, actor, "tested", campaign_id, {"source_id": str(key.source_id)})
    return key


async def send_template_test(unit: Unit, organisation_id: UUID, actor: str, template_name: str, to: Trial) -> Key:
    """Send a template's newest version at once to an address on the allow-list, by the first open sender of its channel.

    Raises as `send_test`, and TemplateNotFound.
    """
    template = await content.template_by_name(unit, organisation_id, template_name)
    await _check_sending(unit, organisation_id)
    sender = await _first_open(unit, organisation_id, template.channel)
    if why := await content.sendable(unit, organisation_id, template, provider=sender.provider):
        raise TemplateNotSendable(why)
    key = await _sent(unit, organisation_id, f"Test of {template.name}", template, sender, to)
    detail = {"name": template.name, "version": template.version, "source_id": str(key.source_id)}
    await accounts.record_audit(unit, organisation_id, actor, "template.tested", f"template:{template.id}", detail)
    return key


async def _check_sending(unit: Unit, organisation_id: UUID) -> None:
    organisation = await accounts.organisation(unit, organisation_id)
    if organisation.stopped_at is not None:
        raise SendingStopped(organisation.stopped_at, organisation.stopped_reason)


async def _first_open(unit: Unit, organisation_id: UUID, channel: Channel) -> Sender:
    lines = await lines_of(unit, organisation_id)
    for sender in lines.senders:
        if sender.channel is channel and sender.status is Status.OPEN:
            return sender
    raise NoSender(channel, f"Nothing can send {channel} messages.")


async def _sent(unit: Unit, organisation_id: UUID, name: str, template: Template, sender: Sender, to: Trial) -> Key:
    field = "email" if template.channel is Channel.EMAIL else "phone_number"
    written: str | None = getattr(to, field)
    if written is None:
        raise Invalid("address_of_other_channel", f"A test by {template.channel} goes to another kind of address.", field=field, fix=f"Give {field}.")
    region = (await accounts.organisation(unit, organisation_id)).region
    resolved, rejected = await contacts.resolve_written(unit, organisation_id, [written], template.channel, region)
    if rejected:
        raise Invalid(rejected[0].code, sentence(rejected[0].reason), field=field, fix=rejected[0].fix)
    recipient = Recipient(resolved[0].contact_id, resolved[0].address_id)
    compiled = await content.compiled(unit, organisation_id, template.id, template.version)
    people = await contacts.people(unit, organisation_id, [recipient.contact_id])
    if lacking := compiled.missing_variables(list(people.values())):
        raise VariablesMissing([(each.variable, each.count) for each in lacking])
    address = (await contacts.addresses(unit, organisation_id, [recipient.address_id]))[recipient.address_id]
    return await messages.send_test(
        unit,
        organisation_id,
        name=name,
        template=(template.id, template.version),
        recipient=recipient,
        lookup=address.lookup,
        sender=sender,
    )
