"""All SQL of content."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from tidings.content.types import Approval, Category, Filed, Filing, Refiled, Template
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_TEMPLATE = "id, name, channel, purpose, default_locale, version, created_at, updated_at, archived_at"

_INSERT_TEMPLATE = """
INSERT INTO templates (organisation_id, id, name, channel, purpose, default_locale, version, created_at, updated_at)
VALUES (%(org)s, %(id)s, %(name)s, %(channel)s, %(purpose)s, %(default_locale)s, %(version)s, %(created_at)s, %(updated_at)s)
ON CONFLICT (organisation_id, name) DO NOTHING
"""
_NEXT_VERSION = f"""
UPDATE templates SET version = version + 1, updated_at = %(at)s
WHERE organisation_id = %(org)s AND id = %(id)s
RETURNING {_TEMPLATE}
"""
_INSERT_VERSION = """
INSERT INTO template_versions (organisation_id, template_id, version, locale, body, created_by, created_at)
VALUES (%(org)s, %(id)s, %(version)s, %(locale)s, %(body)s, %(actor)s, %(at)s)
"""
_BY_NAME = f"SELECT {_TEMPLATE} FROM templates WHERE organisation_id = %(org)s AND name = %(name)s"
_BY_NAME_LOCKED = f"{_BY_NAME} FOR UPDATE"
_BY_ID = f"SELECT {_TEMPLATE} FROM templates WHERE organisation_id = %(org)s AND id = %(id)s"
_LIST = f"""
SELECT {_TEMPLATE} FROM templates
WHERE organisation_id = %(org)s AND name > %(after)s AND (%(channel)s::text IS NULL OR channel = %(channel)s)
  AND (archived_at IS NOT NULL) = %(archived)s
  AND (%(search)s::text IS NULL OR strpos(folded(name), folded(%(search)s)) > 0)
  AND (%(locale)s::text IS NULL OR EXISTS (
    SELECT FROM template_versions WHERE organisation_id = %(org)s AND template_id = templates.id AND locale = %(locale)s))
  AND (%(held)s::boolean IS NULL OR %(held)s = EXISTS (
    SELECT FROM template_versions brought
    JOIN template_approvals said ON said.organisation_id = %(org)s AND said.provider_name = brought.body ->> 'provider_name'
    WHERE brought.organisation_id = %(org)s AND brought.template_id = templates.id AND said.status = ANY(%(not_sendable)s)
      AND NOT EXISTS (
        SELECT FROM template_versions later
        WHERE later.organisation_id = %(org)s AND later.template_id = templates.id
          AND later.locale = brought.locale AND later.version > brought.version)))
