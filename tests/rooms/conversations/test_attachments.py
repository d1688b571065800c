"""Files that come with messages: written down once, settled once, gone with their message."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

import pytest

from rooms.conversations.test_receiving import Line
from support.clock import ManualClock
from tidings.conversations import service
from tidings.conversations.rules import files
from tidings.conversations.types import AttachmentState, InboundAttachment, Refusal, WaitingAttachment
from tidings.infra.db.database import Database
from tidings.kernel.errors import NotFound
from tidings.kernel.words import Channel
from tidings.ports.adapter import Fetched, NotFetched, Unfetched
from tidings.ports.receipt import Attachment, AttachmentKind, Inbound, InboundKind

PICTURE = b"\xff\xd8\xff\xe0" + b"picture"
PHOTO = Attachment(AttachmentKind.IMAGE, "123", "image/jpeg", "écran.jpg")


@pytest.fixture
def line(database: Database, organisation: UUID, clock: ManualClock) -> Line:
    return Line(database, organisation, clock)


def sending(line: Line, *attachments: Attachment) -> Inbound:
    return line.message("", channel=Channel.WHATSAPP, kind=InboundKind.MEDIA, attachments=attachments)


async def shown(line: Line) -> list[InboundAttachment]:
    async with line.database.unit(line.id) as unit:
        return [file for each in (await service.list_inbound(unit, line.id)).rows for file in each.attachments]


async def take(line: Line) -> list[WaitingAttachment]:
    async with line.database.engine() as unit:
        return await service.take_attachments(unit, line.id)


async def settle(line: Line, waiting: WaitingAttachment, came: Fetched | NotFetched) -> None:
    async with line.database.engine() as unit:
        await service.settle_attachment(unit, line.id, waiting, came)


async def test_a_file_told_twice_is_fetched_once_and_is_sealed(line: Line) -> None:
    message = sending(line, PHOTO)
    await line.receive(message)
    await line.receive(message)
    (waiting,) = await take(line)
    await settle(line, waiting, Fetched(PICTURE, "image/jpeg"))
    assert [(file.state, file.name, file.size) for file in await shown(line)] == [(AttachmentState.KEPT, "écran.jpg", len(PICTURE))]
    async with line.database.unit(line.id) as unit:
        assert b"picture" not in await unit.value("SELECT content_sealed FROM inbound_attachments")
        assert (await service.open_file(unit, line.id, waiting.id)).content == PICTURE


async def test_what_a_worker_took_and_never_settled_is_due_again_after_two_minutes(line: Line) -> None:
    await line.receive(sending(line, PHOTO))
    assert len(await take(line)) == 1
    assert await take(line) == []
    line.clock.advance(seconds=121)
    assert [each.tries for each in await take(line)] == [2]


async def test_a_file_settled_by_two_workers_stays_as_the_first_settled_it(line: Line) -> None:
    await line.receive(sending(line, PHOTO))
    (waiting,) = await take(line)
    await settle(line, waiting, Fetched(PICTURE, "image/jpeg"))
    await settle(line, waiting, NotFetched(Unfetched.GONE))
    assert [file.state for file in await shown(line)] == [AttachmentState.KEPT]


async def test_after_a_day_in_vain_a_file_is_given_up(line: Line) -> None:
    await line.receive(sending(line, PHOTO))
    began = line.clock.now()
    while (file := (await shown(line))[0]).state is AttachmentState.WAITING:
        for waiting in await take(line):
            await settle(line, waiting, NotFetched(Unfetched.NO_ANSWER))
        line.clock.advance(seconds=3601)
    assert file.refused is Refusal.GIVEN_UP
    assert timedelta(hours=20) < line.clock.now() - began < timedelta(hours=40)


@pytest.mark.parametrize(
    ("told", "content", "refused"),
    [
        (PHOTO, b"MZ\x90\x00 a program", Refusal.KIND_NOT_KEPT),
        (PHOTO, b"<html><script>alert(1)</script>", Refusal.KIND_NOT_KEPT),
        (replace(PHOTO, digest=sha256(b"another").digest()), PICTURE, Refusal.ALTERED),
        (PHOTO, b"\xff\xd8\xff" + b"\x00" * files.MOST_BYTES, Refusal.TOO_LARGE),
    ],
    ids=["a program", "a page", "not what was sent", "too large"],
)
async def test_what_is_not_kept_says_why_and_can_not_be_read(line: Line, told: Attachment, content: bytes, refused: Refusal) -> None:
    await line.receive(sending(line, told))
    (waiting,) = await take(line)
    await settle(line, waiting, Fetched(content, "image/jpeg"))
    assert [file.refused for file in await shown(line)] == [refused]
    async with line.database.unit(line.id) as unit:
        with pytest.raises(NotFound):
            await service.open_file(unit, line.id, waiting.id)


async def test_a_name_with_a_path_or_control_characters_is_only_its_last_part(line: Line) -> None:
    await line.receive(sending(line, replace(PHOTO, name="..\\..\\windows/cat\r\n.jpg")))
    assert [file.name for file in await shown(line)] == ["cat.jpg"]


@pytest.mark.parametrize(
    ("content", "told", "known"),
    [
        (b"GIF89a...", "image/png", "image/gif"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "", "image/webp"),
        (b"RIFF\x00\x00\x00\x00AVI LIST", "image/webp", None),
        (b"\x00\x00\x00\x20ftyp3gp5", "video/mp4", "video/3gpp"),
        (b"\x00\x00\x00\x20ftypisom", "audio/mp4", "audio/mp4"),
        (b"OggS\x00\x02", "audio/ogg", "audio/ogg"),
        (b"%PDF-1.7", "image/jpeg", "application/pdf"),
        (
            b"PK\x03\x04",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        (b"PK\x03\x04", "application/zip", None),
        ("Bonjour à tous\n".encode(), "text/plain", "text/plain"),
        (b"BEGIN:VCARD\r\nEND:VCARD", "text/vcard", "text/vcard"),
        (b"text with \x00 in it", "text/plain", None),
        (b"Bonjour", "application/x-sh", None),
        (b"", "image/png", None),
    ],
)
def test_a_file_is_what_its_bytes_say(content: bytes, told: str, known: str | None) -> None:
    assert files.type_of(content, told) == known


def test_only_pictures_sound_and_film_stand_in_a_page() -> None:
    assert [files.may_be_shown(each) for each in ("image/png", "audio/mp4", "application/pdf", "text/plain", "image/svg+xml")] == [
        True,
        True,
        False,
        False,
        False,
    ]


def test_every_reason_is_told_in_both_languages() -> None:
    assert all(files.why_refused(reason, language) for reason in Refusal for language in ("en", "fr"))
