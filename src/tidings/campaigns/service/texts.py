"""What the template of a campaign must say by the law of the recipients' places (docs/decisions/0032)."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.errors import RequiredTextMissing
from tidings.campaigns.rules.required_text import WayOut, findings, lacking, text_of, way_out_words
from tidings.campaigns.service.records import audit
from tidings.campaigns.service.senders import lines_of, sender_for
from tidings.campaigns.service.templates import chosen_template
from tidings.campaigns.types import Campaign, TextFinding, Wording
from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.contacts.types import Whereabouts
from tidings.content import service as content
from tidings.content.types import Template
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.messages import service as messages
from tidings.messages.types import State
from tidings.policy import service as policy
from tidings.policy.types import Needed, TextDemand

_CHUNK = 10_000
_WAIVED = "required_text_waived"


async def check_texts(
    unit: Unit, organisation_id: UUID, actor: str, campaign: Campaign, template: Template, sender: Sender, waiver: str | None
) -> None:
    """Refuse a launch whose text lacks what the law of a recipient's place demands; audit a waiver. Raises RequiredTextMissing.

    People are counted only where a text does not say how to stop.
    """
    if not await _is_marketing(unit, organisation_id, campaign):
        return
    found = await _blocking(unit, organisation_id, campaign, template, sender)
    if any(waiver is None or not each.demand.may_be_waived for each in found):
        way_out = WayOut.WAIVE if all(each.demand.may_be_waived for each in found) else None
        raise await _missing(unit, organisation_id, found, way_out)
    if found:
        detail = {"reason": waiver, "rules": sorted({each.demand.rule for each in found}), "recipients": sum(each.people for each in found)}
        await audit(unit, organisation_id, actor, _WAIVED, campaign.id, detail)


async def check_texts_of_added(unit: Unit, organisation_id: UUID, campaign: Campaign) -> None:
    """Refuse people who were added to a launched campaign, if its text lacks what the law of their places demands. Raises RequiredTextMissing.

    Asked of the version that the launch pinned. What the launch waived stays waived, as far as the law lets it be.
    """
    source = await messages.source_of(unit, organisation_id, campaign.id)
    if source.purpose is not Purpose.MARKETING:
        return
    newest = await chosen_template(unit, organisation_id, campaign)
    pinned = replace(newest, version=source.template_version or newest.version)
    sender = sender_for(await lines_of(unit, organisation_id), campaign)
    found = await _blocking(unit, organisation_id, campaign, pinned, sender)
    if found and await _was_waived(unit, organisation_id, campaign):
        found = [each for each in found if not each.demand.may_be_waived]
    if found:
        raise await _missing(unit, organisation_id, found, WayOut.COPY)


async def text_findings(
    unit: Unit, organisation_id: UUID, campaign: Campaign, template: Template, sender: Sender, language: str | None = None
) -> list[TextFinding]:
    """Return what this version of a campaign's template lacks, for how many of those planned and where, in the organisation's language."""
    wording = await _wording(unit, organisation_id, campaign, template, sender)
    if not lacking(wording) or not await _is_marketing(unit, organisation_id, campaign):
        return []
    spread = await _spread(unit, organisation_id, campaign, template)
    spoken = await accounts.language_for(unit, organisation_id, language)
    today = unit.at.date()

    def demands(where: Whereabouts) -> Collection[TextDemand]:
        return policy.text_demands(where, campaign.channel, Purpose.MARKETING, today)

    return findings(wording, spread, demands, spoken)


async def _is_marketing(unit: Unit, organisation_id: UUID, campaign: Campaign) -> bool:
    """Say whether a campaign is marketing: also where its provider files its template so."""
    return (await messages.source_of(unit, organisation_id, campaign.id)).purpose is Purpose.MARKETING


async def _blocking(unit: Unit, organisation_id: UUID, campaign: Campaign, template: Template, sender: Sender) -> list[TextFinding]:
    wording = await _wording(unit, organisation_id, campaign, template, sender)
    if not any(Needed.OPT_OUT in lacks for lacks in lacking(wording).values()):
        return []
    return [each for each in await text_findings(unit, organisation_id, campaign, template, sender) if each.blocking]


async def _missing(unit: Unit, organisation_id: UUID, found: Sequence[TextFinding], way_out: WayOut | None) -> RequiredTextMissing:
    """Return what is missing and what to do, in the organisation's language throughout."""
    language = (await accounts.organisation(unit, organisation_id)).locale
    fixes = [each.fix for each in found]
    return RequiredTextMissing([each.sentence for each in found], fixes if way_out is None else [*fixes, way_out_words(way_out, language)])


async def _was_waived(unit: Unit, organisation_id: UUID, campaign: Campaign) -> bool:
    """Say whether the launch was given a reason to go without the words, which the audit trail keeps."""
    cursor: str | None = None
    while True:
        page = await accounts.audit_trail(unit, organisation_id, subject=f"campaign:{campaign.id}", cursor=cursor, limit=_CHUNK)
        if any(each.action == f"campaign.{_WAIVED}" for each in page.rows):
            return True
        cursor = page.next_cursor
        if cursor is None:
            return False


async def _wording(unit: Unit, organisation_id: UUID, campaign: Campaign, template: Template, sender: Sender) -> Wording:
    organisation = await accounts.organisation(unit, organisation_id)
    bodies = await content.template_bodies(unit, organisation_id, template)
    names = [organisation.name, sender.label]
    shown = campaign.channel is Channel.WHATSAPP or not sender.address.lstrip("+").isdigit()  # a profile, or a sender that is a name itself
    return Wording(template.name, {each.locale: text_of(each.body) for each in bodies}, organisation.name, () if shown else names)


async def _spread(unit: Unit, organisation_id: UUID, campaign: Campaign, template: Template) -> Counter[tuple[str, Whereabouts]]:
    """Count everybody planned by the locale whose body they get and by where they may be, in chunks of two statements."""
    compiled = await content.compiled(unit, organisation_id, template.id, template.version)
    counted = Counter[tuple[str, Whereabouts]]()
    cursor: str | None = None
    while True:
        page = await messages.recipients(unit, organisation_id, campaign.id, states=[State.PLANNED], cursor=cursor, limit=_CHUNK)
        found = await contacts.spread(unit, organisation_id, [(row.contact_id, row.address_id) for row in page.rows])
        for (locale, where), people in found.items():
            counted[compiled.locale_for(locale), where] += people
        cursor = page.next_cursor
        if cursor is None:
            return counted
