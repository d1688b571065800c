"""What is kept how long (docs/decisions/0017): months that are old enough leave the ledger, while everything goes on."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID

from tidings.campaigns import service as campaigns
from tidings.infra.db.database import Database
from tidings.infra.db.partitions import detach
from tidings.kernel.errors import Busy, Conflict
from tidings.kernel.ids import first_id_of
from tidings.messages import service as ledger
from tidings.messages.service import Month, MonthState


@dataclass(frozen=True, slots=True)
class Leave:
    """What became of a month that was to leave: how many messages went, or why it stayed."""

    month: date
    messages: int
    dropped: bool
    stayed: str | None = None


@dataclass(frozen=True, slots=True)
class Retention:
    """Takes months out of the ledger of one installation. `owner_url` is the database as its owner."""

    database: Database
    owner_url: str
    actor: str

    async def months(self) -> list[Month]:
        """Return all months of the ledger, those that have left among them."""
        async with self.database.engine() as unit:
            return list(await ledger.ledger_months(unit))

    async def leave(self, before: date, *, discard: bool, rehearse: bool = False) -> list[Leave]:
        """Let each month before that of `before` leave; with `discard` also those that were only detached so far are dropped.

        One that may not leave keeps no other waiting. A rehearsal only says what would become of each.
        """
        candidates = [each for each in await self.months() if each.month < before.replace(day=1) and _may_move(each, discard=discard)]
        return [await (self._rehearse(each, discard=discard) if rehearse else self._leave(each, discard=discard)) for each in candidates]

    async def _leave(self, month: Month, *, discard: bool) -> Leave:
        try:
            if month.state is MonthState.OPEN:
                async with self.database.engine() as unit:
                    low, high = _ids(month.month)
                    await ledger.begin_leaving(unit, month.month, running=await campaigns.under_way(unit, low, high))
            await detach(self.owner_url, ledger.LEDGER_TABLES, f"{month.month:%Y_%m}")
            async with self.database.engine() as unit:
                messages = await ledger.end_leaving(unit, month.month, self.actor, discard=discard)
        except (Busy, Conflict) as error:
            return Leave(month.month, 0, dropped=False, stayed=f"{error.message} {error.fix}")
        return Leave(month.month, messages or month.messages, dropped=discard)

    async def _rehearse(self, month: Month, *, discard: bool) -> Leave:
        async with self.database.engine() as unit:
            low, high = _ids(month.month)
            unsettled, running = await ledger.hindrance(unit, month.month), await campaigns.under_way(unit, low, high)
        stayed = f"{unsettled} messages without an end, {running} campaigns under way" if unsettled or running else None
        return Leave(month.month, month.messages, dropped=discard, stayed=stayed)


def oldest_kept(at: datetime, years: int) -> date | None:
    """Return the first month that is kept when the ledger goes back so many years, None if it goes back for ever (0)."""
    today = at.astimezone(UTC).date()
    return date(today.year - years, today.month, 1) if years else None


def _may_move(month: Month, *, discard: bool) -> bool:
    return month.state in {MonthState.OPEN, MonthState.LEAVING} or (discard and month.state is MonthState.KEPT)


def _ids(month: date) -> tuple[UUID, UUID]:
    start, end = (datetime(each.year, each.month, 1, tzinfo=UTC) for each in (month, ledger.next_month(month)))
    return first_id_of(start), first_id_of(end)
