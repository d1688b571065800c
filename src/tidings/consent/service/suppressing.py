"""Closing addresses, opening them again, and asking which are closed."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.consent import errors, rules
from tidings.consent.queries import suppressions as queries
from tidings.consent.types import (
    Closing,
    ListLifted,
    NamedSuppression,
    Suppression,
    SuppressionReason,
    SuppressionRecord,
    SuppressionScope,
    Unreadable,
    weightiest,
)
from tidings.contacts import service as contacts
from tidings.contacts.types import Address
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.paging import MOST_COUNTED, Page, decode_id_cursor, encode_cursor
from tidings.kernel.phone import parse
from tidings.kernel.words import Channel, Purpose

_PHONE, _EMAIL = "phone", "email"
_FAILING_SOURCE = "rule:failing_addresses"


async def suppress(unit: Unit, organisation_id: UUID, entries: Sequence[Suppression], at: datetime) -> int:
    """Close addresses from `at` until lifted; returns how many were open for that reason until now."""
    return await queries.suppress(unit, organisation_id, [(entry, at, None) for entry in entries]) if entries else 0


async def suppress_addresses(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    written: Sequence[str],
    *,
    channel: Channel,
    scope: SuppressionScope,
    reason: SuppressionReason,
    source: str,
) -> Closing:
    """Close phone numbers, or emails on their channel, in any way of writing: opt-outs of a former system, or whom staff close. Audited.

    The list is kept by its `source` also for those whom another closed before: it holds them closed when that one is lifted.
    """
    organisation = await accounts.organisation(unit, organisation_id)
    keys = await unit.keys(organisation_id)
    kind, read = contacts.read_addresses(written, channel, organisation.region)
    invalid = [Unreadable(position, why.code, why.message, why.fix) for position, why in enumerate(read) if isinstance(why, Invalid)]
    lookups = {keys.index(kind, each) for each in read if isinstance(each, str)}
    entries = [Suppression(channel, lookup, scope, reason, source) for lookup in lookups]
    closed = await suppress(unit, organisation_id, entries, unit.at)
    if entries:
        detail = {"channel": channel.value, "reason": reason.value, "source": source, "closed": closed}
        await accounts.record_audit(unit, organisation_id, actor, "suppressions.added", f"organisation:{organisation_id}", detail)
    return Closing(closed, len(written) - len(invalid) - closed, invalid)


async def suppressed(
    unit: Unit, organisation_id: UUID, channel: Channel, lookups: Sequence[bytes], purpose: Purpose
) -> dict[bytes, SuppressionReason]:
    """Return which of the look-up values are closed now to a purpose, and why (the weightiest reason).

    After a rotation of the index key give the values under every live key: a suppression keeps the one it was made with.
    """
    scopes = list(SuppressionScope) if purpose is Purpose.MARKETING else [SuppressionScope.ALL]
    return weightiest(await queries.suppressed(unit, organisation_id, channel, lookups, scopes)) if lookups else {}


async def suppressed_addresses(
    unit: Unit, organisation_id: UUID, channel: Channel, addresses: Sequence[Address], purpose: Purpose
) -> dict[UUID, SuppressionReason]:
    """Return which of the opened addresses are closed now to a purpose, by id, looked up under every live index key."""
    keys = await unit.keys(organisation_id)
    owner = {lookup: address.id for address in addresses for lookup in keys.indexes(address.kind, address.value)}
    closed = await suppressed(unit, organisation_id, channel, list(owner), purpose)
    return weightiest((owner[lookup], reason) for lookup, reason in closed.items())


async def count_soft_failures(unit: Unit, organisation_id: UUID, channel: Channel, failures: Sequence[tuple[bytes, str]]) -> list[bytes]:
    """Count failures (look-up value, the provider's code) that are not final; close and return the addresses over the rule.

    The rule is data (`failing_addresses.toml`): so many in a rolling window, then closed for so long.
    """
    if not failures:
        return []
    rule = rules.failing_rule(unit.at.date())
    counts = await queries.count_failures(unit, organisation_id, channel, failures, rule)
    over = [(lookup, count, code) for lookup, count, code in counts if count >= rule.failures]
    ends_at = unit.at + timedelta(days=rule.closed_days)
    entries = [
        (
            Suppression(
                channel,
                lookup,
                SuppressionScope.ALL,
                SuppressionReason.FAILING,
                _FAILING_SOURCE,
                f"{count} failures in {rule.within_days} days, the last with code {code}",
            ),
            unit.at,
            ends_at,
        )
        for lookup, count, code in over
    ]
    if entries:
        await queries.suppress(unit, organisation_id, entries)
    return [lookup for lookup, _, _ in over]


async def move_lookups(unit: Unit, organisation_id: UUID, moved: Sequence[tuple[bytes, bytes]]) -> None:
    """Follow addresses whose look-up values changed (before, now) with the index key; those of erased people keep theirs."""
    await queries.move_lookups(unit, organisation_id, moved)


async def lift(unit: Unit, organisation_id: UUID, actor: str, suppression_id: UUID, reason: str) -> NamedSuppression:
    """Re-open an address by a person's decision, with the reason, audited. Lifting twice changes nothing.

    It does not restore consent: where a STOP also withdrew it, a later consent must be recorded. Raises NotFound, Invalid.
    """
    if not reason.strip():
        raise errors.reason_missing()
    lifted = await queries.lift(unit, organisation_id, suppression_id, by=actor, why=reason.strip())
    record_now = await queries.suppression(unit, organisation_id, suppression_id)
    if record_now is None:
        raise errors.no_such_suppression()
    if lifted:
        detail = {"channel": record_now.channel.value, "closed_for": record_now.reason.value}
        await accounts.record_audit(unit, organisation_id, actor, "suppression.lifted", f"suppression:{suppression_id}", detail)
    return (await named(unit, organisation_id, [record_now]))[0]


async def lift_list(unit: Unit, organisation_id: UUID, actor: str, source: str, reason: str) -> ListLifted:
    """Take back a list of closed numbers by the source that it was brought with; audited. Says how many are open again and how many not.

    Only what staff closed or brought: a person's own refusal never goes with it, nor what another list closed too. Raises Invalid.
    """
    if not reason.strip():
        raise errors.reason_missing()
    gone = await queries.lift_list(unit, organisation_id, source, by=actor, why=reason.strip())
    if gone.lifted or gone.still_closed:
        detail = {"source": source, "lifted": gone.lifted, "still_closed": gone.still_closed}
        await accounts.record_audit(unit, organisation_id, actor, "suppressions.lifted", f"organisation:{organisation_id}", detail)
    return gone


async def list_suppressions(
    unit: Unit,
    organisation_id: UUID,
    *,
    channel: Channel | None = None,
    reason: SuppressionReason | None = None,
    phone: str | None = None,
    lifted_too: bool = False,
    cursor: str | None = None,
    limit: int = 100,
) -> Page[NamedSuppression]:
    """Return suppressions and whose they are, newest first: those that hold, or all that ever did.

    `phone`, in any way of writing, asks for those of one number. Raises Invalid if it is none.
    """
    before = decode_id_cursor(cursor)
    lookups = None if phone is None else await _lookups(unit, organisation_id, phone)
    rows = await queries.list_suppressions(
        unit, organisation_id, channel=channel, reason=reason, lookups=lookups, lifted_too=lifted_too, before=before, limit=limit + 1
    )
    more = len(rows) > limit
    return Page(await named(unit, organisation_id, rows[:limit]), encode_cursor(str(rows[limit - 1].id)) if more else None)


async def count_suppressions(
    unit: Unit, organisation_id: UUID, *,
    channel: Channel | None = None, reason: SuppressionReason | None = None, phone: str | None = None, lifted_too: bool = False,
) -> int:  # fmt: skip
    """Return how many `list_suppressions` has, `MOST_COUNTED` + 1 if there are more. Raises as it does."""
    lookups = None if phone is None else await _lookups(unit, organisation_id, phone)
    return await queries.count(
        unit, organisation_id, channel=channel, reason=reason, lookups=lookups, lifted_too=lifted_too, most=MOST_COUNTED + 1
    )  # fmt: skip


async def named(unit: Unit, organisation_id: UUID, records: Sequence[SuppressionRecord]) -> list[NamedSuppression]:
    """Say whose the suppressions are."""
    holders = await contacts.holders(unit, organisation_id, [each.lookup for each in records])
    return [NamedSuppression(each, holders.get(each.lookup)) for each in records]


async def _lookups(unit: Unit, organisation_id: UUID, phone: str) -> list[bytes]:
    if "@" in phone:
        _, (read,) = contacts.read_addresses([phone], Channel.EMAIL, "")
        if isinstance(read, Invalid):
            raise read
        return (await unit.keys(organisation_id)).indexes(_EMAIL, read)
    organisation = await accounts.organisation(unit, organisation_id)
    return (await unit.keys(organisation_id)).indexes(_PHONE, parse(phone, organisation.region).e164)
