"""Kinds of notices: made, changed, archived."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import service as content
from tidings.content.errors import TemplateNotFound
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, check_sendable
from tidings.notices import errors
from tidings.notices.queries import kinds as queries
from tidings.notices.queries.documents import settings_to
from tidings.notices.rules.checking import check_key, check_settings
from tidings.notices.types import Kind, Settings
from tidings.segments import service as segments


async def put_kind(unit: Unit, organisation_id: UUID, actor: str, key: str, settings: Settings) -> Kind:
    """Make a kind, or change it: what is asked for from now on, and the next steps of what is under way, follow the new settings. Audited.

    Raises Invalid for settings that can't hold together or a template that does not fit, NotFound for a segment that is not there.
    """
    check_key(key)
    check_sendable(settings.purpose)
    check_settings(settings)
    for field, named in (("templates", settings.templates), ("grouped_templates", settings.grouped_templates)):
        for channel, name in named.items():
            await _check_template(unit, organisation_id, settings, channel, name, f"{field}.{channel.value}")
    if settings.rollout.segment_id is not None:
        await segments.segment(unit, organisation_id, settings.rollout.segment_id)
    kind = await queries.put(unit, organisation_id, key, settings)
    await accounts.record_audit(unit, organisation_id, actor, "notice_kind.set", f"notice_kind:{key}", settings_to(settings))
    return kind


async def kind(unit: Unit, organisation_id: UUID, key: str) -> Kind:
    """Return a kind, archived or not. Raises NotFound."""
    found = (await queries.by_keys(unit, organisation_id, [key])).get(key)
    if found is None:
        raise errors.no_kind(key)
    return found


async def kinds(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> Sequence[Kind]:
    """Return the organisation's kinds by key, archived ones only if asked for."""
    return await queries.listed(unit, organisation_id, archived=archived)


async def kinds_called(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> Sequence[Kind]:
    """Return kinds in use with these letters in their name or key, accents and case aside, by name."""
    return await queries.called(unit, organisation_id, sought, limit)


async def archive_kind(unit: Unit, organisation_id: UUID, actor: str, key: str) -> Kind:
    """Offer a kind no more; what was asked for goes on. Audited; done twice, it changes nothing. Raises NotFound."""
    await kind(unit, organisation_id, key)
    if await queries.archive(unit, organisation_id, key):
        await accounts.record_audit(unit, organisation_id, actor, "notice_kind.archived", f"notice_kind:{key}")
    return await kind(unit, organisation_id, key)


async def _check_template(unit: Unit, organisation_id: UUID, settings: Settings, channel: Channel, name: str, field: str) -> None:
    try:
        template = await content.template_by_name(unit, organisation_id, name)
    except TemplateNotFound as error:
        raise errors.setting("template_unknown", field, f"There is no template {name!r}.", "Make it first, or see GET /templates.") from error
    if template.channel is not channel or template.purpose is not settings.purpose:
        message = f"{name} is for {template.purpose.value} {template.channel.value}."
        raise errors.setting("template_differs", field, message, f"Name a template for {settings.purpose.value} {channel.value}.")
