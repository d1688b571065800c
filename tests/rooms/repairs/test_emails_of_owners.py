"""An email that an owner gives on their page is used once it is verified: by the link that went to it, or by staff who saw to it."""

import html
import re
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest

from support.repairing import FORM, Workshop
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind
from tidings.content.types import EmailBody
from tidings.kernel.words import Channel
from tidings.permissions import service as permissions
from tidings.providers.smtp import Smtp

EMAIL = "Jo.Martin@example.com"


@pytest.fixture
async def mailing(shop: Workshop) -> Workshop:
    await shop.counter.speaks(Channel.EMAIL, EmailBody("Ready", "Your {{ device }} is ready."), Smtp().traits, {})
    return shop


async def emails(shop: Workshop, contact: str) -> list[tuple[str, str | None, int]]:
    """Return the emails of somebody: each with how it was verified, and its preference."""
    shown = (await shop.api.get(f"/contacts/{contact}")).json()["emails"]
    return [(each["value"], each["phone_verified_how"], each["preference"]) for each in shown]


async def unverified(shop: Workshop, contact: str) -> list[dict[str, str]]:
    return (await shop.api.get(f"/contacts/{contact}/unverified-emails")).json()["items"]


async def link_sent(shop: Workshop) -> str:
    """Return the path of the link in the one message that leaves now."""
    (text,) = await shop.texts()
    found = re.search(r"https?://\S+/e/[\w-]+", text)
    assert found, text
    return urlsplit(found[0]).path


async def press(shop: Workshop, path: str, *, lang: str = "en") -> str:
    shown = await shop.page(path, lang=lang)
    form = re.search(r'name="form" value="([^"]+)"', shown)
    assert form
    reply = await shop.browser.send("POST", f"{path}?lang={lang}", body=urlencode({"form": form[1]}).encode(), headers=FORM)
    return html.unescape(reply.body.decode())


async def test_an_email_given_on_the_page_gets_its_link_and_nothing_else_until_its_button_is_pressed(mailing: Workshop) -> None:
    ticket = await mailing.opened(email="old@example.com")
    contact = ticket["contact_id"]
    _, path = await mailing.links(ticket)
    await mailing.texts()
    reply = html.unescape((await mailing.send(path, email=EMAIL)).body.decode())
    assert "We sent a link to" in reply
    assert "confirmed it there" in reply
    assert EMAIL not in reply
    assert await emails(mailing, contact) == [("old@example.com", None, 0)]
    (waiting,) = await unverified(mailing, contact)
    assert (waiting["email"], waiting["source"]) == (EMAIL, "repairs:page")
    link = await link_sent(mailing)
    assert "Not verified yet" in await mailing.page(path)
    await mailing.moved(ticket, "diagnosing")
    assert EMAIL not in str(await mailing.texts())
    shown = await mailing.page(link)
    assert "Yes, it is mine" in shown
    assert EMAIL not in shown
    assert await emails(mailing, contact) == [("old@example.com", None, 0)]
    assert "from now on" in await press(mailing, link)
    assert sorted(await emails(mailing, contact)) == [(EMAIL, "email_link", 0), ("old@example.com", None, 2)]
    assert await unverified(mailing, contact) == []
    assert (await mailing.browser.get(link)).status == 404


async def test_the_pages_of_a_verification_speak_french(mailing: Workshop) -> None:
    _, path = await mailing.links(await mailing.opened(locale="fr"))
    await mailing.texts()
    reply = html.unescape((await mailing.send(path, lang="fr", email=EMAIL, language="fr")).body.decode())
    assert "Nous avons envoyé un lien à" in reply
    (text,) = await mailing.texts()
    assert "Sinon, ne faites rien" in text
    found = re.search(r"https?://\S+(/e/[\w-]+)", text)
    assert found
    assert "la mienne" in await mailing.page(found[1], lang="fr")
    assert "nous vous écrirons désormais" in await press(mailing, found[1], lang="fr")


