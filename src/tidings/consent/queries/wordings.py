"""What people were shown, in versions that never change."""

from collections.abc import Collection, Mapping
from uuid import UUID

from tidings.consent.types import Wording, WordingRef
from tidings.infra.db.unit import Unit

_COLUMNS = "key, version, locale, text, created_at, created_by"


async def texts(unit: Unit, organisation_id: UUID, refs: Collection[WordingRef]) -> dict[WordingRef, str]:
    """Return the words of versions, of those that are there."""
    if not refs:
        return {}
    rows = await unit.fetch(
        _text,
        "SELECT w.key, w.version, w.locale, w.text FROM unnest(%(keys)s::text[], %(versions)s::int[], %(locales)s::text[])"
        " AS r (key, version, locale) JOIN wordings w USING (key, version, locale) WHERE w.organisation_id = %(org)s",
        {
            "org": organisation_id,
            "keys": [ref.key for ref in refs],
            "versions": [ref.version for ref in refs],
            "locales": [ref.locale for ref in refs],
        },
    )
    return dict(rows)


async def versions(unit: Unit, organisation_id: UUID, key: str | None) -> list[Wording]:
    """Return the versions of one wording or of all, by key, newest first."""
    return await unit.fetch(
        Wording,
        f"SELECT {_COLUMNS} FROM wordings WHERE organisation_id = %(org)s AND (%(key)s::text IS NULL OR key = %(key)s)"
        " ORDER BY key, version DESC, locale",
        {"org": organisation_id, "key": key},
    )


async def hold(unit: Unit, organisation_id: UUID, key: str) -> None:
    """Have others wait who would add a version of the same wording, until the unit ends."""
    await unit.run("SELECT pg_advisory_xact_lock(hashtextextended(%(name)s, 0))", {"name": f"wording:{organisation_id}:{key}"})


async def insert(unit: Unit, organisation_id: UUID, key: str, version: int, words: Mapping[str, str], actor: str) -> None:
    """Add a version in some languages."""
    await unit.run(
        "INSERT INTO wordings (organisation_id, key, version, locale, text, created_at, created_by)"
        " SELECT %(org)s, %(key)s, %(version)s, locale, words, %(at)s, %(by)s"
        " FROM unnest(%(locales)s::text[], %(words)s::text[]) AS w (locale, words)",
        {
            "org": organisation_id,
            "key": key,
            "version": version,
            "locales": list(words),
            "words": list(words.values()),
            "at": unit.at,
            "by": actor,
        },
    )


def _text(key: str, version: int, locale: str, text: str) -> tuple[WordingRef, str]:
    return WordingRef(key, version, locale), text
