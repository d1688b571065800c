"""Looking for messages in doubt: what became of a request whose answer never came."""

from tidings.infra.exchange import NeverConnectedError, NoAnswerError
from tidings.infra.logs import logger
from tidings.messages import service
from tidings.messages.jobs.dispatcher import Sending
from tidings.messages.types import Doubt
from tidings.ports.adapter import CannotTell, Finding

log = logger(__name__)


async def settle_doubts(sending: Sending) -> bool:
    """Look once for messages in doubt; says whether there were any due."""
    async with sending.database.engine() as unit:
        doubts = await service.doubts_due(unit)
    for doubt in doubts:
        try:
            finding = await _look(sending, doubt)
        except Exception as error:  # noqa: BLE001 - one that can't be looked for must not keep the others waiting
            await log.aexception("look_failed")
            finding = CannotTell(type(error).__name__)
        async with sending.database.engine() as unit:
            await service.settle_doubt(unit, doubt, finding)
    return bool(doubts)


async def _look(sending: Sending, doubt: Doubt) -> Finding:
    async with sending.database.engine() as unit:
        question = await service.question_for(unit, doubt)
    if question is None:
        return CannotTell("the message can't be made again to look for it", ever=True)
    connection, trace = question
    try:
        return await sending.exchange.converse(sending.adapters[connection.provider].find(trace, connection.account))
    except (NeverConnectedError, NoAnswerError) as error:
        return CannotTell(str(error))
