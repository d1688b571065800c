"""What is checked before a campaign is launched."""

from uuid import UUID

from tidings.accounts.types import Caller
from tidings.campaigns.errors import (
    NoRecipients,
    NoSender,
    PricesUnknown,
    TemplateNotSendable,
    VariablesMissing,
)
from tidings.campaigns.queries import budgets
from tidings.campaigns.service.approvals import check_right
from tidings.campaigns.service.forecasts import forecast
from tidings.campaigns.service.senders import lines_of, sender_for
from tidings.campaigns.service.templates import chosen_template
from tidings.campaigns.service.texts import check_texts
from tidings.campaigns.types import Campaign
from tidings.channels.types import Sender, Status
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.errors import TemplateNotFound
from tidings.content.types import Template
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.messages.types import Key

_CHUNK = 2_000


async def check_launch(unit: Unit, organisation_id: UUID, caller: Caller, campaign: Campaign, text_waiver: str | None = None) -> int:
    """Refuse a launch that can't succeed; pin the template's newest version and return the number of recipients.

    `text_waiver` is a reason to launch although a text seems to lack what a law demands.
    """
    recipients = (await messages.progress(unit, organisation_id, [campaign.id]))[campaign.id].total
    if not recipients:
        raise NoRecipients
    await check_right(unit, organisation_id, caller, campaign, recipients)
    sender = await open_sender(unit, organisation_id, campaign)
    template = await _check_template(unit, organisation_id, campaign, sender)
    await check_texts(unit, organisation_id, caller.actor, campaign, template, sender, text_waiver)
    if campaign.settings.budget is not None:
        await _check_prices(unit, organisation_id, campaign, sender)
    return recipients


async def open_sender(unit: Unit, organisation_id: UUID, campaign: Campaign) -> Sender:
    """Return the sender that a campaign would send by. Raises NoSender if there is none or it is stopped."""
    sender = sender_for(await lines_of(unit, organisation_id), campaign)
    if sender.status is not Status.OPEN:
        raise NoSender(campaign.channel, f"The sender {sender.label} is stopped: {sender.status_reason or 'no reason given'}.")
    return sender


async def sendable_template(unit: Unit, organisation_id: UUID, campaign: Campaign, sender: Sender) -> Template:
    """Return a campaign's template in its newest version. Raises NoTemplate, TemplateNotSendable."""
    try:
        template = await chosen_template(unit, organisation_id, campaign)
    except TemplateNotFound as error:
        raise TemplateNotSendable(f"There is no template {campaign.settings.template_name} any more.") from error
    if why := await content.sendable(unit, organisation_id, template, provider=sender.provider):
        raise TemplateNotSendable(why)
    return template


async def _check_template(unit: Unit, organisation_id: UUID, campaign: Campaign, sender: Sender) -> Template:
    template = await sendable_template(unit, organisation_id, campaign, sender)
    compiled = await content.compiled(unit, organisation_id, template.id, template.version)
    if compiled.variables and (lacking := await _lacking(unit, organisation_id, campaign, compiled)):
        raise VariablesMissing(sorted(lacking.items(), key=lambda each: -each[1]))
    await messages.change_source(unit, organisation_id, campaign.id, template=(template.id, template.version), purpose=campaign.purpose)
    return template


async def _check_prices(unit: Unit, organisation_id: UUID, campaign: Campaign, sender: Sender) -> None:
    """Keep what everybody is to cost; refuse a budget that nobody could keep. Raises PricesUnknown."""
    cost = await forecast(unit, organisation_id, campaign, sender)
    if cost.unknown and not campaign.settings.accept_unknown_prices:
        raise PricesUnknown(cost.unknown)
    await budgets.forecast(unit, organisation_id, campaign.id, cost.micros)


async def _lacking(unit: Unit, organisation_id: UUID, campaign: Campaign, compiled: content.Compiled) -> dict[str, int]:
    """Count the recipients who lack a variable that has no default, in chunks, so that memory does not grow with them."""
    lacking: dict[str, int] = {}
    cursor: str | None = None
    source = await messages.source_of(unit, organisation_id, campaign.id)
    while True:
        page = await messages.recipients(unit, organisation_id, campaign.id, cursor=cursor, limit=_CHUNK)
        people = await contacts.people(unit, organisation_id, [row.contact_id for row in page.rows])
        brought = await messages.brought_values(unit, organisation_id, [source], [Key(campaign.id, row.contact_id, row.step) for row in page.rows])
        by_contact = {key.contact_id: values for key, values in brought.values.items()}
        for missing in compiled.missing_variables(list(people.values()), by_contact):
            lacking[missing.variable] = lacking.get(missing.variable, 0) + missing.count
        cursor = page.next_cursor
        if cursor is None:
            return lacking
