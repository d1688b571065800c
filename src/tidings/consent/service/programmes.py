"""Programmes that people agree to by name, and the versions of what they were shown."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import errors, rules
from tidings.consent.queries import programmes as queries
from tidings.consent.queries import wordings as texts
from tidings.consent.types import Default, Programme, Wording
from tidings.infra.db.unit import Unit

_KEY = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")


def defaults(language: str = "en") -> Sequence[Default]:
    """Return what holds of somebody who never said anything, sources in English or French; of those that fit, the first decides."""
    return [replace(each, source=each.source_fr) for each in rules.DEFAULTS] if language == "fr" else rules.DEFAULTS


async def programmes(unit: Unit, organisation_id: UUID) -> list[Programme]:
    """Return the programmes of an organisation by key."""
    return await queries.programmes(unit, organisation_id)


async def put_programme(unit: Unit, organisation_id: UUID, actor: str, key: str, *, name: str, descriptions: Mapping[str, str]) -> Programme:
    """Make a programme, or change its name and descriptions (by locale); audited. Raises Invalid for a key that can't be one."""
    _check_key(key)
    present = {each.key: each for each in await programmes(unit, organisation_id)}.get(key)
    if present is None or (present.name, dict(present.descriptions)) != (name, dict(descriptions)):
        await queries.put(unit, organisation_id, key, name, descriptions, actor)
        await accounts.record_audit(unit, organisation_id, actor, "programme.changed" if present else "programme.created", f"programme:{key}")
    return next(each for each in await programmes(unit, organisation_id) if each.key == key)


async def delete_programme(unit: Unit, organisation_id: UUID, actor: str, key: str) -> None:
    """Delete a programme; audited. Raises NotFound, and Conflict if anybody ever said something about it."""
    if await queries.spoken_of(unit, organisation_id, key):
        raise errors.programme_in_use(key)
    if not await queries.delete(unit, organisation_id, key):
        raise errors.programme_not_found(key)
    await accounts.record_audit(unit, organisation_id, actor, "programme.deleted", f"programme:{key}")


async def wordings(unit: Unit, organisation_id: UUID, key: str | None = None) -> list[Wording]:
    """Return all versions, or those of one wording, newest first. Raises NotFound for a key without any."""
    found = await texts.versions(unit, organisation_id, key)
    if key is not None and not found:
        raise errors.wording_not_found(key)
    return found


async def add_wording(unit: Unit, organisation_id: UUID, actor: str, key: str, words: Mapping[str, str]) -> list[Wording]:
    """Add a version, its words by locale, and return it; the newest version said again is returned and adds nothing. Raises Invalid."""
    _check_key(key)
    await texts.hold(unit, organisation_id, key)
    newest = _newest(await texts.versions(unit, organisation_id, key))
    if {each.locale: each.text for each in newest} == dict(words):
        return newest
    version = newest[0].version + 1 if newest else 1
    await texts.insert(unit, organisation_id, key, version, words, actor)
    await accounts.record_audit(unit, organisation_id, actor, "wording.version_added", f"wording:{key}", {"version": version})
    return _newest(await texts.versions(unit, organisation_id, key))


def _newest(versions: list[Wording]) -> list[Wording]:
    return [each for each in versions if each.version == versions[0].version]


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise errors.key_invalid(key)
