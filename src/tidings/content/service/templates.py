"""Making templates and looking at them."""

import re
from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import queries
from tidings.content.errors import ChannelDiffers, TemplateInvalid, TemplateNotFound
from tidings.content.rules.limits import NOT_SENDABLE, body_from, body_to, check_body, check_purpose
from tidings.content.service.compiled import Compiled
from tidings.content.types import Approval, Body, LocaleBody, Outline, SmsReport, Standing, Template, WhatsAppBody
from tidings.infra.db.unit import Unit
from tidings.kernel import sms
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.paging import MOST_ROWS, Page, decode_cursor, encode_cursor
from tidings.kernel.words import Channel, Purpose, check_sendable

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,127}")
_LOCALE = re.compile(r"[A-Za-z]{2,3}([_-][A-Za-z]{4})?([_-]([A-Za-z]{2}|\d{3}))?")
_MOST_COMPILED = 256
_LAST_VERSION = 2**31 - 1
_compiled: dict[tuple[UUID, UUID, int], Compiled] = {}


async def create_template(
    unit: Unit, organisation_id: UUID, actor: str, *, name: str, channel: Channel, purpose: Purpose, locale: str, body: Body
) -> Template:
    """Make a template, or the next version of the one with this name; a body equal to the present one of its locale adds nothing.

    The first locale is the default one. Raises TemplateInvalid, Invalid for a purpose that nothing is sent for, and ChannelDiffers if the
    name belongs to another channel or purpose.
    """
    check_sendable(purpose)
    _check_words(name, locale)
    check_body(channel, body)
    check_purpose(purpose, body)
    Compiled(0, locale, {locale: body})  # finds what does not compile
    template = await _locked(unit, organisation_id, Template(new_id(unit.at), name, channel, purpose, locale, 0, unit.at, unit.at))
    if template.channel != channel or template.purpose != purpose:
        raise ChannelDiffers(name, template.channel, template.purpose)
    present = {each.locale: each.body for each in await template_bodies(unit, organisation_id, template)}
    if present.get(locale) == body:
        return template
    template = await queries.insert_version(unit, organisation_id, template.id, locale=locale, body=body_to(body), actor=actor)
    detail = {"name": name, "locale": locale, "version": template.version}
    await accounts.record_audit(unit, organisation_id, actor, "template.version_added", f"template:{template.id}", detail)
    return template


async def find_template(unit: Unit, organisation_id: UUID, name: str) -> Template | None:
    """Return a template by its name, None if there is none."""
    return await queries.by_name(unit, organisation_id, name)


async def template_by_name(unit: Unit, organisation_id: UUID, name: str) -> Template:
    """Return a template by its name. Raises TemplateNotFound."""
    template = await queries.by_name(unit, organisation_id, name)
    if template is None:
        raise TemplateNotFound(name)
    return template


async def template(unit: Unit, organisation_id: UUID, template_id: UUID) -> Template:
    """Return a template by its id. Raises TemplateNotFound."""
    found = await queries.by_id(unit, organisation_id, template_id)
    if found is None:
        raise TemplateNotFound(template_id)
    return found


