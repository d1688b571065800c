"""Organisations and their two switches: stop all sending, and send to listed addresses only."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import rules
from tidings.accounts.queries import organisations as queries
from tidings.accounts.service.audit import record_audit
from tidings.accounts.service.keys import create_key
from tidings.accounts.types import ConsentBasis, NewApiKey, Organisation, Scope
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict, NotFound
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.languages import among, spoken

DEFAULT_SLUG = "default"
_FIRST_START = "system:first-start"


async def create_organisation(
    unit: Unit, *, actor: str, name: str, slug: str, region: str, time_zone: str, currency: str, locale: str
) -> Organisation:
    """Found an organisation, in a unit of the engine. Raises Invalid, and Conflict if the slug is taken."""
    made = _new(unit, name=name, slug=slug, region=region, time_zone=time_zone, currency=currency, locale=locale)
    if not await queries.insert_organisation(unit, made):
        raise Conflict("slug_taken", f"There is an organisation {slug!r} already.", field="slug", fix="Choose another slug.")
    await record_audit(unit, made.id, actor, "organisation.created", f"organisation:{made.id}")
    return made


async def ensure_default_organisation(
    unit: Unit, *, region: str, time_zone: str, currency: str, locale: str
) -> tuple[Organisation, NewApiKey | None]:
    """Found the organisation `default` and its first key at the first start; afterwards return it and no key.

    Any number of processes may start at once: one founds. The first key may do everything, and the operator who started
    Tidings attests the consent of the addresses added with it. Save the secret before the unit ends: if saving fails, nothing was made.
    """
    made = _new(unit, name="Default organisation", slug=DEFAULT_SLUG, region=region, time_zone=time_zone, currency=currency, locale=locale)
    if not await queries.insert_organisation(unit, made):
        return _found(await queries.organisation_by_slug(unit, DEFAULT_SLUG)), None
    await record_audit(unit, made.id, _FIRST_START, "organisation.created", f"organisation:{made.id}")
    basis = ConsentBasis("operator", "Attested by the operator at the first start of this installation.", _FIRST_START, unit.at)
    return made, await create_key(unit, made.id, _FIRST_START, name="First key", scopes=frozenset(Scope), consent_basis=basis)


async def organisation(unit: Unit, organisation_id: UUID) -> Organisation:
    """Return an organisation. Raises NotFound."""
    return _found(await queries.organisation(unit, organisation_id))


async def language_for(unit: Unit, organisation_id: UUID, wanted: str | None) -> str:
    """Return the language to answer a reader in: what they want (an `Accept-Language`), else the organisation's, else English."""
    return spoken(wanted) or among((await organisation(unit, organisation_id)).locale)


async def organisation_by_slug(unit: Unit, slug: str) -> Organisation:
    """Return the organisation of this short name. Raises NotFound."""
    return _found(await queries.organisation_by_slug(unit, slug))


async def organisations(unit: Unit, ids: Sequence[UUID] | None = None) -> dict[UUID, Organisation]:
    """Return these organisations, or all (in a unit of the engine), by one statement."""
    return {each.id: each for each in await queries.organisations(unit, ids)}


async def change_organisation(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    *,
    name: str | None = None,
    region: str | None = None,
    time_zone: str | None = None,
    locale: str | None = None,
) -> Organisation:
    """Change what is given: business days, hours and phone numbers are read by it from now on. Audited with what it was. Raises Invalid."""
    before = await organisation(unit, organisation_id)
    given = {"name": name, "region": region, "time_zone": time_zone, "locale": locale}
    changed = {field: value for field, value in given.items() if value is not None and value != getattr(before, field)}
    if not changed:
        return before
    now = replace(before, **changed)
    rules.check_profile(slug=now.slug, region=now.region, time_zone=now.time_zone, currency=now.currency, locale=now.locale)
    await queries.set_profile(unit, now)
    detail = {"before": {field: getattr(before, field) for field in changed}, "now": changed}
    await record_audit(unit, organisation_id, actor, "organisation.changed", f"organisation:{organisation_id}", detail)
    return now


async def stop_sending(unit: Unit, organisation_id: UUID, actor: str, reason: str) -> Organisation:
    """Stop all sending of the organisation at once, whatever asked for it; stopping twice changes nothing."""
    if await queries.set_stopped(unit, organisation_id, unit.at, reason):
        await record_audit(unit, organisation_id, actor, "sending.stopped", f"organisation:{organisation_id}", {"reason": reason})
        unit.happened(Happened("sending.stopped", organisation_id))
    return await organisation(unit, organisation_id)


async def resume_sending(unit: Unit, organisation_id: UUID, actor: str) -> Organisation:
    """Let the organisation send again; nothing changes if it was not stopped."""
    if await queries.set_stopped(unit, organisation_id, None, None):
        await record_audit(unit, organisation_id, actor, "sending.resumed", f"organisation:{organisation_id}")
        unit.happened(Happened("sending.resumed", organisation_id))
    return await organisation(unit, organisation_id)


async def count_stopped(unit: Unit) -> int:
    """Count the organisations whose sending is stopped (engine role)."""
    return await queries.count_stopped(unit)


async def set_allow_list_only(unit: Unit, organisation_id: UUID, actor: str, *, only: bool) -> Organisation:
    """Send to listed addresses only (while trying out), or to all again."""
    if await queries.set_allow_list_only(unit, organisation_id, only=only):
        action = "allow_list.enforced" if only else "allow_list.lifted"
        await record_audit(unit, organisation_id, actor, action, f"organisation:{organisation_id}")
    return await organisation(unit, organisation_id)


def _new(unit: Unit, *, name: str, slug: str, region: str, time_zone: str, currency: str, locale: str) -> Organisation:
    rules.check_profile(slug=slug, region=region, time_zone=time_zone, currency=currency, locale=locale)
    return Organisation(
        id=new_id(unit.at),
        name=name,
        slug=slug,
        region=region,
        time_zone=time_zone,
        currency=currency,
        locale=locale,
        stopped_at=None,
        stopped_reason=None,
        allow_list_only=False,
        created_at=unit.at,
    )


def _found(known: Organisation | None) -> Organisation:
    if known is None:
        raise NotFound("organisation_unknown", "There is no such organisation.", fix="List the organisations to see their names.")
    return known
