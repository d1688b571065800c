"""Messages that have a source each: planned and released at once, looked at and taken back in batches."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.messages.types import Order, Standing, State

_PACKAGE = "tidings.messages"
_ORDER = sql(_PACKAGE, "order")
_WITHDRAW = sql(_PACKAGE, "withdraw")
_REFUSE = sql(_PACKAGE, "refuse")


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A message that was taken back before it left."""

    source_id: UUID
    contact_id: UUID
    address_id: UUID
    sender_id: UUID | None


async def place(
    unit: Unit, organisation_id: UUID, orders: Sequence[Order], sealed: Sequence[bytes], prices: Mapping[UUID, int], first_look_at: datetime
) -> None:
    """Write the sources and messages of orders and queue them; `sealed` is what each brings, in their order, `prices` go by source."""
    await unit.run("SELECT open_ledger_month(%(born)s)", {"born": unit.at})
    await unit.run(
        _ORDER,
        {
            "org": organisation_id,
            "at": unit.at,
            "first_look": first_look_at,
            "sources": [each.source.source_id for each in orders],
            "kinds": [each.source.kind.value for each in orders],
            "names": [each.source.name for each in orders],
            "lanes": [each.source.lane.value for each in orders],
            "purposes": [each.source.purpose.value for each in orders],
            "channels": [each.source.channel.value for each in orders],
            "templates": [each.source.template_id for each in orders],
            "versions": [each.source.template_version for each in orders],
            "programmes": [each.source.programme for each in orders],
            "contacts": [each.recipient.contact_id for each in orders],
            "addresses": [each.recipient.address_id for each in orders],
            "senders": [each.sender_id for each in orders],
            "sealed": list(sealed),
            "prices": [prices.get(each.source.source_id) for each in orders],
            "untils": [each.good_until for each in orders],
        },
    )


async def standings(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> list[Standing]:
    """Return where the messages of sources stand."""
    return await unit.fetch(
        _standing,
        "SELECT source_id, contact_id, state, reason, detail, settled_at, sent_at, delivered_at, read_at, segments, cost_micros,"
        " currency::text, price_micros, provider_id FROM messages"
        " WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s)",
        {"org": organisation_id, "sources": list(source_ids)},
    )


async def withdraw(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> list[Withdrawn]:
    """End what has not left of sources and that nobody else holds at this moment; return which."""
    return await unit.fetch(Withdrawn, _WITHDRAW, {"org": organisation_id, "sources": list(source_ids), "at": unit.at})


async def waiting(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID]) -> list[Withdrawn]:
    """Return what waits in the queue of sources that have one message each."""
    return await unit.fetch(
        Withdrawn,
        "SELECT m.source_id, m.contact_id, m.address_id, o.sender_id FROM outbox o"
        " JOIN messages m ON m.organisation_id = %(org)s AND m.source_id = o.source_id AND m.contact_id = o.contact_id AND m.step = o.step"
        " WHERE o.organisation_id = %(org)s AND o.source_id = ANY(%(sources)s) AND o.leased_by IS NULL AND o.step = 0 AND m.state = 10"
        " AND m.source_id = ANY(%(sources)s) ORDER BY m.source_id",
        {"org": organisation_id, "sources": list(source_ids)},
    )


async def refuse(unit: Unit, organisation_id: UUID, refused: Sequence[tuple[UUID, UUID, str]]) -> list[Withdrawn]:
    """End what waits (source, contact) with a reason each; return which did: what somebody holds at this moment does not."""
    params = {
        "org": organisation_id,
        "at": unit.at,
        "sources": [source_id for source_id, _, _ in refused],
        "contacts": [contact_id for _, contact_id, _ in refused],
        "reasons": [reason for _, _, reason in refused],
    }
    return await unit.fetch(Withdrawn, _REFUSE, params)


async def close(unit: Unit, organisation_id: UUID, source_ids: Sequence[UUID], *, wait: bool) -> None:
    """Let nothing of sources be tried again; those that somebody holds are waited for, or passed over."""
    await unit.run(
        "WITH held AS (SELECT source_id FROM sources WHERE organisation_id = %(org)s AND source_id = ANY(%(sources)s) AND state <> 'closed'"
        f" ORDER BY source_id FOR UPDATE{'' if wait else ' SKIP LOCKED'})"
        " UPDATE sources s SET state = 'closed' FROM held WHERE s.organisation_id = %(org)s AND s.source_id = held.source_id",
        {"org": organisation_id, "sources": list(source_ids)},
    )


def _standing(source_id: UUID, contact_id: UUID, state: int, *told: object) -> Standing:
    return Standing(source_id, contact_id, State(state), *told)  # pyright: ignore[reportArgumentType] - the columns, in their order