async def test_a_newer_email_takes_the_place_of_one_that_waits_and_its_link_opens_nothing(mailing: Workshop) -> None:
    ticket = await mailing.opened()
    _, path = await mailing.links(ticket)
    await mailing.texts()
    await mailing.send(path, email="wrong@example.com")
    first = await link_sent(mailing)
    assert "was sent to" in html.unescape((await mailing.send(path, email="wrong@example.com")).body.decode())
    mailing.world.clock.advance(minutes=2)
    await mailing.send(path, email=EMAIL)
    second = await link_sent(mailing)
    assert (await mailing.browser.get(first)).status == 404
    async with mailing.world.database.unit(mailing.world.organisation) as unit:
        assert await contacts.find_address(unit, mailing.world.organisation, AddressKind.EMAIL, "wrong@example.com") is None
    mailing.world.clock.advance(days=8)
    assert (await mailing.browser.get(second)).status == 404
    (waiting,) = await unverified(mailing, ticket["contact_id"])
    assert (waiting["email"], waiting["link_expires_at"]) == (EMAIL, None)


async def test_staff_declare_an_email_verified_where_no_link_can_go_and_it_is_written_down_who_and_how(shop: Workshop) -> None:
    ticket = await shop.opened()
    contact = ticket["contact_id"]
    _, path = await shop.links(ticket)
    reply = html.unescape((await shop.send(path, email=EMAIL)).body.decode())
    assert "once the shop has checked it" in reply
    (waiting,) = await unverified(shop, contact)
    at = f"/contacts/{contact}/unverified-emails/{waiting['address_id']}"
    assert (await shop.api.post(f"{at}/verify", {"how": "somehow"})).status == 422
    assert (await shop.api.post(f"{at}/verify", {"how": "in_person"})).status == 204
    assert await emails(shop, contact) == [(EMAIL, "in_person", 0)]
    assert await shop.refused(f"{at}/verify", {"how": "in_person"}) == "email_not_waiting"
    (line,) = (await shop.api.get(f"/audit?subject=contact:{contact}&action=email.verified")).json()["items"]
    assert line["detail"]["how"] == "in_person"
    assert line["actor"].startswith("key:")


async def test_an_email_that_is_not_theirs_is_dropped_and_goes_with_them_when_they_are_erased(shop: Workshop) -> None:
    ticket = await shop.opened()
    contact = ticket["contact_id"]
    _, path = await shop.links(ticket)
    await shop.send(path, email="not@example.com")
    (waiting,) = await unverified(shop, contact)
    assert (await shop.api.delete(f"/contacts/{contact}/unverified-emails/{waiting['address_id']}")).status == 204
    assert await unverified(shop, contact) == []
    await shop.send(path, email=EMAIL)
    told = (await shop.api.get(f"/contacts/{contact}/export")).json()
    assert [each["email"] for each in told["unverified_emails"]] == [EMAIL]
    assert (await shop.api.delete(f"/contacts/{contact}?confirm={contact}")).status < 300
    async with shop.world.database.unit(shop.world.organisation) as unit:
        assert await contacts.find_address(unit, shop.world.organisation, AddressKind.EMAIL, EMAIL) is None


async def test_an_email_that_waits_goes_with_its_owner_into_the_contact_that_they_become(mailing: Workshop) -> None:
    ticket = await mailing.opened()
    _, path = await mailing.links(ticket)
    await mailing.texts()
    await mailing.send(path, email=EMAIL)
    link = await link_sent(mailing)
    other = (await mailing.made("/contacts", {"first_name": "Joséphine"}))["id"]
    assert (await mailing.api.post(f"/contacts/{other}/merge", {"other": ticket["contact_id"]})).status < 300
    assert "from now on" in await press(mailing, link)
    assert await emails(mailing, other) == [(EMAIL, "email_link", 0)]


async def test_an_email_that_nobody_verifies_for_half_a_year_is_forgotten(shop: Workshop) -> None:
    ticket = await shop.opened()
    _, path = await shop.links(ticket)
    await shop.send(path, email=EMAIL)
    shop.world.clock.advance(days=181)
    async with shop.world.database.unit(shop.world.organisation) as unit:
        assert await permissions.forget_unverified_emails(unit, shop.world.organisation) == 1
        assert await permissions.unverified_emails(unit, shop.world.organisation, [UUID(ticket["contact_id"])]) == {}
