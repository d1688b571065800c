"""One timeline of a person: everything that passed, newest first, in words."""

from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from rooms.conversations.test_receiving import Line as PhoneLine
from support.api import client_of, make_context
from support.campaigning import ACTOR, World, numbers
from tidings.apps.people import PEOPLE
from tidings.contacts import service as contacts
from tidings.contacts.types import Occurrence
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, encode_cursor
from tidings.kernel.words import Channel
from tidings.reports import http
from tidings.reports import service as reports
from tidings.reports.types import Line, LineKind

ANA = numbers(1)[0]
WORDS = "Merci <b>beaucoup</b> \u202e🎉"


async def page_of(
    world: World, contact_id: UUID, *kinds: LineKind, cursor: str | None = None, limit: int = 50, wanted: str = "en"
) -> tuple[Page[Line], int]:
    async with world.database.unit(world.organisation) as unit:
        page = await reports.timeline(unit, world.organisation, contact_id, kinds=kinds, wanted=wanted, cursor=cursor, limit=limit)
        return page, unit.statements


async def contact_at(world: World, phone: str) -> UUID:
    async with world.database.unit(world.organisation) as unit:
        (resolved,), _ = await contacts.resolve_phones(unit, world.organisation, [phone], "FR")
        return resolved.contact_id


async def did(world: World, contact_id: UUID, name: str, **properties: object) -> None:
    async with world.database.unit(world.organisation) as unit:
        told = Occurrence(new_id(unit.at), contact_id, name, unit.at, "api", properties)
        await contacts.record_events(unit, world.organisation, [told])


async def lived_through(world: World) -> UUID:
    """Have Ana agree, get a message, look at a course, write twice, the second time STOP."""
    await world.launched(1, channel=Channel.SMS)
    await world.release()
    await world.deliver()
    ana = await contact_at(world, ANA)
    phone = PhoneLine(world.database, world.organisation, world.clock)
    world.clock.advance(hours=1)
    await did(world, ana, "course viewed", course="Painting")
    await phone.says(WORDS, sender=ANA)
    await phone.says("STOP", sender=ANA)
    return ana


async def test_everything_stands_in_one_list_newest_first_in_the_readers_language(world: World) -> None:
    ana = await lived_through(world)
    page, _ = await page_of(world, ana)
    assert {each.kind for each in page.rows} == {
        LineKind.MESSAGE,
        LineKind.INBOUND,
        LineKind.CONSENT,
        LineKind.SUPPRESSION,
        LineKind.EVENT,
    }
    assert [each.at for each in page.rows] == sorted((each.at for each in page.rows), reverse=True)
    told = [each.sentence for each in page.rows]
    assert "They wrote by SMS: “STOP”, which was taken for a refusal." in told
    assert "An address of theirs was closed on SMS: they opted out." in told
    assert "Event “course viewed” (course: Painting)." in told
    assert "SMS of “Autumn”: sent." in told
    assert "They agreed to marketing by SMS, in general (shop counter)." in told
    assert f"They wrote by SMS: “{WORDS}”" in told
    french, _ = await page_of(world, ana, LineKind.SUPPRESSION, wanted="fr")
    assert [each.sentence for each in french.rows] == ["Une de ses adresses a été fermée sur SMS : désinscription."]


@pytest.mark.parametrize("limit", [1, 2, 3, 7])
async def test_pages_of_any_length_give_each_line_once(world: World, limit: int) -> None:
    ana = await lived_through(world)
    for _ in range(3):  # of one moment
        await did(world, ana, "page viewed")
    whole = [(each.kind, each.key) for each in (await page_of(world, ana))[0].rows]
    gathered: list[tuple[LineKind, str]] = []
    cursor: str | None = None
    while True:
        page, _ = await page_of(world, ana, cursor=cursor, limit=limit)
        gathered += [(each.kind, each.key) for each in page.rows]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert gathered == whole
    assert len(set(whole)) == len(whole)


async def test_a_page_costs_as_many_statements_for_much_as_for_little(world: World) -> None:
    ana = await lived_through(world)
    _, few = await page_of(world, ana)
    for _ in range(20):
        await did(world, ana, "page viewed")
    page, many = await page_of(world, ana)
    assert len(page.rows) > 20
    assert few == many


async def test_of_a_merged_person_both_histories_stand_there(world: World) -> None:
    ana, other = await lived_through(world), await contact_at(world, numbers(2)[1])
    await did(world, other, "paid")
    async with world.database.unit(world.organisation) as unit:
        await contacts.merge(unit, world.organisation, ACTOR, ana, other, PEOPLE)
    page, _ = await page_of(world, ana, LineKind.EVENT, LineKind.MERGE)
    assert {"Another contact became a part of this one.", "Event “paid”."} < {each.sentence for each in page.rows}


async def test_why_a_message_was_not_sent_is_told_in_words(world: World) -> None:
    ana = await lived_through(world)
    world.clock.set(world.clock.now() + timedelta(hours=1))
    campaign = await world.create(channel=Channel.SMS, name="Winter")
    await world.add(campaign, [ANA])
    await world.activate(campaign)
    await world.release()
    page, _ = await page_of(world, ana, LineKind.MESSAGE)
    assert (
        page.rows[0].sentence
        == "SMS of “Winter”: not sent. The person said STOP on this channel, by a word, a link, their preferences or at the provider."
    )


async def test_another_organisations_people_and_strange_cursors_are_refused(world: World) -> None:
    ana = await contact_at(world, ANA)
    async with world.database.unit(world.organisation) as unit:
        with pytest.raises(NotFound):
            await reports.timeline(unit, world.organisation, new_id(unit.at))
    for cursor in (encode_cursor("2026-10-05T09:00:00", "event", "x"), encode_cursor("a", "b", "c"), encode_cursor("x"), "%%"):
        with pytest.raises(Invalid):
            await page_of(world, ana, cursor=cursor)


async def test_it_is_listed_over_http(world: World, tmp_path: Path) -> None:
    ana = await lived_through(world)
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.people]) as client:
        first = (await client.get(f"/contacts/{ana}/timeline?kind=inbound&kind=event&limit=2", accept_language="fr")).json()
        assert len(first["items"]) == 2
        assert first["items"][0]["sentence"].startswith("A ")
        rest = (await client.get(f"/contacts/{ana}/timeline?kind=inbound&kind=event&limit=50&cursor={first['next_cursor']}")).json()
        assert rest["next_cursor"] is None
        assert {each["kind"] for each in rest["items"]} <= {"inbound", "event"}
