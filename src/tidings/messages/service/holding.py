"""Holding: what the ends of exchanges say about their senders. Each sender has a circuit, which all lanes and workers share."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import Trouble
from tidings.infra.db.unit import Unit
from tidings.messages.queries import turns
from tidings.messages.rules import SILENT, SILENT_FOR
from tidings.messages.types import Result, Withheld
from tidings.ports.outcome import Accepted, Failure, NotNow, Outcome, Refused, Scope, Unknown

_QUIET = timedelta(seconds=2)
"""For so long a busy provider that works leaves nobody without an answer."""
_HOLDING = frozenset({Scope.SENDER, Scope.ACCOUNT})


async def hold_senders(unit: Unit, organisation_id: UUID, results: Sequence[Result]) -> None:
    """Hold or stop the senders whose provider asks for it or does not answer, and let those go on whose provider answers again."""
    by_sender: dict[UUID, list[Result]] = {}
    for each in results:
        if not isinstance(each.outcome, Withheld):
            by_sender.setdefault(each.claimed.sender_id, []).append(each)
    for sender_id, mine in sorted(by_sender.items()):
        await _judge(unit, organisation_id, sender_id, mine)


async def _judge(unit: Unit, organisation_id: UUID, sender_id: UUID, results: Sequence[Result]) -> None:
    tried_alone = any(each.sender.held_until is not None for each in results)
    wishes = [(each, each.outcome) for each in results if isinstance(each.outcome, NotNow) and each.outcome.scope in _HOLDING]
    if all(isinstance(each.outcome, Unknown) for each in results) and (tried_alone or _silent(results)):
        claimed_at = max(each.claimed.at for each in results)
        await channels.hold_sender(unit, organisation_id, sender_id, Trouble(SILENT_FOR, "The provider does not answer.", claimed_at))
    if tried_alone and any(_answered(each.outcome) for each in results):
        await _go_on(unit, organisation_id, sender_id)
    if wishes:
        await _follow(unit, organisation_id, sender_id, *wishes[-1])


def _silent(results: Sequence[Result]) -> bool:
    """Say whether a provider has fallen silent, and not just slow with some.

    Several exchanges ended without an answer, and since the last of them began, or for a while now, nobody got one.
    """
    heard = max((each.heard_at for each in results if each.heard_at is not None), default=None)
    if len(results) < SILENT or heard is None:
        return len(results) >= SILENT
    return max(each.claimed.at for each in results) >= heard or max(each.at for each in results) - heard > _QUIET


async def _follow(unit: Unit, organisation_id: UUID, sender_id: UUID, result: Result, wish: NotNow) -> None:
    """Do what a provider asks for a sender or its account."""
    reason = f"{wish.code}: {wish.text}"
    trouble = Trouble(timedelta(seconds=wish.after), reason, result.claimed.at)
    if wish.stop and wish.scope is Scope.ACCOUNT:
        await channels.stop_connection(unit, organisation_id, "system:dispatch", result.sender.connection_id, reason)
    elif wish.stop:
        await channels.stop_sender(unit, organisation_id, sender_id, reason)
    elif wish.scope is Scope.ACCOUNT:
        await channels.hold_connection(unit, organisation_id, result.sender.connection_id, trouble)
    else:
        await channels.hold_sender(unit, organisation_id, sender_id, trouble)


async def _go_on(unit: Unit, organisation_id: UUID, sender_id: UUID) -> None:
    """End a hold after an answer; its turns, put off while one message tried, are looked at now."""
    if await channels.end_hold(unit, organisation_id, sender_id):
        await turns.bring_forward(unit, organisation_id, [sender_id])


def _answered(outcome: Outcome | Withheld) -> bool:
    """Say whether a provider did its work: it took a message, or refused it for a reason that lies not in its own trouble."""
    match outcome:
        case Refused(failure=failure):
            return failure is not Failure.TRANSIENT
        case NotNow(scope=scope):
            return scope is Scope.COUNTRY
        case _:
            return isinstance(outcome, Accepted)
