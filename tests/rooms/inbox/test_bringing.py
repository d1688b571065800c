"""A reply brings buttons, a list, a place or a file: once, where the channel carries them, and its answer comes back in its own words."""

from typing import Any

import pytest

from support.inboxing import ANA, Desk
from tidings.inbox import service as inbox
from tidings.inbox.types import Carries, Menu, Row, SentFile, WayState
from tidings.kernel.errors import Conflict, Invalid, NotFound, TooLarge
from tidings.kernel.words import Channel
from tidings.ports.content import Choice, Choices
from tidings.ports.receipt import InboundKind, Place

PHOTO = b"\xff\xd8\xff\xe0" + bytes(2_000)
PAPER = b"%PDF-1.7\n" + bytes(3_000)
SHOP = Place(48.8566, 2.3522, "Atelier", "1 rue de la Paix, Paris")


async def added(desk: Desk, content: bytes, name: str = "photo.jpg", told: str = "") -> SentFile:
    thread = (await desk.thread()).listed.thread
    async with desk.world.database.unit(desk.organisation) as unit:
        return await inbox.add_file(unit, desk.organisation, desk.nadia, thread.id, name, told, content)


async def test_buttons_and_a_list_leave_once_and_what_is_pressed_comes_back_in_its_words(desk: Desk) -> None:
    await desk.says("Quand puis-je passer ?")
    asked = await desk.reply("Demain à 9 h ?", key="once", buttons=["Oui", " Non "])
    await desk.reply("Demain à 9 h ?", key="once", buttons=["Oui", "Non"])
    listed = await desk.reply("Sinon ?", menu=Menu("Voir", [Row("Mardi", "Avec Paul"), Row("Jeudi")]))
    first = Choices("Demain à 9 h ?", tuple(Choice(f"reply:{asked.id}:{number}", title) for number, title in enumerate(("Oui", "Non"), 1)))
    rows = (Choice(f"reply:{listed.id}:1", "Mardi", "Avec Paul"), Choice(f"reply:{listed.id}:2", "Jeudi"))
    assert await desk.counter.texts() == sorted(map(str, (first, Choices("Sinon ?", rows, "Voir"))))
    await desk.says("Mardi", kind=InboundKind.BUTTON, payload=f"reply:{listed.id}:1", in_reply_to=f"SM{listed.id.hex}")
    lines = await desk.lines()
    assert (lines[-1], sorted(lines[1:-1])) == (("inbound", "Mardi"), [("reply", "Demain à 9 h ?"), ("reply", "Sinon ?")])
    brought = {each.text: each.brings for each in await desk.items() if each.kind.value == "reply"}
    buttons, menu = brought["Demain à 9 h ?"], brought["Sinon ?"]
    assert buttons is not None
    assert menu is not None
    assert (list(buttons.buttons), menu.menu and [row.title for row in menu.menu.rows]) == (["Oui", "Non"], ["Mardi", "Jeudi"])


async def test_a_place_and_a_file_leave_by_whatsapp_and_stand_in_the_thread(desk: Desk) -> None:
    await desk.says("Où êtes-vous ?")
    await desk.reply(place=SHOP)
    photo = await added(desk, PHOTO)
    await desk.reply("Voici.", file_id=photo.id, key="photo")
    await desk.reply("Voici.", file_id=photo.id, key="photo")
    with pytest.raises(Conflict) as refused:
        await desk.reply("Encore", file_id=photo.id)
    assert refused.value.code == "file_sent"
    file, place = await desk.counter.texts()
    assert (file[:18], "caption='Voici.'" in file, place) == ("File(kind=<Attachm", True, str(SHOP))
    shown = {each.text: each.brings for each in await desk.items() if each.kind.value == "reply"}
    there, pictured = shown["48.8566,2.3522 Atelier"], shown["Voici."]
    assert (there and there.place, pictured and pictured.file and pictured.file.id) == (SHOP, photo.id)


async def test_a_file_is_what_its_bytes_say_and_no_larger_than_whatsapp_carries(desk: Desk) -> None:
    await desk.says("Bonjour")
    assert (await added(desk, PAPER, "devis.txt")).content_type == "application/pdf"
    assert (await added(desk, b"PK\x03\x04" + bytes(50), "C:\\devis.docx")).name == "devis.docx"
    for content, name in ((b"MZ\x90\x00" + bytes(50), "photo.jpg"), (b"GIF89a" + bytes(50), "photo.gif"), (b"", "photo.jpg")):
        with pytest.raises(Invalid) as unfit:
            await added(desk, content, name)
        assert unfit.value.code == "file_unfit"
    with pytest.raises(TooLarge):
        await added(desk, b"\xff\xd8\xff\xe0" + bytes(5_000_000))
    for _ in range(8):
        await added(desk, PHOTO)
    with pytest.raises(Conflict) as enough:
        await added(desk, PHOTO)
    assert enough.value.code == "files_enough"


