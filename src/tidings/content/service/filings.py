"""Under which category providers file templates, and what that makes of what is written by them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import queries
from tidings.content.service.templates import template_bodies, template_by_name
from tidings.content.types import Filed, Filing, Refiled, Template, WhatsAppBody
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel, Purpose


async def file_template(unit: Unit, organisation_id: UUID, filed: Filed) -> bool:
    """Keep under which category a provider files a template; True if that changed something here, which is then told and audited.

    What is told of a template that does not exist here is kept for when it does; what is older than the newest word changes nothing.
    """
    former = await queries.file(unit, organisation_id, filed)
    if former is None or former == filed.category:
        return False
    template_ids = await queries.named(unit, organisation_id, filed.provider_name)
    detail = {**_words_of(filed), "former": former or None}
    for template_id in template_ids:
        await accounts.record_audit(unit, organisation_id, f"system:{filed.provider}", "template.filed", f"template:{template_id}", detail)
    if template_ids:
        unit.happened(Happened("template.filed", organisation_id, {"template_ids": [str(each) for each in template_ids]}))
    return bool(template_ids)


async def announce_filing(unit: Unit, organisation_id: UUID, told: Filed, comes_at: datetime | None) -> bool:
    """Keep that a provider said under which category it will file a template; True if that is news of one that is here, which is audited.

    Nothing counts as that category before the provider files it so: people are told while there is time to write another template, or to object.
    """
    if not await queries.announce(unit, organisation_id, told, comes_at):
        return False
    template_ids = await queries.named(unit, organisation_id, told.provider_name)
    detail = {**_words_of(told), "comes_at": comes_at.isoformat() if comes_at else None}
    for template_id in template_ids:
        await accounts.record_audit(unit, organisation_id, f"system:{told.provider}", "template.filing_announced", f"template:{template_id}", detail)
    return bool(template_ids)


def _words_of(told: Filed) -> dict[str, str]:
    """Return what the audit keeps of a provider's word on a template."""
    return {"provider": told.provider, "provider_name": told.provider_name, "language": told.language, "category": told.category.value}


async def filings(unit: Unit, organisation_id: UUID, template: Template) -> Sequence[Filing]:
    """Return under which categories providers file a template, in any of its locales."""
    bodies = await template_bodies(unit, organisation_id, template)
    names = sorted({each.body.provider_name for each in bodies if isinstance(each.body, WhatsAppBody)})
    return await queries.filings(unit, organisation_id, names) if names else []


async def counts_as(unit: Unit, organisation_id: UUID, template: Template) -> Purpose:
    """Return as what messages by the newest version of a template count: as marketing also where a provider files it so, whatever we call it."""
    if template.purpose is Purpose.MARKETING or template.channel is not Channel.WHATSAPP:
        return template.purpose
    found = await queries.marketing(unit, organisation_id, [(template.id, template.version)])
    return Purpose.MARKETING if found else template.purpose


async def filed_as_marketing(unit: Unit, organisation_id: UUID, versions: Sequence[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Return those of these versions of templates that a provider files as marketing; where none told how, those that were submitted as it."""
    return await queries.marketing(unit, organisation_id, versions) if versions else set()


async def refiled(unit: Unit, organisation_id: UUID, limit: int) -> Sequence[Refiled]:
    """Return templates that a provider files otherwise than the organisation thought, or said that it will, until somebody has seen it."""
    return await queries.refiled(unit, organisation_id, limit)


async def see_filing(unit: Unit, organisation_id: UUID, name: str, *, seen: bool) -> Template:
    """Note that somebody has seen how a template is filed, or puts it aside; or take that back. Raises TemplateNotFound."""
    template = await template_by_name(unit, organisation_id, name)
    await queries.see_filings(unit, organisation_id, template.id, seen=seen)
    unit.changed(organisation_id, "template", template.id)
    return template
