"""How long a message waits for its recipient's server: each time longer, and not for ever."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.messages.queries import records
from tidings.messages.rules import come_again
from tidings.messages.types import Result
from tidings.ports.outcome import Failure, NotNow, Refused, Scope


async def with_patience(unit: Unit, organisation_id: UUID, results: Sequence[Result]) -> Sequence[Result]:
    """Return results with the wait that each message has by now whose recipient's server puts it off.

    Who was put off for too long is refused for good, as a soft failure of the address.
    """
    wishes = [(each.claimed.key, wish.code) for each in results if (wish := _wish(each))]
    if not wishes:
        return results
    before = await records.put_off(unit, organisation_id, wishes)
    return [_judged(each, wish, *before.get(each.claimed.key, (0, each.at))) if (wish := _wish(each)) else each for each in results]


def _wish(result: Result) -> NotNow | None:
    outcome = result.outcome
    return outcome if isinstance(outcome, NotNow) and outcome.scope is Scope.ADDRESS else None


def _judged(result: Result, wish: NotNow, times: int, since: datetime) -> Result:
    """Judge by how often the server has said so before, and since when."""
    wait = come_again(times, result.at - since, timedelta(seconds=wish.after))
    if wait is None:
        return replace(result, outcome=Refused(Failure.RECIPIENT_SOFT, wish.code, wish.text, final=True))
    return replace(result, outcome=replace(wish, after=wait.total_seconds()))
