"""Applying what providers told us: stored callbacks become receipts, messages from people, and news of the account."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from uuid import UUID

from psycopg import OperationalError
from psycopg.errors import ProgramLimitExceeded

from tidings.apps.quoting import what_was_asked
from tidings.channels import service as channels
from tidings.channels.types import CallKind, OpenConnection, Sender, StoredCall
from tidings.content import service as content
from tidings.content.types import Category, Filed
from tidings.conversations import service as conversations
from tidings.conversations.types import SenderRef
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.infra.logs import logger
from tidings.messages import service as messages
from tidings.ports.adapter import Adapter, WebhookCall
from tidings.ports.receipt import AccountNotice, Inbound, News, NoticeKind, Receipt, Unrecognised

log = logger(__name__)

BATCH = 500


class CallbackReader:
    """Takes stored callbacks in batches and applies each once; what can't be applied is kept as a letter."""

    def __init__(self, database: Database, adapters: Mapping[str, Adapter], kind: CallKind) -> None:
        self._database = database
        self._adapters = adapters
        self._kind = kind

    async def once(self) -> bool:
        """Apply one batch; says whether more wait. One bad callback never keeps the others waiting.

        After a batch that was not full a moment passes: what comes meanwhile costs as many statements as one callback would.
        """
        async with self._database.keyed() as unit:
            calls = await channels.take_calls(unit, self._kind, BATCH)
            if not calls:
                return False
            try:
                async with unit.part():
                    await self._apply(unit, calls)
            except Exception as error:
                if _is_the_databases(error):
                    raise  # all of them stay and are tried again
                await log.aexception("callbacks_failed_together", kind=self._kind)
                await self._apply_singly(unit, calls)
        return len(calls) == BATCH

    async def _apply_singly(self, unit: Unit, calls: Sequence[StoredCall]) -> None:
        """Apply callbacks one by one; one that fails becomes a letter, for a person to see and replay."""
        for call in calls:
            try:
                async with unit.part():
                    await self._apply(unit, [call])
            except Exception as error:
                if _is_the_databases(error):
                    raise
                await log.aexception("callback_failed", kind=self._kind)
                await channels.bury_calls(unit, self._kind, [(call, type(error).__name__)])

    async def _apply(self, unit: Unit, calls: Sequence[StoredCall]) -> None:
        """Apply callbacks and take them out of the store; those that hold something of an unknown kind are kept as letters."""
        strange: list[StoredCall] = []
        receipts: dict[UUID, list[Receipt]] = {}
        for (organisation_id, connection_id), mine in _by_connection(calls):
            connection = await channels.open_account(unit, organisation_id, connection_id)
            adapter = self._adapters[connection.provider]
            news: list[News] = []
            for call in mine:
                told = [_timed(each, call) for each in adapter.read(WebhookCall(call.url, {}, call.body))]
                news.extend(told)
                if any(isinstance(each, Unrecognised) for each in told):
                    strange.append(call)
            receipts.setdefault(organisation_id, []).extend(each for each in news if isinstance(each, Receipt))
            inbounds = [each for each in news if isinstance(each, Inbound)]
            if inbounds:
                senders = await _senders(unit, connection)
                ours = [SenderRef(each.id, each.address) for each in senders]
                await conversations.receive(
                    unit, organisation_id, connection_id, ours, inbounds, names=messages.programmes_answered, asks=what_was_asked
                )
            for notice in news:
                if isinstance(notice, AccountNotice):
                    await _notice(unit, connection, notice)
        for organisation_id, mine in sorted(receipts.items()):
            await messages.apply_receipts(unit, organisation_id, mine)
        await channels.bury_calls(unit, self._kind, [(call, "unrecognised") for call in strange])
        await channels.done_calls(unit, self._kind, calls)


def _is_the_databases(error: Exception) -> bool:
    """Say whether trouble is the database's, not a callback's. What exceeds a limit of PostgreSQL's would exceed it again."""
    return isinstance(error, OperationalError) and not isinstance(error, ProgramLimitExceeded)


def _timed(news: News, call: StoredCall) -> News:
    """Twilio does not say when a person wrote: then it was when the callback came, not when we get round to it; so it is with news."""
    return replace(news, at=call.received_at) if isinstance(news, Inbound | AccountNotice) and news.at is None else news


def _by_connection(calls: Sequence[StoredCall]) -> list[tuple[tuple[UUID, UUID], list[StoredCall]]]:
    groups: dict[tuple[UUID, UUID], list[StoredCall]] = {}
    for call in calls:
        groups.setdefault((call.organisation_id, call.connection_id), []).append(call)
    return sorted(groups.items())


async def _notice(unit: Unit, connection: OpenConnection, notice: AccountNotice) -> None:
    organisation_id = connection.organisation_id
    match notice.kind:
        case NoticeKind.TIER_CHANGED:
            for portfolio_id in await _portfolios(unit, connection):
                await channels.set_portfolio_limit(unit, organisation_id, portfolio_id, notice.limit)
        case NoticeKind.TEMPLATE_STATUS:
            await content.set_approval(
                unit, organisation_id, provider=connection.provider, provider_name=notice.subject, status=notice.value, reason=notice.text
            )
        case NoticeKind.TEMPLATE_CATEGORY:
            filed = Filed(connection.provider, notice.subject, notice.text, Category(notice.value), min(notice.at or unit.at, unit.at))
            await content.file_template(unit, organisation_id, filed)
        case NoticeKind.TEMPLATE_CATEGORY_COMING:
            told = Filed(connection.provider, notice.subject, notice.text, Category(notice.value), min(notice.at or unit.at, unit.at))
            await content.announce_filing(unit, organisation_id, told, notice.due)
        case NoticeKind.ACCOUNT_STOPPED:
            await channels.stop_connection(unit, organisation_id, "system:webhooks", connection.id, f"{notice.value}: {notice.text}")
        case NoticeKind.MARKETING_PREFERENCE:
            await conversations.follow_preference(unit, organisation_id, notice.subject, stop=notice.value == "stop")
        case NoticeKind.USER_CHANGED:
            await conversations.follow_user(unit, organisation_id, notice.subject, notice.value, notice.at or unit.at)


async def _portfolios(unit: Unit, connection: OpenConnection) -> list[UUID]:
    return sorted({each.portfolio_id for each in await _senders(unit, connection) if each.portfolio_id})


async def _senders(unit: Unit, connection: OpenConnection) -> list[Sender]:
    return [each for each in await channels.senders(unit, connection.organisation_id) if each.connection_id == connection.id]
