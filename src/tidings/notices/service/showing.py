"""Notices shown: one with its attempts, many by what they are about, and what one would be."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor
from tidings.notices import errors
from tidings.notices.queries import notices as queries
from tidings.notices.queries import signals
from tidings.notices.rules import deciding
from tidings.notices.service.choosing import Wish, plans
from tidings.notices.service.following import tried_of
from tidings.notices.service.kinds import kind
from tidings.notices.service.sealing import data_of
from tidings.notices.types import Entry, Notice, NoticeReason, NoticeState, Plan, Search, Shown, SignalWhat

_FORGOTTEN_AFTER = timedelta(days=30)
_SIGNALS_LOST_AFTER = timedelta(days=1)
_ANY = UUID(int=0)


async def notice(unit: Unit, organisation_id: UUID, notice_id: UUID) -> Shown:
    """Return a notice with its attempts; one that was said by another has none of its own. Raises NotFound."""
    found = await _found(unit, organisation_id, notice_id)
    tried = await tried_of(unit, organisation_id, [notice_id])
    return Shown(found, tried.get(notice_id, ()))


async def notices(unit: Unit, organisation_id: UUID, search: Search, *, cursor: str | None = None, limit: int = 100) -> Page[Shown]:
    """List notices that fit, newest first, with their attempts: three statements."""
    rows = await queries.page(unit, organisation_id, search, decode_id_cursor(cursor), limit + 1)
    tried = await tried_of(unit, organisation_id, [each.id for each in rows[:limit]])
    shown = [Shown(each, tried.get(each.id, ())) for each in rows[:limit]]
    return Page(shown, encode_cursor(str(rows[limit - 1].id)) if len(rows) > limit else None)


async def known_by(unit: Unit, organisation_id: UUID, sought: str, limit: int) -> list[Notice]:
    """Return notices by their whole key, or by the id of what they are about, newest first."""
    return await queries.known_by(unit, organisation_id, sought, limit)


async def said(unit: Unit, organisation_id: UUID, found: Notice) -> Mapping[str, Any]:
    """Return what a notice brings, opened; nothing once it was forgotten."""
    return data_of(found, await unit.keys(organisation_id))


async def cancel(unit: Unit, organisation_id: UUID, actor: str, notice_id: UUID) -> Shown:
    """Take a notice back: what has not left does not leave, and nothing follows. Done by a worker within a moment; audited. Raises NotFound.

    A notice that has ended stays as it is; what it was to say of others is said by the first of them. One that is to be said by another which
    still waits is taken out of it.
    """
    found = await _found(unit, organisation_id, notice_id)
    if found.state is NoticeState.GROUPED:
        if await queries.leave_group(unit, organisation_id, notice_id, NoticeReason.NOTICE_CANCELLED):
            await accounts.record_audit(unit, organisation_id, actor, "notice.cancelled", f"notice:{notice_id}")
    elif not found.state.ended:
        await signals.of_notices(unit, organisation_id, [notice_id], SignalWhat.CANCELLED)
        await accounts.record_audit(unit, organisation_id, actor, "notice.cancelled", f"notice:{notice_id}")
    return await notice(unit, organisation_id, notice_id)


async def preview(unit: Unit, organisation_id: UUID, key: str, contact_id: UUID, data: Mapping[str, Any]) -> tuple[Plan, list[Entry]]:
    """Say by which channels a notice of a kind would go to a person now, why not by others, and with which it would begin. Nothing is kept.

    Raises NotFound.
    """
    found = await kind(unit, organisation_id, key)
    await contacts.contact(unit, organisation_id, contact_id)
    plan = (await plans(unit, organisation_id, [Wish(_ANY, found, contact_id, None, data)]))[_ANY]
    return plan, deciding.first_entries(plan)


async def forget_data(unit: Unit, organisation_id: UUID) -> int:
    """Forget what notices said that ended a month ago, and signals that came for notices which were erased; returns of how many it was forgotten."""
    await signals.forget_lost(unit, organisation_id, unit.at - _SIGNALS_LOST_AFTER)
    return await queries.forget_data(unit, organisation_id, unit.at - _FORGOTTEN_AFTER)


async def _found(unit: Unit, organisation_id: UUID, notice_id: UUID) -> Notice:
    rows = await queries.by_ids(unit, organisation_id, [notice_id])
    if not rows:
        raise errors.no_notice(notice_id)
    return rows[0]
