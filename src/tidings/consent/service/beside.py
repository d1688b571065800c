"""A person's wish at one address followed at another that is the same person's: a number and Meta's id of its WhatsApp user."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.consent import rules
from tidings.consent.queries import suppressions as queries
from tidings.consent.types import Suppression, SuppressionReason, SuppressionScope
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel

_BY = "system:consent"
_WHY_OPEN = "The person said START."
_FOLLOWED = frozenset({*rules.LIFTED_BY_START, SuppressionReason.HELD})
"""What people refuse themselves, or may have refused; what failed at one address says nothing of another."""

Lookups = Sequence[bytes]
"""The look-up values of one address under every live index key, the newest last."""


async def close_beside(unit: Unit, organisation_id: UUID, channel: Channel, pairs: Sequence[tuple[Lookups, Lookups]]) -> None:
    """Close the second address of each pair where the first is closed by its owner's wish, unless a later START opened the second."""
    if not pairs:
        return
    beside: dict[bytes, set[bytes]] = {}
    for lookups, others in pairs:
        for lookup in lookups:
            beside.setdefault(lookup, set()).add(others[-1])
    closings = await queries.list_suppressions(
        unit,
        organisation_id,
        channel=channel,
        reason=None,
        lookups=list(beside),
        lifted_too=False,
        before=None,
        limit=len(beside) * len(SuppressionReason) * len(SuppressionScope),
    )
    wanted = [(each, other) for each in closings if each.reason in _FOLLOWED for other in beside[each.lookup]]
    if not wanted:
        return
    openings = await queries.openings(unit, organisation_id, channel, [other for _, other in wanted])
    entries = [
        (Suppression(channel, other, each.scope, each.reason, each.source, each.detail), each.at, each.ends_at)
        for each, other in wanted
        if other not in openings or openings[other] <= each.at
    ]
    if entries:
        await queries.suppress(unit, organisation_id, entries)


async def open_beside(unit: Unit, organisation_id: UUID, channel: Channel, said: Sequence[tuple[Lookups, datetime]]) -> None:
    """Open addresses whose owners said START at another of theirs; consent is recorded where it was said."""
    each_said = [(lookup, at) for lookups, at in said for lookup in lookups]
    if not each_said:
        return
    await queries.remember_openings(unit, organisation_id, channel, each_said)
    await queries.open_again(
        unit, organisation_id, channel, each_said, scope=SuppressionScope.ALL, reasons=rules.LIFTED_BY_START, by=_BY, why=_WHY_OPEN
    )
