"""Senders, and the limits that they share."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels.errors import ChannelThingNotFound, ConnectionStopped, NameTaken
from tidings.channels.queries import connections as connection_rows
from tidings.channels.queries import senders as rows
from tidings.channels.rules.mailboxes import checked_mailbox
from tidings.channels.rules.projects import checked_project
from tidings.channels.service.news import tell_senders
from tidings.channels.types import FIRST_TIER, NewSender, Portfolio, Sender, Status
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel

_SYSTEM = "system:dispatch"
_UNLIMITED = -1


async def add_sender(unit: Unit, organisation_id: UUID, actor: str, new: NewSender) -> Sender:
    """Add one of our numbers to a connection.

    Raises NameTaken if it is there, ChannelThingNotFound, and Invalid for a WhatsApp number without a portfolio or for what is no sender of
    emails or notifications.
    """
    if new.channel is Channel.WHATSAPP and new.portfolio_id is None:
        fix = "Name the portfolio whose limit the number shares."
        raise Invalid("portfolio_missing", "A WhatsApp number belongs to a business portfolio.", field="portfolio_id", fix=fix)
    if new.channel is Channel.EMAIL:
        new = replace(new, address=checked_mailbox(new.address))
    if new.channel is Channel.PUSH:
        new = replace(new, address=checked_project(new.address))
    if await connection_rows.by_id(unit, organisation_id, new.connection_id) is None:
        raise ChannelThingNotFound("connection", new.connection_id)
    if new.portfolio_id is not None and await rows.portfolio_locked(unit, organisation_id, new.portfolio_id) is None:
        raise ChannelThingNotFound("portfolio", new.portfolio_id)
    identifier = new_id(unit.at)
    if not await rows.insert(unit, organisation_id, identifier, new):
        raise NameTaken("sender", new.label)
    await _audit(unit, organisation_id, actor, "added", identifier, {"channel": new.channel, "connection_id": str(new.connection_id)})
    return await sender(unit, organisation_id, identifier)


async def senders(unit: Unit, organisation_id: UUID, channel: Channel | None = None) -> Sequence[Sender]:
    """Return senders, oldest first: the first open one of a channel is its default."""
    return await rows.listed(unit, organisation_id, channel)


async def sender(unit: Unit, organisation_id: UUID, sender_id: UUID) -> Sender:
    """Return one sender. Raises ChannelThingNotFound."""
    found = (await rows.by_ids(unit, organisation_id, [sender_id]))[:1]
    if not found:
        raise ChannelThingNotFound("sender", sender_id)
    return found[0]


async def sender_batch(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, Sender]:
    """Return senders by id, in one statement."""
    return {each.id: each for each in await rows.by_ids(unit, organisation_id, ids)}


async def set_sender_limits(
    unit: Unit, organisation_id: UUID, actor: str, sender_id: UUID, *, per_hour: int | None, per_second: float | None
) -> Sender:
    """Set a sender's pace; None is unlimited. Tells `sender.limits_changed`, on which it holds at once. Raises ChannelThingNotFound.

    On a sender made from the environment it stays until the variable of its rate holds something new.
    """
    await sender(unit, organisation_id, sender_id)
    await rows.set_limits(unit, organisation_id, sender_id, per_hour=per_hour, per_second=per_second)
    tell_senders(unit, organisation_id, "sender.limits_changed", [sender_id])
    await _audit(unit, organisation_id, actor, "limits_changed", sender_id, {"per_hour": per_hour, "per_second": per_second})
    return await sender(unit, organisation_id, sender_id)


async def stop_sender(unit: Unit, organisation_id: UUID, sender_id: UUID, reason: str, *, actor: str = _SYSTEM) -> bool:
    """Stop a sender until a person opens it; False if it was stopped for that already."""
    changed = await rows.set_status(unit, organisation_id, sender_id, Status.STOPPED, reason)
    if changed:
        unit.happened(Happened("sender.stopped", organisation_id, {"sender_id": str(sender_id), "reason": reason}))
        await _audit(unit, organisation_id, actor, "stopped", sender_id, {"reason": reason})
    return changed


async def open_sender(unit: Unit, organisation_id: UUID, actor: str, sender_id: UUID) -> bool:
    """Let a stopped or held sender send again, at once (it tells `sender.opened`); False if it was open.

    Raises ChannelThingNotFound, or ConnectionStopped: it could not send.
    """
    found = await sender(unit, organisation_id, sender_id)
    connection = await connection_rows.by_id(unit, organisation_id, found.connection_id)
    if connection is not None and connection[0].status is Status.STOPPED:
        raise ConnectionStopped(found.connection_id, connection[0].name, connection[0].status_reason)
    changed = await rows.set_status(unit, organisation_id, sender_id, Status.OPEN, None)
    if changed:
        tell_senders(unit, organisation_id, "sender.opened", [sender_id])
        await _audit(unit, organisation_id, actor, "opened", sender_id, {})
    return changed


async def portfolios(unit: Unit, organisation_id: UUID) -> Sequence[Portfolio]:
    """Return all WhatsApp portfolios."""
    return await rows.portfolios(unit, organisation_id)


async def portfolio(unit: Unit, organisation_id: UUID, portfolio_id: UUID) -> Portfolio:
    """Return one WhatsApp portfolio. Raises ChannelThingNotFound."""
    found = next((each for each in await rows.portfolios(unit, organisation_id) if each.id == portfolio_id), None)
    if found is None:
        raise ChannelThingNotFound("portfolio", portfolio_id)
    return found


async def ensure_portfolio(unit: Unit, organisation_id: UUID, *, provider: str, reference: str) -> Portfolio:
    """Return the portfolio that the provider knows as `reference`; a new one has the first tier."""
    new = Portfolio(new_id(unit.at), provider, reference, FIRST_TIER, unit.at)
    await rows.add_portfolio(unit, organisation_id, new)
    return await rows.portfolio_locked(unit, organisation_id, reference, provider) or new


async def set_portfolio_limit(
    unit: Unit,
    organisation_id: UUID,
    portfolio_or_reference: UUID | str,
    daily_people: int | None,
    *,
    provider: str | None = None,
    actor: str = "system:webhooks",
) -> bool:
    """Set how many distinct people a rolling 24 hours may hold, by the portfolio's id or the provider's; False if it is so already.

    None and -1 (Meta's word) are unlimited. Tells `portfolio.limit_changed`, on which plans are made anew. Raises ChannelThingNotFound.
    """
    wanted = None if daily_people == _UNLIMITED else daily_people
    if wanted is not None and wanted < 0:
        raise Invalid("limit_invalid", f"{wanted} is not a limit.", field="daily_people", fix="Give a whole number, or null for unlimited.")
    found = await rows.portfolio_locked(unit, organisation_id, portfolio_or_reference, provider)
    if found is None:
        raise ChannelThingNotFound("portfolio", portfolio_or_reference)
    if found.daily_people == wanted:
        return False
    await rows.set_limit(unit, organisation_id, found.id, wanted)
    detail = {"portfolio_id": str(found.id), "before": found.daily_people, "after": wanted}
    unit.happened(Happened("portfolio.limit_changed", organisation_id, detail))
    await accounts.record_audit(unit, organisation_id, actor, "portfolio.limit_changed", f"portfolio:{found.id}", detail)
    return True


async def _audit(unit: Unit, organisation_id: UUID, actor: str, done: str, sender_id: UUID, detail: Mapping[str, object]) -> None:
    await accounts.record_audit(unit, organisation_id, actor, f"sender.{done}", f"sender:{sender_id}", detail)