async def templates(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None = None,
    standing: Standing = Standing.CURRENT,
    search: str | None = None,
    locale: str | None = None,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[Template]:
    """List templates by name: those whose name holds `search` and that have, or had, a body of this locale."""
    limit = min(limit, MOST_ROWS)
    after = str(decode_cursor(cursor, 1)[0]) if cursor else ""
    held = {Standing.SENDABLE: False, Standing.HELD: True}.get(standing)
    wanted = {"channel": channel, "search": search, "locale": locale, "held": held}
    wanted |= {"archived": standing is Standing.ARCHIVED, "not_sendable": list(NOT_SENDABLE)}
    rows = await queries.listed(unit, organisation_id, wanted, after, limit + 1)
    more = len(rows) > limit
    return Page(rows[:limit], encode_cursor(rows[limit - 1].name) if more else None)


async def outlines(unit: Unit, organisation_id: UUID, templates: Sequence[Template]) -> Mapping[UUID, Outline]:
    """Return what a list shows of each of these templates, by two statements."""
    rows = await queries.outlines(unit, organisation_id, [each.id for each in templates])
    names = sorted({name for _, _, name in rows if name is not None})
    said = await queries.approvals(unit, organisation_id, names, None) if names else []
    by_template: dict[UUID, list[tuple[str, str | None]]] = {each.id: [] for each in templates}
    for template_id, locale, name in rows:
        by_template[template_id].append((locale, name))
    return {template_id: _outline(found, said) for template_id, found in by_template.items()}


async def versions(unit: Unit, organisation_id: UUID, template: Template, *, cursor: str | None = None, limit: int = 50) -> Page[LocaleBody]:
    """List what each version of a template brought, newest first."""
    limit = min(limit, MOST_ROWS)
    before = _version_in(cursor) if cursor else template.version + 1
    rows = await queries.versions(unit, organisation_id, template.id, before, limit + 1)
    brought = [LocaleBody(locale, version, nth, body_from(template.channel, body), by, at) for locale, version, nth, body, by, at in rows[:limit]]
    return Page(brought, encode_cursor(brought[-1].version) if len(rows) > limit else None)


async def set_archived(unit: Unit, organisation_id: UUID, actor: str, name: str, *, archived: bool) -> Template:
    """Offer a template no more, or again. Campaigns that use it are not touched. Raises TemplateNotFound; done twice, it changes nothing."""
    present = await template_by_name(unit, organisation_id, name)
    changed = await queries.set_archived(unit, organisation_id, present.id, unit.at if archived else None)
    if changed is None:
        return present
    done = "template.archived" if archived else "template.unarchived"
    await accounts.record_audit(unit, organisation_id, actor, done, f"template:{present.id}", {"name": name})
    return changed


def draft(channel: Channel, locale: str, body: Body) -> Compiled:
    """Return a body that is not kept ready to render. Raises TemplateInvalid as `create_template` would."""
    _check_locale(locale)
    check_body(channel, body)
    return Compiled(0, locale, {locale: body})


async def template_bodies(unit: Unit, organisation_id: UUID, template: Template, version: int | None = None) -> Sequence[LocaleBody]:
    """Return the body of each locale as of a version, by default the newest."""
    rows = await queries.bodies(unit, organisation_id, template.id, template.version if version is None else version)
    return [LocaleBody(locale, brought, nth, body_from(template.channel, body), by, at) for locale, brought, nth, body, by, at in rows]


async def compiled(unit: Unit, organisation_id: UUID, template_id: UUID, version: int | None = None) -> Compiled:
    """Return a version ready to render, by default the newest. Raises TemplateNotFound.

    A version never changes, so it is compiled once in a process; a named version that is known costs no statement.
    """
    if version is not None and (known := _compiled.get((organisation_id, template_id, version))):
        return known
    found = await template(unit, organisation_id, template_id)
    wanted = found.version if version is None else version
    if known := _compiled.get((organisation_id, template_id, wanted)):
        return known
    bodies = {each.locale: each.body for each in await template_bodies(unit, organisation_id, found, wanted)}
    if not bodies or wanted > found.version:
        raise TemplateNotFound(f"{found.name} of version {wanted}")
    default = found.default_locale if found.default_locale in bodies else min(bodies)
    ready = Compiled(wanted, default, bodies)
    # Only what is committed is kept: a version that is rolled back gives its number to another.
    unit.after_commit(lambda: _keep((organisation_id, template_id, wanted), ready))
    return ready


async def set_approval(unit: Unit, organisation_id: UUID, *, provider: str, provider_name: str, status: str, reason: str | None = None) -> bool:
    """Keep a provider's word on its template; True if it changed something, which is then told and audited."""
    status = status.lower()
    changed = await queries.set_approval(unit, organisation_id, Approval(provider, provider_name, status, reason, unit.at))
    if changed:
        detail = {"provider": provider, "provider_name": provider_name, "status": status, "reason": reason, "sendable": status not in NOT_SENDABLE}
        unit.happened(Happened("template.approval_changed", organisation_id, detail))
        subject = f"template_approval:{provider}/{provider_name}"
        await accounts.record_audit(unit, organisation_id, f"system:{provider}", "template.approval_changed", subject, detail)
    return changed


async def approvals(unit: Unit, organisation_id: UUID, template: Template, *, provider: str | None = None) -> Sequence[Approval]:
    """Return what providers said of a template, in any of its locales."""
    bodies = await template_bodies(unit, organisation_id, template)
    names = sorted({each.body.provider_name for each in bodies if isinstance(each.body, WhatsAppBody)})
    return await queries.approvals(unit, organisation_id, names, provider) if names else []


async def sendable(unit: Unit, organisation_id: UUID, template: Template, *, provider: str | None = None) -> str | None:
    """Return None if the template may be sent (by `provider`, or by any), else why not, in words for a person."""
    return _why_not(await approvals(unit, organisation_id, template, provider=provider))


def sms_report(text: str, *, smart: bool = False) -> SmsReport:
    """Count a text as carriers do and say what would save a segment."""
    return SmsReport(sms.count(text, smart=smart), sms.suggest(text))


async def _locked(unit: Unit, organisation_id: UUID, new: Template) -> Template:
    """Return the template of that name, locked against another writer; it is `new` if the name was free."""
    await queries.insert_template(unit, organisation_id, new)
    return await queries.locked_by_name(unit, organisation_id, new.name) or new


def _why_not(approvals: Sequence[Approval]) -> str | None:
    for approval in approvals:
        if why := NOT_SENDABLE.get(approval.status):
            return f"The template {approval.provider_name} {why}" + (f" ({approval.reason})." if approval.reason else ".")
    return None


def _outline(found: Sequence[tuple[str, str | None]], said: Sequence[Approval]) -> Outline:
    names = {name for _, name in found}
    approvals = [each for each in said if each.provider_name in names]
    return Outline([locale for locale, _ in found], approvals, _why_not(approvals))


def _version_in(cursor: str) -> int:
    part: object = decode_cursor(cursor, 1)[0]
    return part if isinstance(part, int) and 0 <= part <= _LAST_VERSION else 0


def _keep(key: tuple[UUID, UUID, int], ready: Compiled) -> None:
    if len(_compiled) >= _MOST_COMPILED:
        _compiled.pop(next(iter(_compiled)))
    _compiled[key] = ready


def _check_words(name: str, locale: str) -> None:
    if not _NAME.fullmatch(name):
        raise TemplateInvalid("name", f"{name!r} can't be a template's name.", "Use letters, digits, dots, hyphens and underscores, up to 128.")
    _check_locale(locale)


def _check_locale(locale: str) -> None:
    if not _LOCALE.fullmatch(locale):
        raise TemplateInvalid("locale", f"{locale!r} is not a locale.", "Write a language, and a country if it matters: fr, en_US.")


async def names(unit: Unit, organisation_id: UUID, template_ids: Sequence[UUID]) -> Mapping[UUID, str]:
    """Return the names of those templates that are there, archived or not."""
    return await queries.names(unit, organisation_id, template_ids)
