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
from tidings.ports.adapter import Fetched
from tidings.ports.receipt import Attachment, AttachmentKind, Inbound, InboundKind


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


async def test_a_browser_may_show_a_picture_saves_anything_else_and_runs_nothing(
    database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path
) -> None:
    sender = SenderRef(new_id(clock.now()), "+33644600000")
    sent = [Attachment(AttachmentKind.IMAGE, "1", "image/png", "écran.png"), Attachment(AttachmentKind.DOCUMENT, "2", "text/plain", 'a";b.html')]
    said = Inbound(Channel.WHATSAPP, "W1", "+33612000001", sender.address, InboundKind.MEDIA, "", None, attachments=tuple(sent))
    async with database.engine() as unit:
        await service.receive(unit, organisation, new_id(clock.now()), [sender], [said])
        for waiting in await service.take_attachments(unit, organisation):
            content = b"\x89PNG\r\n\x1a\n" if waiting.ref == "1" else b"<script>alert(1)</script>"
            await service.settle_attachment(unit, organisation, waiting, Fetched(content, waiting.told_type))
    async with client_of(database, organisation, make_context(database, clock, tmp_path), [router]) as api:
        (row,) = (await api.get("/inbound")).json()["items"]
        picture, text = [await api.get(f"/inbound/attachments/{file['id']}") for file in row["attachments"]]
        assert (picture.headers["content-type"], picture.headers["content-disposition"]) == ("image/png", "inline; filename*=UTF-8''%C3%A9cran.png")
        assert text.headers["content-type"].startswith("text/plain")
        assert text.headers["content-disposition"] == "attachment; filename*=UTF-8''a%22%3Bb.html"
        assert {each.headers["x-content-type-options"] for each in (picture, text)} == {"nosniff"}
        assert {each.headers["content-security-policy"] for each in (picture, text)} == {"default-src 'none'; sandbox"}