ORDER BY name LIMIT %(limit)s
"""
_SET_ARCHIVED = f"""
UPDATE templates SET archived_at = %(archived_at)s
WHERE organisation_id = %(org)s AND id = %(id)s AND (archived_at IS NULL) <> (%(archived_at)s::timestamptz IS NULL)
RETURNING {_TEMPLATE}
"""
_OF_LOCALE = """(SELECT count(*) FROM template_versions former WHERE former.organisation_id = %(org)s AND former.template_id = %(id)s
  AND former.locale = template_versions.locale AND former.version <= template_versions.version)"""
# A version is a snapshot: the newest body of each locale up to it.
_BODIES = f"""
SELECT DISTINCT ON (locale) locale, version, {_OF_LOCALE}, body, created_by, created_at FROM template_versions
WHERE organisation_id = %(org)s AND template_id = %(id)s AND version <= %(version)s
ORDER BY locale, version DESC
"""
_VERSIONS = f"""
SELECT locale, version, {_OF_LOCALE}, body, created_by, created_at FROM template_versions
WHERE organisation_id = %(org)s AND template_id = %(id)s AND version < %(before)s
ORDER BY version DESC LIMIT %(limit)s
"""
_OUTLINES = """
SELECT template_id, locale, body ->> 'provider_name' FROM (
  SELECT DISTINCT ON (template_id, locale) template_id, locale, body FROM template_versions
  WHERE organisation_id = %(org)s AND template_id = ANY(%(ids)s)
  ORDER BY template_id, locale, version DESC
) AS newest
ORDER BY template_id, locale
"""
# A word that comes late never covers a newer one.
_SET_APPROVAL = """
INSERT INTO template_approvals (organisation_id, provider, provider_name, status, reason, at)
VALUES (%(org)s, %(provider)s, %(provider_name)s, %(status)s, %(reason)s, %(at)s)
ON CONFLICT (organisation_id, provider, provider_name) DO UPDATE SET status = EXCLUDED.status, reason = EXCLUDED.reason, at = EXCLUDED.at
WHERE template_approvals.at <= EXCLUDED.at AND template_approvals.status <> EXCLUDED.status
"""
_APPROVALS = """
SELECT provider, provider_name, status, reason, at FROM template_approvals
WHERE organisation_id = %(org)s AND provider_name = ANY(%(names)s) AND (%(provider)s::text IS NULL OR provider = %(provider)s)
ORDER BY provider, provider_name
"""

_FILED_AS = """
SELECT category FROM template_filings
WHERE organisation_id = %(org)s AND provider = %(provider)s AND provider_name = %(provider_name)s AND language = %(language)s FOR UPDATE
"""
# A word that comes late never covers a newer one; one that repeats the newest makes it newer still.
_FILE = """
INSERT INTO template_filings AS f (organisation_id, provider, provider_name, language, category, at, changed_at)
VALUES (%(org)s, %(provider)s, %(provider_name)s, %(language)s, %(category)s, %(at)s, %(now)s)
ON CONFLICT (organisation_id, provider, provider_name, language) DO UPDATE SET category = EXCLUDED.category, at = EXCLUDED.at,
  former = CASE WHEN f.category = EXCLUDED.category THEN f.former ELSE f.category END,
  changed_at = CASE WHEN f.category = EXCLUDED.category THEN f.changed_at ELSE EXCLUDED.changed_at END,
  seen_at = CASE WHEN f.category = EXCLUDED.category THEN f.seen_at END,
  coming = CASE WHEN f.coming <> EXCLUDED.category THEN f.coming END
WHERE f.at <= EXCLUDED.at
"""
# What is announced again changes nothing; what is there already is not to come any more.
_ANNOUNCE = """
UPDATE template_filings SET coming = %(category)s, comes_at = %(comes_at)s, coming_told = %(at)s, seen_at = NULL
WHERE organisation_id = %(org)s AND provider = %(provider)s AND provider_name = %(provider_name)s AND language = %(language)s
  AND category <> %(category)s AND (coming_told IS NULL OR coming_told < %(at)s)
  AND (coming, comes_at) IS DISTINCT FROM (%(category)s::text, %(comes_at)s::timestamptz)
"""
# An announced day that has passed without the change is told for two days more: Meta changes in the course of a day.
_COMING = "CASE WHEN f.comes_at IS NULL OR f.comes_at > %(at)s - interval '2 days' THEN f.coming END"
_FILINGS = f"""
SELECT f.provider, f.provider_name, f.language, f.category, f.former, f.at, f.changed_at, f.seen_at, {_COMING}, f.comes_at FROM template_filings f
WHERE organisation_id = %(org)s AND provider_name = ANY(%(names)s) ORDER BY provider, provider_name, language
"""
_NAMED = """
SELECT DISTINCT template_id FROM template_versions
WHERE organisation_id = %(org)s AND body ->> 'provider_name' = %(provider_name)s ORDER BY template_id
"""
# Marketing in one language is marketing in all: what is written to a person must not hang on which of them they read.
_MARKETING = """
SELECT DISTINCT v.template_id, v.version FROM unnest(%(ids)s::uuid[], %(versions)s::integer[]) AS v (template_id, version)
JOIN LATERAL (
  SELECT DISTINCT ON (locale) body FROM template_versions
  WHERE organisation_id = %(org)s AND template_id = v.template_id AND version <= v.version ORDER BY locale, version DESC) AS b ON true
LEFT JOIN template_filings f ON f.organisation_id = %(org)s AND f.provider_name = b.body ->> 'provider_name'
WHERE coalesce(f.category, b.body ->> 'category') = 'marketing'
"""
_REFILED = f"""
SELECT DISTINCT ON (t.name) t.name, t.purpose, b.body ->> 'category', f.category, f.changed_at, {_COMING}, f.comes_at FROM template_filings f
JOIN template_versions b ON b.organisation_id = %(org)s AND b.body ->> 'provider_name' = f.provider_name
JOIN templates t ON t.organisation_id = %(org)s AND t.id = b.template_id AND t.archived_at IS NULL
WHERE f.organisation_id = %(org)s AND f.seen_at IS NULL
  AND ({_COMING} IS NOT NULL OR CASE WHEN b.body ->> 'category' IS NULL THEN f.category = 'marketing' AND t.purpose <> 'marketing'
    ELSE f.category <> b.body ->> 'category' END)
  AND NOT EXISTS (
    SELECT FROM template_versions later
    WHERE later.organisation_id = %(org)s AND later.template_id = b.template_id AND later.locale = b.locale AND later.version > b.version)
