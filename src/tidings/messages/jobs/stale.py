"""Asking about messages whose receipts never came."""

from collections.abc import Collection

from tidings.infra.logs import logger
from tidings.kernel.errors import Busy
from tidings.messages import service
from tidings.messages.jobs.asking import Round, Unanswered
from tidings.messages.jobs.dispatcher import Sending
from tidings.messages.service import FollowUp, Watch
from tidings.ports.adapter import Taken
from tidings.ports.receipt import Receipt

log = logger(__name__)

_AT_ONCE = 2
"""Questions under way at once; see `doubts`: nobody waits for these."""


async def follow_up(sending: Sending) -> bool:
    """Look once through sources for messages without a final receipt; says whether any source was due."""
    askable = {name for name, adapter in sending.adapters.items() if adapter.traits.can_be_asked}
    async with sending.database.engine() as unit:
        watches = await service.watches_due(unit)
    for watch in watches:
        try:
            await _look(sending, watch, askable)
        except Busy:
            raise  # the database is away: the source is due again in an hour
        except Exception:  # noqa: BLE001 - one source must not keep the others waiting
            await log.aexception("follow_up_failed", source=str(watch.source_id))
    return bool(watches)


async def _look(sending: Sending, watch: Watch, askable: Collection[str]) -> None:
    """Look through one source. Its rows are found by its key: with old statistics the planner would read a whole month of sources."""
    after, answered = None, True
    more = True
    while more:
        async with sending.database.followed() as unit:
            some = await service.stale_messages(unit, watch, askable, after)
        for each in some.follow_ups:
            answered = await _ask(sending, watch, each) and answered
        after, more = some.last, some.last is not None
    async with sending.database.followed() as unit:
        await service.end_look(unit, watch, askable, answered=answered)


async def _ask(sending: Sending, watch: Watch, follow: FollowUp) -> bool:
    """Ask about messages and apply the answers; says whether all were answered."""
    adapter = sending.adapters[follow.connection.provider]
    answers = await Round[Taken, Receipt | None](sending.exchange, _AT_ONCE).ask(adapter.follow(follow.taken, follow.connection.account))
    told = [(follow.stale[taken.token], answer) for taken, answer in answers if not isinstance(answer, Unanswered)]
    for batch in service.in_batches(told):
        async with sending.database.keyed() as unit:
            await service.apply_answers(unit, watch.organisation_id, batch)
    return len(told) == len(answers)
