"""The public pages of the waitlist, as a browser without scripts meets them: a GET changes nothing, a form is answered the same again."""

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, time
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest

from support.api import Client, Reply, client_of, make_context
from support.waitlisting import Shop, phone
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus
from tidings.content import service as content
from tidings.content.types import PublicAddress, ThingKind, ThingLink
from tidings.infra.web import Pace
from tidings.kernel.words import Channel, Purpose
from tidings.notices import service as notices
from tidings.waitlist import http
from tidings.waitlist import service as waitlist
from tidings.waitlist.types import SlotState, Wishes

FORM = {"content-type": "application/x-www-form-urlencoded"}


class Browser:
    """A person's browser, without a key."""

    def __init__(self, client: Client, shop: Shop) -> None:
        self._client = client.with_key(None)
        self._shop = shop

    async def link(self, kind: ThingKind, thing: UUID) -> str:
        async with self._shop.world.database.unit(self._shop.organisation) as unit:
            keys = await unit.keys(self._shop.organisation)
            link = ThingLink(kind, self._shop.organisation, thing)
            return urlsplit(content.thing_url(keys, PublicAddress("https://x"), link)).path

    async def see(self, path: str, lang: str = "en") -> str:
        reply = await self._client.get(f"{path}?lang={lang}")
        assert reply.status == 200, reply.body
        return reply.body.decode()

    async def send(self, path: str, *, lang: str = "en", **fields: object) -> Reply:
        found = re.search(r'name="form" value="([^"]+)"', await self.see(path, lang))
        form = found[1] if found else ""
        body = urlencode({"form": form, "shown": lang, **fields}, doseq=True).encode()
        return await self._client.send("POST", f"{path}?lang={lang}", body=body, headers=FORM)

    async def raw(self, path: str, body: bytes) -> Reply:
        return await self._client.send("POST", path, body=body, headers=FORM)

    async def status(self, path: str) -> int:
        return (await self._client.get(path)).status


@pytest.fixture
async def browser(shop: Shop, tmp_path: Path) -> AsyncIterator[Browser]:
    context = make_context(shop.world.database, shop.world.clock, tmp_path)
    context.parts[Pace] = Pace(shop.world.clock)  # pyright: ignore[reportIndexIssue] - a test's own
    context.parts[PublicAddress] = PublicAddress("https://tidings.example.org")  # pyright: ignore[reportIndexIssue] - a test's own
    async with client_of(shop.world.database, shop.organisation, context, [http.board, http.places, http.people, http.pages]) as client:
        yield Browser(client, shop)


async def test_looking_books_nothing_and_the_button_books_once_and_leads_to_the_calendar(browser: Browser, shop: Shop) -> None:
    await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    path = await browser.link(ThingKind.OFFER, offer.id)
    for _ in range(3):
        assert "Yes, book it" in await browser.see(path)
    assert (await shop.now(slot)).state is SlotState.HELD
    form = re.search(r'name="form" value="([^"]+)"', await browser.see(path))
    assert form
    yes = urlencode({"form": form[1], "answer": "yes"}).encode()
    page = (await browser.raw(path, yes)).body.decode()
    assert "It is booked for you." in page
    assert (await shop.now(slot)).state is SlotState.BOOKED
    assert "It is booked for you." in (await browser.raw(path, yes)).body.decode()
    assert len(await shop.bookings(slot)) == 1
    found = re.search(r'href="(/b/[^"]+)"', page)
    assert found
    booking = await browser.see(found[1], "fr")
    assert "réservé pour vous." in booking
    calendar = await browser.see(f"{found[1]}/calendar.ics")
    assert {"BEGIN:VEVENT", f"DTSTART:{slot.starts_at:%Y%m%dT%H%M%SZ}", "STATUS:CONFIRMED"} <= set(calendar.splitlines())
    assert "It is cancelled." in (await browser.send(found[1], action="cancel")).body.decode()
    assert (await shop.bookings(slot))[0].state.value == "cancelled"
    assert "STATUS:CANCELLED" in await browser.see(f"{found[1]}/calendar.ics")


async def test_a_form_of_another_page_and_a_made_up_link_do_nothing(browser: Browser, shop: Shop) -> None:
    await shop.waits(1)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    path = await browser.link(ThingKind.OFFER, offer.id)
    assert (await browser.raw(path, b"answer=yes&form=made-up")).status == 403
    assert await browser.status(path.replace("/o/", "/b/")) == 404
    assert await browser.status("/o/" + "A" * 90) == 404
    assert (await browser.raw(path, b"answer=" + b"y" * 30_000)).status == 413
    assert (await shop.now(slot)).state is SlotState.HELD


