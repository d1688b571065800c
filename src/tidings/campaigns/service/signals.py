"""Reactions to what happened in rooms below, and the signals through which they act.

A reaction runs inside another room's transaction, which holds rows of the ledger. It must not wait for a campaign's lock,
which the release step holds while it waits for the ledger: so it only leaves a signal, and the release step acts on it.
"""

from collections.abc import Collection, Sequence
from uuid import UUID

from tidings.campaigns.queries import campaigns as queries
from tidings.campaigns.queries import releases
from tidings.campaigns.service.planning import replan
from tidings.campaigns.service.records import audit
from tidings.campaigns.service.steering import hold
from tidings.campaigns.types import Signal, SignalKind, Status
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.messages import service as messages

_ACTOR = "system:release"


async def on_source_settled(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to messages that reached a final state: campaigns whose last people these are get completed."""
    sources = {UUID(source) for event in events for source in event.data["source_ids"]}
    await _leave(unit, organisation_id, [Signal(source, SignalKind.SETTLED, "") for source in sources])


async def on_source_planned_again(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to people who came back to the plan after their release: their campaigns are looked at at once.

    A provider may drop messages after the last one was sent and the campaign was completed, or a person have one sent again:
    then it goes on.
    """
    sources = {UUID(source) for event in events for source in event.data["source_ids"]}
    await _leave(unit, organisation_id, [Signal(source, SignalKind.REOPEN, "") for source in sources])


async def on_template_refused(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to a template that the provider refused: its campaigns are paused, and the reason is shown."""
    reasons = {UUID(event.data["source_id"]): f"The provider refused the template: {event.data['text']} ({event.data['code']})" for event in events}
    await _leave(unit, organisation_id, [Signal(source, SignalKind.TEMPLATE_REFUSED, reason) for source, reason in reasons.items()])


async def on_portfolio_limit_changed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to a new limit of people a day: campaigns are looked at at once and planned anew."""
    del events  # whichever portfolio it is, the organisation's campaigns are planned together
    await _wake_all(unit, organisation_id)


async def on_senders_changed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to senders that opened, or send at another pace: campaigns are looked at at once and planned anew."""
    del events  # campaigns without a sender of their own go to whichever is open
    await _wake_all(unit, organisation_id)


async def on_sending_resumed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to the end of a stop of all sending: campaigns go on at once."""
    del events
    await _wake_all(unit, organisation_id)


async def on_policy_changed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to other rules of an organisation: whom the former ones put off is looked at again."""
    live = await queries.live(unit, organisation_id, lock=False)
    reasons = {str(event.data["reason"]) for event in events}
    await _leave(unit, organisation_id, [Signal(each.id, SignalKind.POLICY, reason) for each in live for reason in sorted(reasons)])


async def heed(unit: Unit, organisation_id: UUID) -> set[UUID]:
    """Act on the signals left for an organisation and return the campaigns to be looked at now."""
    signals = await releases.take_signals(unit, organisation_id)
    if not signals:
        return set()
    live = {each.id: each for each in await queries.live(unit, organisation_id, lock=True)}
    refused = {each.campaign_id: each.detail for each in signals if each.kind is SignalKind.TEMPLATE_REFUSED}
    for campaign_id, reason in refused.items():
        if campaign_id in live and live[campaign_id].status is not Status.PAUSED:
            await hold(unit, organisation_id, live[campaign_id], reason)
            await audit(unit, organisation_id, _ACTOR, "paused", campaign_id, {"reason": reason})
    await _reopen(unit, organisation_id, {each.campaign_id for each in signals if each.kind is SignalKind.REOPEN} - live.keys())
    await _take_up(unit, organisation_id, [each for each in signals if each.kind is SignalKind.POLICY])
    woken = {each.campaign_id for each in signals if each.kind in {SignalKind.WAKE, SignalKind.REOPEN, SignalKind.POLICY}}
    if woken or refused:
        await replan(unit, organisation_id, wake=list(woken))
    return {each.campaign_id for each in signals}


async def _take_up(unit: Unit, organisation_id: UUID, signals: Sequence[Signal]) -> None:
    if signals:
        await messages.take_up(unit, organisation_id, sorted({each.campaign_id for each in signals}), sorted({each.detail for each in signals}))


async def _reopen(unit: Unit, organisation_id: UUID, ids: Collection[UUID]) -> None:
    """Let completed campaigns go on. One that was cancelled since the signal was left stays so."""
    for campaign_id in sorted(ids):
        found = await queries.get(unit, organisation_id, campaign_id, lock=True)
        if found is not None and found.status is Status.COMPLETED:
            await queries.set_status(unit, organisation_id, campaign_id, Status.ACTIVE, next_at=unit.at)
            await audit(unit, organisation_id, _ACTOR, "reopened", campaign_id, {"reason": "Messages of it are to be sent after all."})


async def _wake_all(unit: Unit, organisation_id: UUID) -> None:
    live = await queries.live(unit, organisation_id, lock=False)
    await _leave(unit, organisation_id, [Signal(each.id, SignalKind.WAKE, "") for each in live])


async def _leave(unit: Unit, organisation_id: UUID, signals: Sequence[Signal]) -> None:
    if signals:
        await releases.signal(unit, organisation_id, signals)