ORDER BY t.name, ({_COMING}) IS NULL, f.changed_at DESC LIMIT %(limit)s
"""
_SEE_FILINGS = """
UPDATE template_filings SET seen_at = CASE WHEN %(seen)s THEN coalesce(seen_at, %(at)s) END
WHERE organisation_id = %(org)s AND provider_name IN (
  SELECT body ->> 'provider_name' FROM template_versions WHERE organisation_id = %(org)s AND template_id = %(id)s)
"""

StoredBody = tuple[str, int, int, dict[str, Any], str, datetime]
"""locale, version, body as JSON, by whom, when."""


def _template(*columns: Any) -> Template:
    identifier, name, channel, purpose, *rest = columns
    return Template(identifier, name, Channel(channel), Purpose(purpose), *rest)


def _row(*columns: Any) -> Any:
    return columns


async def insert_template(unit: Unit, organisation_id: UUID, template: Template) -> None:
    """Add a template, unless its name is taken."""
    await unit.run(_INSERT_TEMPLATE, {"org": organisation_id, **asdict(template)})


async def insert_version(unit: Unit, organisation_id: UUID, template_id: UUID, *, locale: str, body: dict[str, Any], actor: str) -> Template:
    """Add the next version and return the template with it."""
    params: dict[str, Any] = {"org": organisation_id, "id": template_id, "at": unit.at}
    template = (await unit.fetch(_template, _NEXT_VERSION, params))[0]
    await unit.run(_INSERT_VERSION, {**params, "version": template.version, "locale": locale, "body": Jsonb(body), "actor": actor})
    return template


async def locked_by_name(unit: Unit, organisation_id: UUID, name: str) -> Template | None:
    """Return a template and lock it until the unit ends."""
    return await unit.fetch_one(_template, _BY_NAME_LOCKED, {"org": organisation_id, "name": name})


async def by_name(unit: Unit, organisation_id: UUID, name: str) -> Template | None:
    """Return a template by its name."""
    return await unit.fetch_one(_template, _BY_NAME, {"org": organisation_id, "name": name})


async def by_id(unit: Unit, organisation_id: UUID, template_id: UUID) -> Template | None:
    """Return a template by its id."""
    return await unit.fetch_one(_template, _BY_ID, {"org": organisation_id, "id": template_id})


async def listed(unit: Unit, organisation_id: UUID, wanted: Mapping[str, Any], after: str, limit: int) -> list[Template]:
    """Return templates in the order of their names, after one.

    `wanted` has channel, search, locale and held, each None for any, archived, and not_sendable: the statuses that hold.
    """
    return await unit.fetch(_template, _LIST, {"org": organisation_id, **wanted, "after": after, "limit": limit})


async def set_archived(unit: Unit, organisation_id: UUID, template_id: UUID, archived_at: datetime | None) -> Template | None:
    """Archive a template or bring it back; None if it was so already."""
    return await unit.fetch_one(_template, _SET_ARCHIVED, {"org": organisation_id, "id": template_id, "archived_at": archived_at})


async def versions(unit: Unit, organisation_id: UUID, template_id: UUID, before: int, limit: int) -> list[StoredBody]:
    """Return what each version brought, newest first, before one."""
    return await unit.fetch(_row, _VERSIONS, {"org": organisation_id, "id": template_id, "before": before, "limit": limit})


async def outlines(unit: Unit, organisation_id: UUID, template_ids: Sequence[UUID]) -> list[tuple[UUID, str, str | None]]:
    """Return the locales of templates and by which name a provider knows each."""
    return await unit.fetch(_row, _OUTLINES, {"org": organisation_id, "ids": list(template_ids)})


async def bodies(unit: Unit, organisation_id: UUID, template_id: UUID, version: int) -> list[StoredBody]:
    """Return the newest body of each locale up to a version."""
    return await unit.fetch(_row, _BODIES, {"org": organisation_id, "id": template_id, "version": version})


async def set_approval(unit: Unit, organisation_id: UUID, approval: Approval) -> bool:
    """Keep a provider's word; False if it changes nothing or a newer one is kept."""
    return await unit.run(_SET_APPROVAL, {"org": organisation_id, **asdict(approval)}) > 0