async def test_who_is_late_on_the_page_reads_that_it_is_taken(browser: Browser, shop: Shop) -> None:
    await shop.waits(1)
    await shop.waits(2)
    slot = await shop.slot()
    await shop.look()
    (offer,) = await shop.offers(slot)
    path = await browser.link(ThingKind.OFFER, offer.id)
    first = re.search(r'name="form" value="([^"]+)"', await browser.see(path))
    assert first
    await shop.pass_time(minutes=11)
    await shop.pass_time(seconds=1)
    await shop.says((2, "oui"))
    late = await browser.raw(path, urlencode({"form": first[1], "answer": "yes"}).encode())
    assert (late.status, "somebody else has it" in late.body.decode()) == (200, True)


async def test_signing_up_ticks_nothing_before_keeps_the_words_and_can_be_left_by_its_link(browser: Browser, shop: Shop) -> None:
    path = await browser.link(ThingKind.WAITLIST, shop.organisation)
    shown = await browser.see(path, "fr")
    assert " checked" not in shown
    assert shown.count('name="channel"') == 3
    wanted = {"service": str(shop.service.id), "name": "<b>Zoé</b>", "phone": "06 13 00 55 55", "weekday": ["2", "9"], "party": "2"}
    refused = await browser.send(path, lang="fr", **wanted)
    assert (refused.status, "06 13 00 55 55" in refused.body.decode()) == (422, True)
    assert (await browser.send(path, lang="fr", **{**wanted, "channel": ["sms"], "phone": "12"})).status == 422
    taken = await browser.send(path, lang="fr", **wanted, channel=["sms"], first="sms")
    assert (taken.status, "Vous êtes sur la liste" in taken.body.decode()) == (200, True)
    async with shop.world.database.unit(shop.organisation) as unit:
        (entry,) = (await waitlist.entries(unit, shop.organisation)).rows
        states = await consent.states(unit, shop.organisation, [entry.contact_id], Channel.SMS, Purpose.TRANSACTIONAL)
        history = await consent.consents_of(unit, shop.organisation, entry.contact_id)
    assert (list(entry.wishes.weekdays), entry.wishes.party, entry.source) == ([2], 2, "page")
    assert states[entry.contact_id].status is ConsentStatus.GRANTED
    assert "Vous pouvez me proposer des créneaux libres" in str(history)
    place = await browser.link(ThingKind.ENTRY, entry.id)
    assert "You are on this list." in await browser.see(place)
    assert "not on the list any more" in (await browser.send(place, action="leave")).body.decode()
    assert "You are not on this list any more." in await browser.see(place)


async def test_an_email_alone_signs_up_and_a_closed_page_takes_nobody(browser: Browser, shop: Shop) -> None:
    path = await browser.link(ThingKind.WAITLIST, shop.organisation)
    wanted: dict[str, object] = {"service": str(shop.service.id), "email": "someone@example.com", "channel": ["email"]}
    for _ in range(2):
        assert (await browser.send(path, lang="en", **wanted)).status == 200
    async with shop.world.database.unit(shop.organisation) as unit:
        assert len((await waitlist.entries(unit, shop.organisation)).rows) == 1
        settings = await waitlist.settings(unit, shop.organisation)
    await shop.set(replace(settings, sign_up=False))
    assert await browser.status(path) == 404


async def test_a_time_with_an_offset_counts_as_left_empty_and_the_list_goes_on(browser: Browser, shop: Shop) -> None:
    path = await browser.link(ThingKind.WAITLIST, shop.organisation)
    wanted: dict[str, object] = {"service": str(shop.service.id), "phone": "06 13 00 55 55", "channel": ["sms"]}
    assert (await browser.send(path, lang="en", **wanted, earliest="00:10+02:00", latest="23:30:00Z")).status == 200
    async with shop.world.database.unit(shop.organisation) as unit:
        (entry,) = (await waitlist.entries(unit, shop.organisation)).rows
    assert (entry.wishes.earliest, entry.wishes.latest) == (None, None)
    slot = await shop.slot()
    await shop.look()
    assert await shop.asked(slot) == [(entry.id, "open")]


async def test_a_time_with_an_offset_that_was_kept_once_stops_nobody(shop: Shop) -> None:
    entry = await shop.waits(1, Wishes(earliest=time(0, 0, tzinfo=UTC)))
    slot = await shop.slot()
    await shop.look()
    assert await shop.asked(slot) == [(entry.id, "open")]


async def test_the_form_changes_nothing_of_somebody_who_waits_already(browser: Browser, shop: Shop) -> None:
    entry = await shop.waits(1, Wishes(party=2), priority=1)
    path = await browser.link(ThingKind.WAITLIST, shop.organisation)
    wanted: dict[str, object] = {"service": str(shop.service.id), "phone": phone(1), "channel": ["whatsapp"]}
    assert (await browser.send(path, lang="en", **wanted, first="whatsapp", from_day="2031-01-01", party="9")).status == 200
    async with shop.world.database.unit(shop.organisation) as unit:
        now = await waitlist.entry(unit, shop.organisation, entry.id)
        order = await notices.channel_order(unit, shop.organisation, entry.contact_id)
    assert (now.priority, now.wishes, list(order)) == (1, entry.wishes, [])
