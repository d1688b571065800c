"""What each STOP closes: a programme, its channel, or all channels, by the policy of the organisation and the law where its writer is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import GENERAL, Programme, Wish
from tidings.conversations.types import NamesProgrammes, Said
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.policy import service as policy
from tidings.policy.types import StopScope


@dataclass(frozen=True, slots=True)
class Stop:
    """A STOP on its way, and what it closes. `blocked` says that the provider took it and closed the channel already."""

    said_id: UUID
    channel: Channel
    wish: Wish
    contact_id: UUID | None
    address_id: UUID | None
    in_reply_to: str | None
    blocked: bool
    scope: StopScope = StopScope.CHANNEL
    programme: Programme | None = None

    def closes(self, channel: Channel) -> bool:
        """Say whether it closes all of a channel."""
        return self.scope is StopScope.ALL or (self.scope is StopScope.CHANNEL and self.channel is channel)


async def weighed(unit: Unit, organisation_id: UUID, stops: Sequence[Stop], names: NamesProgrammes | None) -> list[Stop]:
    """Return STOPs with what they close.

    A programme is closed alone only where it can be named, the provider did not block the channel, and nobody at the address has left a
    programme by a STOP before: whoever says it twice wants silence.
    """
    sized: list[Stop] = []
    for channel in sorted({stop.channel for stop in stops}):
        mine = [stop for stop in stops if stop.channel is channel]
        wanted, by_law = await policy.stop_scopes(unit, organisation_id, channel, [who for who in map(_who, mine) if who])
        sized += [replace(stop, scope=by_law.get(who, wanted) if (who := _who(stop)) else wanted) for stop in mine]
    named = await _named(unit, organisation_id, [stop for stop in sized if stop.scope is StopScope.PROGRAMME], names)
    return [_narrowed(stop, named) for stop in sized]


async def leave(unit: Unit, organisation_id: UUID, channel: Channel, stops: Sequence[Stop]) -> set[UUID]:
    """Close on one channel what STOPs close there; return the ids of those whose own channel it is and that closed what was open.

    Call `consent.hold_addresses` first.
    """
    leaving = [stop for stop in stops if stop.closes(channel)]
    parting = [(stop, stop.programme.key) for stop in stops if stop.programme and stop.channel is channel]
    closed = await consent.opt_out(unit, organisation_id, channel, [_proven(stop) for stop in leaving])
    left = await consent.leave_programmes(unit, organisation_id, channel, [(_proven(stop), programme) for stop, programme in parting])
    told = [*zip(leaving, closed, strict=True), *zip((stop for stop, _ in parting), left, strict=True)]
    return {stop.said_id for stop, was_open in told if was_open and stop.channel is channel}


def _who(stop: Stop) -> tuple[UUID, UUID] | None:
    return (stop.contact_id, stop.address_id) if stop.contact_id and stop.address_id else None


async def _named(unit: Unit, organisation_id: UUID, stops: Sequence[Stop], names: NamesProgrammes | None) -> Mapping[UUID, Programme]:
    """Return the programmes that STOPs close alone, by their ids."""
    asked = [
        Said(stop.said_id, stop.contact_id, stop.channel, stop.wish.at, stop.in_reply_to)
        for stop in await _first_ones(unit, organisation_id, stops)
        if stop.contact_id and not stop.blocked
    ]
    if not asked or names is None:
        return {}
    known = {each.key: each for each in await consent.programmes(unit, organisation_id)}
    return {said_id: known[key] for said_id, key in (await names(unit, organisation_id, asked)).items() if key in known and key != GENERAL}


async def _first_ones(unit: Unit, organisation_id: UUID, stops: Sequence[Stop]) -> list[Stop]:
    """Leave out STOPs of people who said one before, also in this batch."""
    first: list[Stop] = []
    for channel in sorted({stop.channel for stop in stops}):
        mine = sorted((stop for stop in stops if stop.channel is channel), key=lambda stop: stop.wish.at)
        heard = await consent.who_left_programmes(unit, organisation_id, channel, [each for stop in mine for each in stop.wish.contact_ids])
        for stop in mine:
            if heard.isdisjoint(stop.wish.contact_ids):
                first.append(stop)
            heard.update(stop.wish.contact_ids)
    return first


def _narrowed(stop: Stop, named: Mapping[UUID, Programme]) -> Stop:
    if stop.scope is not StopScope.PROGRAMME:
        return stop
    programme = named.get(stop.said_id)
    return replace(stop, programme=programme, scope=StopScope.PROGRAMME if programme else StopScope.CHANNEL)


def _proven(stop: Stop) -> Wish:
    """Write down with the wish what it was taken to close."""
    return replace(stop.wish, proof={**stop.wish.proof, "scope": stop.scope.value})