async def approvals(unit: Unit, organisation_id: UUID, names: Sequence[str], provider: str | None) -> list[Approval]:
    """Return what providers said of the templates that they know by these names."""
    return await unit.fetch(Approval, _APPROVALS, {"org": organisation_id, "names": list(names), "provider": provider})


async def names(unit: Unit, organisation_id: UUID, template_ids: Sequence[UUID]) -> dict[UUID, str]:
    """Return the names of those templates that are there, archived or not."""
    sql = "SELECT id, name FROM templates WHERE organisation_id = %(org)s AND id = ANY(%(ids)s)"
    return dict(await unit.fetch(_name_of, sql, {"org": organisation_id, "ids": list(template_ids)}))


def _name_of(thing_id: UUID, name: str) -> tuple[UUID, str]:
    return thing_id, name


async def file(unit: Unit, organisation_id: UUID, filed: Filed) -> str | None:
    """Keep under which category a provider files a template; returns that of before ('' for none), None if a newer word is kept."""
    params = {"org": organisation_id, "now": unit.at, **asdict(filed)}
    former = await unit.fetch(_only, _FILED_AS, params)
    kept = await unit.run(_FILE, params)
    return (former[0] if former else "") if kept else None


async def announce(unit: Unit, organisation_id: UUID, told: Filed, comes_at: datetime | None) -> bool:
    """Keep the category that a provider said it will give to a template; whether that is news."""
    return bool(await unit.run(_ANNOUNCE, {"org": organisation_id, "comes_at": comes_at, **asdict(told)}))


async def filings(unit: Unit, organisation_id: UUID, names: Sequence[str]) -> list[Filing]:
    """Return under which categories providers file the templates that they know by these names."""
    return await unit.fetch(_filing, _FILINGS, {"org": organisation_id, "names": list(names), "at": unit.at})


async def named(unit: Unit, organisation_id: UUID, provider_name: str) -> list[UUID]:
    """Return the templates of which a version is known to a provider by this name."""
    return await unit.fetch(_only, _NAMED, {"org": organisation_id, "provider_name": provider_name})


async def marketing(unit: Unit, organisation_id: UUID, versions: Sequence[tuple[UUID, int]]) -> set[tuple[UUID, int]]:
    """Return those of these versions of templates that are filed as marketing; where nobody told how, those that were submitted as it."""
    ids, numbers = [each for each, _ in versions], [version for _, version in versions]
    return {(each, version) for each, version in await unit.fetch(_row, _MARKETING, {"org": organisation_id, "ids": ids, "versions": numbers})}


async def refiled(unit: Unit, organisation_id: UUID, limit: int) -> list[Refiled]:
    """Return templates that are filed otherwise than the organisation thought and that nobody has seen since, by name."""
    return await unit.fetch(_refiled, _REFILED, {"org": organisation_id, "limit": limit, "at": unit.at})


async def see_filings(unit: Unit, organisation_id: UUID, template_id: UUID, *, seen: bool) -> None:
    """Note that somebody has seen how a template is filed, or take that back."""
    await unit.run(_SEE_FILINGS, {"org": organisation_id, "id": template_id, "seen": seen, "at": unit.at})


def _only(value: Any) -> Any:
    return value


def _filing(provider: str, provider_name: str, language: str, category: str, former: str | None, *rest: Any) -> Filing:
    at, changed_at, seen_at, coming, comes_at = rest
    was, will_be = (Category(each) if each else None for each in (former, coming))
    return Filing(provider, provider_name, language, Category(category), was, at, changed_at, seen_at, will_be, comes_at)


def _refiled(
    name: str, purpose: str, submitted: str | None, filed: str, changed_at: datetime, coming: str | None, comes_at: datetime | None
) -> Refiled:
    as_submitted = Category(submitted) if submitted else None
    return Refiled(name, Purpose(purpose), as_submitted, Category(filed), changed_at, Category(coming) if coming else None, comes_at)