async def test_what_no_reply_took_goes_after_a_day_and_what_was_sent_stays(desk: Desk) -> None:
    await desk.says("Bonjour")
    sent, left, dropped = [await added(desk, PHOTO) for _ in range(3)]
    await desk.reply(file_id=sent.id)
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.drop_file(unit, desk.organisation, dropped.id)
        with pytest.raises(Conflict):
            await inbox.drop_file(unit, desk.organisation, sent.id)
    desk.world.clock.advance(hours=25)
    async with desk.world.database.unit(desk.organisation) as unit:
        assert await inbox.forget_files(unit, desk.organisation) == 1
        assert (await inbox.open_file(unit, desk.organisation, sent.id)).content == PHOTO
        for gone in (left, dropped):
            with pytest.raises(NotFound):
                await inbox.open_file(unit, desk.organisation, gone.id)


async def test_only_whatsapp_carries_more_than_words_and_only_while_its_window_is_open(desk: Desk) -> None:
    await desk.says("Bonjour", channel=Channel.SMS)
    await desk.says("Bonjour")
    whatsapp, sms = await desk.way(Channel.WHATSAPP), await desk.way(Channel.SMS)
    assert (whatsapp.state, sms.state) == (WayState.OPEN, WayState.OPEN)
    assert (set(inbox.carries(whatsapp)), list(inbox.carries(sms))) == (set(Carries), [Carries.TEXT, Carries.TEMPLATE])
    with pytest.raises(Invalid) as refused:
        await desk.reply("Oui ?", channel=Channel.SMS, buttons=["Oui"])
    assert refused.value.code == "not_carried"
    desk.world.clock.advance(hours=25)
    assert list(inbox.carries(await desk.way(Channel.WHATSAPP))) == [Carries.TEMPLATE]
    with pytest.raises(Conflict) as closed:
        await desk.reply("Oui ?", channel=Channel.WHATSAPP, buttons=["Oui"])
    assert closed.value.code == "window_closed"


@pytest.mark.parametrize(
    ("brings", "code"),
    [
        ({"text": "Oui ?", "buttons": ["a", "b", "c", "d"]}, "choices_too_many"),
        ({"text": "Oui ?", "buttons": ["x" * 21]}, "choice_too_long"),
        ({"text": "Oui ?", "buttons": ["Oui", "oui"]}, "choices_alike"),
        ({"text": "Oui ?", "menu": Menu("", [Row("Mardi")])}, "choice_too_long"),
        ({"text": "Oui ?", "menu": Menu("Voir", [])}, "choices_too_many"),
        ({"text": "Oui ?", "menu": Menu("Voir", [Row("Mardi", "x" * 73)])}, "reply_too_long"),
        ({"text": "x" * 1025, "buttons": ["Oui"]}, "reply_too_long"),
        ({"buttons": ["Oui"]}, "reply_empty"),
        ({"text": "Ici", "place": SHOP}, "reply_wordless"),
        ({"place": Place(1.0, 1.0, "", "Paris")}, "inbox_invalid"),
        ({"text": "Oui ?", "buttons": ["Oui"], "place": SHOP}, "reply_brings_two"),
        ({"template": "ready_whatsapp", "place": SHOP}, "reply_ambiguous"),
    ],
)
async def test_what_whatsapp_would_refuse_is_refused_before_it_is_sent(desk: Desk, brings: dict[str, Any], code: str) -> None:
    await desk.says("Bonjour")
    with pytest.raises(Invalid) as refused:
        await desk.reply(brings.pop("text", ""), **brings)
    assert refused.value.code == code


async def test_a_file_of_one_conversation_goes_with_no_answer_in_another(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.says("Bonjour", phone="+33612000002")
    file = await added(desk, PHOTO)
    with pytest.raises(NotFound):
        await desk.reply("La voici", phone="+33612000002", file_id=file.id)
    await desk.reply("La voici", file_id=file.id)


async def test_files_are_told_to_their_person_and_go_with_them(desk: Desk) -> None:
    await desk.says("Bonjour")
    photo = await added(desk, PHOTO)
    await desk.reply(file_id=photo.id)
    contact_id = (await desk.thread(ANA)).listed.thread.contact_id
    assert contact_id is not None
    async with desk.world.database.unit(desk.organisation) as unit:
        told = await inbox.tell_person(unit, desk.organisation, [contact_id])
    assert [(each["name"], each["type"]) for each in told["files_of_agents"]] == [("photo.jpg", "image/jpeg")]
