"""Months leave the ledger: first closed, then detached (`infra.db.partitions`), then settled. Each step may run twice (engine role).

A month holds the sources of all organisations that were born in it, so it leaves for all of them at once.
"""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from tidings.accounts import service as accounts
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import first_id_of
from tidings.messages import errors
from tidings.messages.queries import months
from tidings.messages.queries.months import Month, MonthState, Span

LEDGER_TABLES = ("messages", "attempts", "provider_refs")
"""The tables of which a month is a partition."""


async def ledger_months(unit: Unit) -> Sequence[Month]:
    """Return all months, those that have left first."""
    gone, attached = await months.gone(unit), await months.attached(unit)
    begun = {each.month for each in gone if each.state is MonthState.LEAVING}
    here = [Month(each.month, MonthState.LEAVING, each.messages, each.bytes) if each.month in begun else each for each in attached]
    present = {each.month for each in here}
    return sorted([*(each for each in gone if each.month not in present), *here], key=lambda each: each.month)


async def hindrance(unit: Unit, month: date) -> int:
    """Count the messages that keep a month in the ledger: those that may still leave or are still looked for."""
    return await months.unsettled(unit, _span(month))


async def begin_leaving(unit: Unit, month: date, *, running: int) -> None:
    """Close the sources of a month, so that nothing of it can be sent any more. `running` counts sources that whoever owns them still needs.

    Raises Conflict, and nothing is closed, if there are any or a message has no end yet.
    """
    span = _span(month)
    await months.close_sources(unit, span)
    unsettled = await months.unsettled(unit, span)
    if unsettled or running:
        raise errors.month_in_use(month, unsettled, running)
    await months.mark(unit, month, MonthState.LEAVING)


async def end_leaving(unit: Unit, month: date, actor: str, *, discard: bool) -> int:
    """Keep the last figures of a detached month, then drop its tables or put them where no working role can look. Audited in each organisation.

    Returns how many messages have left now: none if they were out before.
    """
    span = _span(month)
    messages = await months.close(unit, span, discard=discard)
    await months.mark(unit, month, MonthState.DROPPED if discard else MonthState.KEPT, messages or None)
    detail = {"month": f"{month:%Y-%m}", "dropped": discard}
    for organisation_id in await months.organisations(unit, span):
        await accounts.record_audit(unit, organisation_id, actor, "ledger.month_left", f"ledger:{month:%Y-%m}", detail)
    return messages


def next_month(month: date) -> date:
    """Return the first day of the month after."""
    return date(month.year + month.month // 12, month.month % 12 + 1, 1)


def _span(month: date) -> Span:
    return Span(month, first_id_of(_start(month)), first_id_of(_start(next_month(month))))


def _start(month: date) -> datetime:
    return datetime(month.year, month.month, 1, tzinfo=UTC)
