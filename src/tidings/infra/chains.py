"""Chains in the database: sealing what waits, and checking what was sealed (decision 0022).

Writers only leave a row that waits to be sealed, so none waits for another. A sealer takes what is committed: a transaction that commits
late is sealed by a later link, and nothing is left out.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Break, Checked, Fault, Head, Line, Link, check, first_previous, microseconds

_LINKS_AT_ONCE = 100
_TOLD = 20
"""So many lines or breaks are told one by one: a chain that was written anew breaks everywhere."""


@dataclass(frozen=True, slots=True)
class Chain:
    """One kind of chain, a chain for each organisation.

    `seal` makes the next link, `lines` reads a link's lines (each becomes `line(*columns)`), `unsealed` names lines that stand
    in no link and don't wait for one. `batches` go into a link at most.
    """

    name: str
    links: str
    seals: str
    seal_sql: str
    lines_sql: str
    unsealed_sql: str
    line: Callable[..., Line]
    batches: int = 100

    async def waiting_organisations(self, unit: Unit) -> list[UUID]:
        """Return the organisations of which something waits to be sealed (engine role)."""
        return await unit.fetch(_same, f"SELECT DISTINCT organisation_id FROM {self.seals} WHERE link IS NULL")

    async def seal(self, unit: Unit, organisation_id: UUID) -> bool:
        """Make the next link of an organisation (engine role); False if nothing waits, or another worker seals it now."""
        name = f"chain:{self.name}:{organisation_id}"
        if not await unit.value("SELECT pg_try_advisory_xact_lock(hashtextextended(%(name)s, 0))", {"name": name}):
            return False
        params = {
            "org": organisation_id,
            "most": self.batches,
            "first": first_previous(self.name, organisation_id),
            "now": unit.at,
            "now_us": microseconds(unit.at),
        }
        return await unit.value(self.seal_sql, params) is not None

    async def head(self, unit: Unit, organisation_id: UUID, number: int | None = None) -> Head | None:
        """Return the end of the chain, or one link of it."""
        return await unit.fetch_one(
            Head,
            f"SELECT number, digest FROM {self.links} WHERE organisation_id = %(org)s AND (%(number)s::bigint IS NULL OR number = %(number)s)"
            " ORDER BY number DESC LIMIT 1",
            {"org": organisation_id, "number": number},
        )

    async def check(self, unit: Unit, organisation_id: UUID, kept: Head | None = None) -> Checked:
        """Read the chain, whole or from a kept head on, a link at a time, and say where it breaks.

        What is in the ledger is digested anew by `line`, not by the statement that sealed it.
        """
        at = kept or Head(0, first_previous(self.name, organisation_id))
        tally = _Tally()
        if kept is not None and await self.head(unit, organisation_id, kept.number) != kept:
            tally.breaks.append(Break(kept.number, Fault.HEAD_MISSING))
            return Checked(0, 0, await self._waiting(unit, organisation_id), None, tally.breaks)
        while links := await self._links(unit, organisation_id, at.number):
            for link in links:
                lines = await unit.fetch(self.line, self.lines_sql, {"org": organisation_id, "link": link.number})
                tally.add(lines, check(self.name, organisation_id, at, link, lines))
                at = Head(link.number, link.digest)
        tally.breaks += await self._beside(unit, organisation_id, at)
        head = at if at.number and not tally.breaks else None
        return Checked(tally.links, tally.lines, await self._waiting(unit, organisation_id), head, tally.breaks[:_TOLD])

    async def _beside(self, unit: Unit, organisation_id: UUID, end: Head) -> list[Break]:
        """Find what stands beside the chain: lines that were sealed by a link which is gone, and lines that were never to be sealed."""
        found: list[Break] = []
        last: int = await unit.value(f"SELECT coalesce(max(link), 0) FROM {self.seals} WHERE organisation_id = %(org)s", {"org": organisation_id})
        if last > end.number:
            found.append(Break(end.number + 1, Fault.LINK_MISSING))
        strange = await unit.fetch(str, self.unsealed_sql, {"org": organisation_id, "limit": _TOLD})
        if strange:
            found.append(Break(None, Fault.LINES_UNSEALED, 0, strange))
        return found

    async def _links(self, unit: Unit, organisation_id: UUID, after: int) -> list[Link]:
        return await unit.fetch(
            Link,
            f"SELECT number, previous, digest, lines, marks, sealed_at FROM {self.links}"
            " WHERE organisation_id = %(org)s AND number > %(after)s ORDER BY number LIMIT %(limit)s",
            {"org": organisation_id, "after": after, "limit": _LINKS_AT_ONCE},
        )

    async def _waiting(self, unit: Unit, organisation_id: UUID) -> int:
        return await unit.value(f"SELECT count(*) FROM {self.seals} WHERE organisation_id = %(org)s AND link IS NULL", {"org": organisation_id})


@dataclass(slots=True)
class _Tally:
    links: int = 0
    lines: int = 0
    breaks: list[Break] = field(default_factory=list[Break])

    def add(self, lines: list[Line], found: Break | None) -> None:
        self.links += 1
        self.lines += len(lines)
        if found is not None:
            self.breaks.append(Break(found.link, found.fault, found.gone, found.strange[:_TOLD]))


def _same(value: UUID) -> UUID:
    return value
