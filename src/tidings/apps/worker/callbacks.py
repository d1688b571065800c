"""Applying what providers told us: stored callbacks become receipts, messages from people, and news of the account."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from tidings.channels import service as channels
from tidings.channels.types import CallKind, StoredCall
from tidings.consent import service as consent
from tidings.content import service as content
from tidings.conversations import service as conversations
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.messages import service as messages
from tidings.ports.adapter import Adapter, WebhookCall
from tidings.ports.receipt import AccountNotice, Inbound, News, NoticeKind, Receipt, Unrecognised

log = structlog.get_logger()

BATCH = 500


@dataclass(frozen=True, slots=True)
class Read:
    """A stored callback and what it says."""

    call: StoredCall
    news: Sequence[News]


class CallbackReader:
    """Takes stored callbacks in batches and applies each once; what can't be applied is kept as a letter."""

    def __init__(self, database: Database, adapters: Mapping[str, Adapter], kind: CallKind) -> None:
        self._database = database
        self._adapters = adapters
        self._kind = kind

    async def once(self) -> bool:
        """Apply one batch; says whether there was one. One bad callback never keeps the others waiting."""
        try:
            return await self._apply_batch(BATCH) > 0
        except Exception:  # noqa: BLE001 - found again one by one below
            await log.aexception("callbacks_failed_together", kind=self._kind)
        return await self._apply_singly() > 0

    async def _apply_batch(self, most: int) -> int:
        async with self._database.keyed() as unit:
            calls = await channels.take_calls(unit, self._kind, most)
            await self._apply(unit, calls)
            await channels.done_calls(unit, self._kind, calls)
        return len(calls)

    async def _apply_singly(self) -> int:
        async with self._database.keyed() as unit:
            calls = await channels.take_calls(unit, self._kind, BATCH)
        for call in calls:
            try:
                async with self._database.keyed() as unit:
                    if await channels.take_call(unit, self._kind, call):
                        await self._apply(unit, [call])
                        await channels.done_calls(unit, self._kind, [call])
            except Exception as error:  # noqa: BLE001 - it goes where a person sees it
                await log.aexception("callback_failed", connection=str(call.connection_id))
                async with self._database.engine() as unit:
                    await channels.bury_calls(unit, self._kind, [call], f"{type(error).__name__}")
        return len(calls)

    async def _apply(self, unit: Unit, calls: Sequence[StoredCall]) -> None:
        by_connection: dict[tuple[UUID, UUID], list[StoredCall]] = {}
        for call in calls:
            by_connection.setdefault((call.organisation_id, call.connection_id), []).append(call)
        receipts: dict[UUID, list[Receipt]] = {}
        for (organisation_id, connection_id), mine in sorted(by_connection.items()):
            connection = await channels.open_account(unit, organisation_id, connection_id)
            adapter = self._adapters[connection.provider]
            read = [Read(call, adapter.read(WebhookCall(call.url, {}, call.body))) for call in mine]
            news = [each for one in read for each in one.news]
            receipts.setdefault(organisation_id, []).extend(each for each in news if isinstance(each, Receipt))
            await _receive(unit, organisation_id, connection_id, [each for each in news if isinstance(each, Inbound)])
            for notice in news:
                if isinstance(notice, AccountNotice):
                    await _notice(unit, organisation_id, connection_id, connection.provider, notice)
            strange = [one.call for one in read if any(isinstance(each, Unrecognised) for each in one.news)]
            await channels.keep_letters(unit, self._kind, strange, "unrecognised")
        for organisation_id, mine in sorted(receipts.items()):
            await messages.apply_receipts(unit, organisation_id, mine)


async def _receive(unit: Unit, organisation_id: UUID, connection_id: UUID, inbounds: Sequence[Inbound]) -> None:
    if inbounds:
        await conversations.receive(unit, organisation_id, connection_id, inbounds)


async def _notice(unit: Unit, organisation_id: UUID, connection_id: UUID, provider: str, notice: AccountNotice) -> None:
    match notice.kind:
        case NoticeKind.TIER_CHANGED:
            await channels.set_connection_limit(unit, organisation_id, connection_id, notice.limit)
        case NoticeKind.TEMPLATE_STATUS:
            await content.set_approval(unit, organisation_id, provider, notice.subject, notice.value, notice.text)
        case NoticeKind.ACCOUNT_STOPPED:
            await channels.stop_connection(unit, organisation_id, "system:webhook", connection_id, f"{notice.value}: {notice.text}")
        case NoticeKind.MARKETING_PREFERENCE:
            stop = notice.value == "stop"
            await consent.set_marketing_preference(unit, organisation_id, Channel.WHATSAPP, notice.subject, stop=stop)
