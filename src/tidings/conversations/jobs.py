"""What a worker runs of conversations: fetching the files that people sent, from the provider that keeps them."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.errors import ChannelThingNotFound
from tidings.channels.types import OpenConnection
from tidings.conversations import service
from tidings.conversations.types import WaitingAttachment
from tidings.infra.db.database import Database
from tidings.infra.exchange import Exchange, NeverConnectedError, NoAnswerError
from tidings.infra.logs import logger
from tidings.infra.turns import Turns
from tidings.ports.adapter import Fetched, Fetcher, NotFetched, Unfetched
from tidings.ports.receipt import Attachment

log = logger(__name__)


@dataclass(frozen=True, slots=True)
class Fetching:
    """What fetching needs; `fetchers` are by the provider's name, `turns` this process's."""

    database: Database
    exchange: Exchange
    fetchers: Mapping[str, Fetcher]
    turns: Turns[UUID] = field(default_factory=lambda: Turns[UUID]("attachments"))


async def fetch_attachments(fetching: Fetching) -> bool:
    """Fetch some files of each organisation that waits for one; says whether any was asked for. Nothing is open at the database meanwhile."""
    async with fetching.database.engine() as unit:
        due = await service.organisations_with_attachments_due(unit)

    async def of_one(organisation_id: UUID) -> int:
        async with fetching.database.engine() as unit:
            waiting = await service.take_attachments(unit, organisation_id)
        await asyncio.gather(*(_fetch(fetching, organisation_id, each) for each in waiting))
        return len(waiting)

    return sum(await fetching.turns.take(due, of_one)) > 0


async def _fetch(fetching: Fetching, organisation_id: UUID, waiting: WaitingAttachment) -> None:
    connection = await _connection(fetching, organisation_id, waiting)
    fetcher = fetching.fetchers.get(connection.provider) if connection else None
    if connection is None or fetcher is None:
        async with fetching.database.engine() as unit:
            await service.drop_attachment(unit, organisation_id, waiting)
        return
    came = await _asked(fetching.exchange, fetcher, connection, waiting)
    async with fetching.database.engine() as unit:
        await service.settle_attachment(unit, organisation_id, waiting, came)


async def _connection(fetching: Fetching, organisation_id: UUID, waiting: WaitingAttachment) -> OpenConnection | None:
    async with fetching.database.engine() as unit:
        try:
            return await channels.open_account(unit, organisation_id, waiting.connection_id)
        except ChannelThingNotFound:
            return None


async def _asked(exchange: Exchange, fetcher: Fetcher, connection: OpenConnection, waiting: WaitingAttachment) -> Fetched | NotFetched:
    file = Attachment(waiting.kind, waiting.ref, waiting.told_type)
    try:
        return await exchange.converse(fetcher.fetch(file, connection.account, service.MOST_ATTACHMENT_BYTES))
    except (NeverConnectedError, NoAnswerError):
        return NotFetched(Unfetched.NO_ANSWER)
    except Exception:  # noqa: BLE001 - a file that can't be asked for is given up in time and keeps no other waiting
        await log.aexception("attachment_not_fetched", attachment=str(waiting.id))
        return NotFetched(Unfetched.NO_ANSWER)
