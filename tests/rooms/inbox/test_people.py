"""What the inbox keeps of a person: joined with another's and parted again, told to them, removed; and found by those who look for them."""

from support.inboxing import ANA, BEN, Desk
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.inbox import service as inbox
from tidings.kernel.words import Channel

BY = "cli:test"


async def test_a_merge_shows_both_threads_as_one_and_an_undo_parts_them(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.says("C'est encore moi", BEN, channel=Channel.SMS)
    await desk.reply("Bonjour Ben", BEN)
    kept, gone = [(await desk.thread(phone)).listed.thread for phone in (ANA, BEN)]
    assert kept.contact_id is not None
    assert gone.contact_id is not None
    async with desk.world.database.engine() as unit:
        merge = await contacts.merge(unit, desk.organisation, BY, kept.contact_id, gone.contact_id, PEOPLE)
    (listed,) = await desk.threads()
    assert listed.thread.id == kept.id
    assert [text for _, text in await desk.lines()] == ["Bonjour", "C'est encore moi", "Bonjour Ben"]
    async with desk.world.database.engine() as unit:
        await contacts.undo_merge(unit, desk.organisation, BY, merge.id, PEOPLE)
    assert len(await desk.threads()) == 2
    assert [text for _, text in await desk.lines(BEN)] == ["C'est encore moi", "Bonjour Ben"]


async def test_what_agents_wrote_of_somebody_is_told_to_them_and_goes_with_them(desk: Desk) -> None:
    await desk.says("Bonjour")
    await desk.reply("Bonjour Ana")
    await desk.counter.deliver()
    thread = (await desk.thread()).listed.thread
    assert thread.contact_id is not None
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.add_note(unit, desk.organisation, desk.nadia, thread.id, "Elle est pressée.")
        told = await inbox.tell_person(unit, desk.organisation, [thread.contact_id])
    assert [each["text"] for each in told["answers_of_agents"]] == ["Bonjour Ana"]
    assert [each["text"] for each in told["notes_of_agents"]] == ["Elle est pressée."]
    async with desk.world.database.engine() as unit:
        await contacts.erase(unit, desk.organisation, BY, thread.contact_id, PEOPLE)
        assert await inbox.thread_of(unit, desk.organisation, thread.contact_id) is None
        assert await unit.value("SELECT count(*) FROM inbox_replies") == 0
        assert await unit.value("SELECT count(*) FROM sources WHERE contact_id = %(id)s", {"id": thread.contact_id}) == 0


async def test_a_search_finds_what_a_phone_writes_otherwise_than_a_keyboard(desk: Desk) -> None:
    left = "Ma s\N{LATIN SMALL LIGATURE OE}ur a laissé l\N{RIGHT SINGLE QUOTATION MARK}appareil, "
    await desk.says(left + "\N{RIGHT-TO-LEFT EMBEDDING}\u05e9\u05dc\u05d5\N{ZERO WIDTH JOINER}\u05dd")
    async with desk.world.database.unit(desk.organisation) as unit:
        for words in ("soeur", "l'appareil LAISSE", "\u05e9\u05dc\u05d5\u05dd"):
            assert len((await inbox.search(unit, desk.organisation, words)).threads) == 1, words


async def test_a_search_finds_words_numbers_and_notes_and_says_how_far_it_looked(desk: Desk) -> None:
    await desk.says("Mon écran est cassé")
    await desk.says("Une coque, s'il vous plaît", BEN)
    ana, ben = [(await desk.thread(phone)).listed.thread.id for phone in (ANA, BEN)]
    async with desk.world.database.unit(desk.organisation) as unit:
        await inbox.add_note(unit, desk.organisation, desk.nadia, ben, "Devis envoyé")
        found = {words: await inbox.search(unit, desk.organisation, words) for words in ("ecran CASSE", "06 12 00 00 02", "devis", "girafe", " ")}
    assert [list(each.threads) for each in found.values()] == [[ana], [ben], [ben], [], []]
    assert (found["devis"].texts, found["devis"].since) == (3, None)
