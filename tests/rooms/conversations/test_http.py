"""What people wrote, over the API."""

from pathlib import Path
from uuid import UUID

from support.api import client_of, make_context
from support.clock import ManualClock
from tidings.conversations import service
from tidings.conversations.http import router
from tidings.conversations.types import SenderRef
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.ports.receipt import Inbound, InboundKind


async def test_what_people_wrote_is_listed_with_what_it_was_taken_for(
    database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    sender = SenderRef(new_id(clock.now()), "+33644600000")
    stop = Inbound(Channel.SMS, "SM1", "+33612000001", sender.address, InboundKind.TEXT, "Stop merci", None)
    async with database.unit(organisation) as unit:
        await service.receive(unit, organisation, new_id(clock.now()), [sender], [stop])
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as api:
        (row,) = (await api.get("/inbound?reading=opt_out")).json()["items"]
        assert (row["text"], row["sender"], row["reading"], row["why"]) == ("Stop merci", "+33612000001", "opt_out", "keyword: stop")
        assert row["sender_id"] == str(sender.id)
        assert (await api.get("/inbound?reading=help")).json()["items"] == []
