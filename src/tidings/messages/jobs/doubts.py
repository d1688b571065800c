"""Looking for messages in doubt: what became of requests whose answers never came."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.infra.logs import logger
from tidings.kernel.errors import Busy
from tidings.messages import service
from tidings.messages.jobs.asking import Round, Unanswered
from tidings.messages.jobs.dispatcher import Sending
from tidings.messages.service import Inquiry
from tidings.messages.types import Doubt, Key
from tidings.ports.adapter import CannotTell, Finding, Trace

log = logger(__name__)

_AT_ONCE = 4
"""Questions under way at once: those that a dispatcher's hands leave of an exchange's connections, and some for missing receipts."""


async def settle_doubts(sending: Sending) -> bool:
    """Look once for messages in doubt, many at a time; says whether there were any due."""
    async with sending.database.engine() as unit:
        doubts = await service.doubts_due(unit)
    by_organisation: dict[UUID, list[Doubt]] = {}
    for doubt in doubts:
        by_organisation.setdefault(doubt.organisation_id, []).append(doubt)
    for organisation_id, mine in by_organisation.items():
        try:
            await _settle(sending, organisation_id, mine)
        except Busy:
            raise  # the database is away: they are due again soon
        except Exception:  # noqa: BLE001 - one organisation must not keep the others waiting
            await log.aexception("look_failed", organisation=str(organisation_id), messages=len(mine))
    return bool(doubts)


async def _settle(sending: Sending, organisation_id: UUID, doubts: Sequence[Doubt]) -> None:
    async with sending.database.keyed() as unit:
        inquiries = await service.inquiries(unit, organisation_id, doubts, sending.public)
    findings: dict[Key, Finding] = {}
    for inquiry in inquiries:
        findings |= await _ask(sending, inquiry)
    await _record(sending, organisation_id, doubts, findings)


async def _ask(sending: Sending, inquiry: Inquiry) -> dict[Key, Finding]:
    adapter = sending.adapters[inquiry.connection.provider]
    answers = await Round[Trace, Finding](sending.exchange, _AT_ONCE).ask(adapter.find(inquiry.traces, inquiry.connection.account))
    return {inquiry.doubts[trace.token].key: CannotTell(finding.why) if isinstance(finding, Unanswered) else finding for trace, finding in answers}


async def _record(sending: Sending, organisation_id: UUID, doubts: Sequence[Doubt], findings: Mapping[Key, Finding]) -> None:
    """Write down a batch in one transaction; one message that the database refuses is found by halves."""
    try:
        async with sending.database.keyed() as unit:
            await service.settle_doubts(unit, organisation_id, doubts, findings)
    except Busy:
        raise
    except Exception:  # noqa: BLE001 - whatever one message is refused for must not keep the others in doubt
        half = len(doubts) // 2
        if not half:
            await log.aexception("doubt_unsettled", organisation=str(organisation_id))
            return
        await _record(sending, organisation_id, doubts[:half], findings)
        await _record(sending, organisation_id, doubts[half:], findings)
