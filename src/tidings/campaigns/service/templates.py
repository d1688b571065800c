"""What campaigns know of templates: which they use, and what the law will ask of one before it is used."""

from collections.abc import Collection, Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.campaigns.errors import NoTemplate
from tidings.campaigns.queries import uses as queries
from tidings.campaigns.rules.required_text import findings, text_of
from tidings.campaigns.service.senders import lines_of
from tidings.campaigns.types import Campaign, TemplateUse, TextFinding, Wording
from tidings.contacts.types import Place, Whereabouts
from tidings.content import service as content
from tidings.content.types import Body, Template
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service as policy
from tidings.policy.types import TextDemand

_NAMED = 5


async def template_uses(unit: Unit, organisation_id: UUID, names: Sequence[str]) -> Sequence[TemplateUse]:
    """Say which campaigns use these templates; those that none uses are left out."""
    return await queries.uses(unit, organisation_id, names, _NAMED)


async def chosen_template(unit: Unit, organisation_id: UUID, campaign: Campaign) -> Template:
    """Return a campaign's template in its newest version. Raises NoTemplate, TemplateNotFound."""
    if campaign.settings.template_name is None:
        raise NoTemplate
    return await content.template_by_name(unit, organisation_id, campaign.settings.template_name)


async def draft_findings(
    unit: Unit, organisation_id: UUID, body: Body, *, locale: str, channel: Channel, purpose: Purpose, countries: Collection[str]
) -> list[TextFinding]:
    """Return what a body that is being written lacks by the law of these countries (ISO 3166), by default the organisation's own.

    A launch asks the same of the recipients' true places (`check_texts`); here each country counts for one person.
    """
    if purpose is not Purpose.MARKETING:
        return []
    organisation = await accounts.organisation(unit, organisation_id)
    labels = [each.label for each in (await lines_of(unit, organisation_id)).senders if each.channel is channel]
    names = () if channel is Channel.WHATSAPP else [organisation.name, *labels]
    wording = Wording("", {locale: text_of(body)}, organisation.name, names)
    spread = {(locale, _whereabouts(country)): 1 for country in countries or [organisation.region]}
    today = unit.at.date()

    def demands(where: Whereabouts) -> Collection[TextDemand]:
        return policy.text_demands(where, channel, purpose, today)

    return findings(wording, spread, demands, organisation.locale)


def _whereabouts(country: str) -> Whereabouts:
    return Whereabouts(frozenset([Place(country, None)]), frozenset(), None, None)
