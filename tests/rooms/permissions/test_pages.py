"""The preference page and the one-click refusal, as a browser and a mail provider meet them."""

import base64
import html
import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import UUID

import pytest

from support.api import Client, Reply
from support.clock import ManualClock
from support.shop import ENVIRONMENT
from support.whole import whole_application
from tidings.accounts import service as accounts
from tidings.accounts.types import Scope
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.kernel.words import Channel, Purpose

ONE_CLICK = b"List-Unsubscribe=One-Click"
FORM = {"content-type": "application/x-www-form-urlencoded"}
NAME = '<script>alert("x")</script> \u202eليلى'


class Person:
    """Somebody with a link, their browser, and what is stored of their consent."""

    def __init__(self, api: Client, database: Database, organisation: UUID, contact: UUID) -> None:
        self.api = api
        self.browser = api.with_key(None)
        self.database = database
        self.organisation = organisation
        self.contact = contact

    async def link(self, kind: str, **more: object) -> str:
        made = await self.api.post(f"/contacts/{self.contact}/links", {"kind": kind, "channel": "sms", **more})
        assert made.status == 201, made.body
        return urlsplit(made.json()["url"]).path

    async def send(self, path: str, body: bytes) -> Reply:
        return await self.browser.send("POST", path, body=body, headers=FORM)

    async def choose(self, path: str, *, lang: str = "en", **fields: object) -> Reply:
        shown = (await self.browser.get(f"{path}?lang={lang}")).body.decode()
        found = re.search(r'name="form" value="([^"]+)"', shown)
        assert found
        return await self.send(path, urlencode({"form": found[1], "shown": lang, "language": lang, **fields}, doseq=True).encode())

    async def marketing(self, channel: Channel = Channel.SMS) -> ConsentStatus | None:
        async with self.database.unit(self.organisation) as unit:
            return (await consent.states(unit, self.organisation, [self.contact], channel, Purpose.MARKETING))[self.contact].status

    async def history(self) -> list[dict[str, object]]:
        async with self.database.unit(self.organisation) as unit:
            file = await consent.consents_of(unit, self.organisation, self.contact)
            texts = {each.ref: each.text for each in await consent.wordings(unit, self.organisation)}
        words = [texts[each.version] if each.version else each.wording for each in file.history]
        return [
            {"source": each.source, "status": each.status.value, "proof": dict(each.proof), "wording": shown}
            for each, shown in zip(file.history, words, strict=True)
        ]


@pytest.fixture
async def person(
    database: Database, database_url: str, organisation: UUID, clock: ManualClock, vault: Vault, tmp_path: Path
) -> AsyncIterator[Person]:
    async with whole_application(database, database_url, clock, vault, tmp_path) as app:
        async with database.engine() as unit:
            made_key = await accounts.create_key(unit, organisation, "cli:test", name="test", scopes=frozenset(Scope))
        api = Client(app, made_key.secret)
        made = await api.post("/contacts", {"first_name": NAME, "phones": [{"number": "+33612000001"}]})
        assert made.status == 201, made.body
        yield Person(api, database, organisation, UUID(made.json()["id"]))


async def test_the_page_shows_what_is_stored_and_looking_changes_nothing(person: Person) -> None:
    path = await person.link("p")
    await person.browser.get(path)
    shown = await person.browser.get(path, accept_language="fr")
    assert shown.status == 200
    assert await person.marketing() is None
    assert await person.history() == []
    text = shown.body.decode()
    assert "checked" not in text
    assert "<script" not in text
    assert "+33612000001" not in text
    assert f"<bdi>{html.escape(NAME, quote=False)[:8]}" in text
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    assert "unsafe-inline" not in shown.headers["content-security-policy"]


async def test_a_ticked_box_is_a_consent_with_its_wording_and_proof_and_unticking_it_withdraws(person: Person) -> None:
    path = await person.link("p")
    assert b"Saved" in (await person.choose(path, channel=["sms"], action="save")).body
    assert await person.marketing() is ConsentStatus.GRANTED
    (granted,) = await person.history()
    assert (granted["source"], granted["wording"]) == ("preferences", "News and offers by SMS")
    assert b"enregistr" in (await person.choose(path, lang="fr", action="save")).body
    assert await person.marketing() is ConsentStatus.WITHDRAWN
    assert (await person.api.get(f"/contacts/{person.contact}")).json()["locale"] == "fr"


async def test_the_link_of_somebody_who_became_a_part_of_another_still_leads_to_their_choices(person: Person) -> None:
    path = await person.link("p")
    other = (await person.api.post("/contacts", {"first_name": "Ana", "phones": [{"number": "+33612000002"}]})).json()["id"]
    merged = await person.api.post(f"/contacts/{other}/merge", {"other": str(person.contact)})
    assert merged.status == 200, merged.body
    assert b"you get no more messages" in (await person.choose(path, action="leave")).body
    closed = (await person.api.get("/suppressions?channel=sms")).json()["items"]
    assert [{"contact_id": other, "name": "Ana"}] == closed[0]["people"] == closed[1]["people"]
    assert (await person.api.post(f"/contacts/merges/{merged.json()['id']}/undo")).status == 200
    assert (await person.browser.get(path)).status == 200


async def test_leaving_everything_closes_every_channel_and_its_boxes(person: Person) -> None:
    path = await person.link("p")
    left = await person.choose(path, action="leave")
    assert b"you get no more messages" in left.body
    assert left.body.count(b"disabled") == 2
    await person.choose(path, channel=["sms"], action="save")
    assert await person.marketing() is ConsentStatus.WITHDRAWN


async def test_a_form_that_another_site_or_link_made_is_refused(person: Person) -> None:
    path, other = await person.link("p"), await person.link("p", days=3)
    shown = (await person.browser.get(other)).body.decode()
    foreign = re.search(r'name="form" value="([^"]+)"', shown)
    assert foreign
    for form in ("", "x" * 60, foreign[1]):
        assert (await person.send(path, urlencode({"form": form, "action": "leave"}).encode())).status == 403
    assert await person.history() == []


async def test_a_link_that_is_altered_over_or_of_another_kind_leads_nowhere(person: Person, clock: ManualClock) -> None:
    path = await person.link("p", days=1)
    token = path.rpartition("/")[2]
    swapped = token[:-2] + ("AA" if token[-2:] != "AA" else "BB")
    for wrong in (f"/p/{swapped}", f"/u/{token}", "/p/short", "/p/" + "A" * 120, "/p/" + "é" * 30, "/p/" + "A" * 5000):
        assert (await person.browser.get(wrong)).status == 404
    clock.advance(days=2)
    assert (await person.browser.get(path)).status == 404


async def test_a_look_at_a_one_click_link_shows_a_button_and_unsubscribes_nothing(person: Person) -> None:
    path = await person.link("u")
    shown = await person.browser.get(path)
    assert (shown.status, b"<button" in shown.body) == (200, True)
    assert (await person.send(path, b"")).status == 200
    assert await person.history() == []


async def test_one_click_unsubscribes_without_a_key_or_redirect_and_twice_is_once(person: Person) -> None:
    path = await person.link("u")
    for _ in range(2):
        done = await person.send(path, ONE_CLICK)
        assert (done.status, "location" in done.headers, "set-cookie" in done.headers) == (200, False, False)
    (withdrawn,) = await person.history()
    assert (withdrawn["source"], withdrawn["status"]) == ("one_click", "withdrawn")
    assert await person.marketing() is ConsentStatus.WITHDRAWN
    assert await person.marketing(Channel.WHATSAPP) is None


async def test_who_left_at_one_click_may_come_back_on_the_page(person: Person, clock: ManualClock) -> None:
    await person.send(await person.link("u"), ONE_CLICK)
    clock.advance(seconds=1)
    await person.choose(await person.link("p"), channel=["sms"], action="save")
    assert await person.marketing() is ConsentStatus.GRANTED
    async with person.database.unit(person.organisation) as unit:
        lookups = (await unit.keys(person.organisation)).indexes("phone", "+33612000001")
        assert await consent.suppressed(unit, person.organisation, Channel.SMS, lookups, Purpose.MARKETING) == {}


async def test_a_visitor_who_asks_too_often_is_put_off(person: Person) -> None:
    path = await person.link("p")
    statuses = [(await person.browser.get(path)).status for _ in range(121)]
    assert (statuses[119], statuses[120]) == (200, 429)


async def test_behind_a_trusted_proxy_each_visitor_has_a_limit_of_their_own(
    database: Database, database_url: str, person: Person, clock: ManualClock, vault: Vault, tmp_path: Path
) -> None:
    environment = {**ENVIRONMENT, "TIDINGS_TRUSTED_PROXIES": "127.0.0.1"}
    path = await person.link("p")
    async with whole_application(database, database_url, clock, vault, tmp_path, environment) as app:
        proxy = Client(app)
        # The invention before the address that the proxy saw counts for nothing.
        statuses = [(await proxy.get(path, x_forwarded_for=f"203.0.113.{number}, 198.51.100.7")).status for number in range(121)]
        assert (statuses[119], statuses[120]) == (200, 429)
        assert (await proxy.get(path, x_forwarded_for="198.51.100.8")).status == 200


async def test_asking_for_the_head_alone_looks_and_changes_nothing(person: Person) -> None:
    for kind in ("p", "u"):
        path = await person.link(kind)
        looked = await person.browser.send("HEAD", path)
        assert (looked.status, looked.headers["content-type"]) == (200, (await person.browser.get(path)).headers["content-type"])
    assert (await person.browser.send("HEAD", "/p/" + "A" * 86)).status == 404
    assert await person.history() == []


async def test_the_headers_of_rfc_8058_name_the_link_and_the_token_tells_nothing_of_the_person(person: Person) -> None:
    made = (await person.api.post(f"/contacts/{person.contact}/links", {"kind": "u", "channel": "sms"})).json()
    assert made["headers"] == {"List-Unsubscribe": f"<{made['url']}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    other = (await person.api.post(f"/contacts/{person.contact}/links", {"kind": "u", "channel": "whatsapp"})).json()
    assert made["url"] != other["url"]
    token = urlsplit(made["url"]).path.rpartition("/")[2]
    assert person.contact.bytes not in base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))


async def programme(person: Person, key: str = "newsletter") -> None:
    body = {"name": "Newsletter", "descriptions": {"en": "Once a month.", "fr": "Une fois par mois."}}
    assert (await person.api.put(f"/programmes/{key}", body)).status == 200


async def of_programme(person: Person) -> ConsentStatus | None:
    async with person.database.unit(person.organisation) as unit:
        states = await consent.states(unit, person.organisation, [person.contact], Channel.SMS, Purpose.MARKETING, "newsletter")
    return states[person.contact].status


async def test_programmes_are_described_in_the_persons_language_and_chosen_by_themselves(person: Person) -> None:
    await programme(person)
    path = await person.link("p")
    assert "Une fois par mois." in (await person.browser.get(f"{path}?lang=fr")).body.decode()
    await person.choose(path, channel=["newsletter:sms"], action="save")
    assert (await of_programme(person), await person.marketing()) == (ConsentStatus.GRANTED, None)
    (granted,) = await person.history()
    assert granted["wording"] == "Newsletter\nOnce a month.\nBy SMS"


async def test_who_leaves_everything_else_may_keep_a_programme(person: Person, clock: ManualClock) -> None:
    await programme(person)
    path = await person.link("p")
    await person.choose(path, channel=["sms", "newsletter:sms"], action="save")
    clock.advance(seconds=1)
    await person.choose(path, channel=["newsletter:sms"], action="save")
    assert (await of_programme(person), await person.marketing()) == (ConsentStatus.GRANTED, ConsentStatus.WITHDRAWN)
    clock.advance(seconds=1)
    await person.choose(path, action="save")
    assert await of_programme(person) is ConsentStatus.WITHDRAWN


async def test_an_organisations_own_words_stand_beside_the_box_and_are_what_was_agreed_to(person: Person) -> None:
    await person.api.post("/wordings/preferences_sms", {"texts": {"en": "Bargains by text", "fr": "Bonnes affaires par SMS"}})
    path = await person.link("p")
    assert "Bargains by text" in (await person.browser.get(f"{path}?lang=en")).body.decode()
    await person.choose(path, channel=["sms"], action="save")
    (granted,) = await person.history()
    assert granted["wording"] == "Bargains by text"


@pytest.mark.parametrize("lang", ["en", "fr"])
async def test_every_field_of_a_page_has_a_label_and_every_name_is_there_once(person: Person, lang: str) -> None:
    await programme(person)
    text = (await person.browser.get(f"{await person.link('p')}?lang={lang}")).body.decode()
    identifiers = re.findall(r'\bid="([^"]+)"', text)
    assert len(identifiers) == len(set(identifiers))
    fields = re.findall(r'<(?:input type="checkbox"|select)[^>]*\bid="([^"]+)"', text)
    assert len(fields) == 6
    assert set(fields) == set(re.findall(r'<label for="([^"]+)"', text))
    assert [text.count(f"<{each}") for each in ("main", "h1", "script", "style")] == [1, 1, 0, 0]
    assert f'<html lang="{lang}">' in text
    assert text.count("<fieldset>") == text.count("<legend>") == 2


async def test_how_many_a_week_is_kept_shown_and_given_up(person: Person) -> None:
    path = await person.link("p")

    async def chosen() -> list[str]:
        shown = (await person.browser.get(f"{path}?lang=en")).body.decode()
        return re.findall(r"<option value=\"(\d*)\" selected", shown)

    assert await chosen() == [""]
    await person.choose(path, has_weekly="1", weekly="2", action="save")
    assert await chosen() == ["2"]
    for unknown in ("0", "-1", "1000000", "two", "\0"):
        await person.choose(path, has_weekly="1", weekly=unknown, action="save")
    await person.choose(path, action="save")  # a form of before, without the field
    assert await chosen() == ["2"]
    await person.choose(path, has_weekly="1", weekly="", action="save")
    assert await chosen() == [""]


async def test_looking_in_another_language_does_not_change_the_language_of_messages(person: Person) -> None:
    path = await person.link("p")
    await person.choose(path, lang="fr", action="save")
    shown = (await person.browser.get(f"{path}?lang=en")).body.decode()
    assert ('<html lang="en">' in shown, '<option value="fr" lang="fr" selected>' in shown) == (True, True)
    assert '<a href="?lang=fr" lang="fr" hreflang="fr">Français</a>' in shown


async def test_ten_megabytes_on_any_form_change_nothing_and_are_told_in_words(person: Person) -> None:
    body = b"form=" + b"x" * 10_000_000
    for path in (await person.link("p"), await person.link("u"), "/c/" + "A" * 150):
        answer = await person.send(f"{path}?lang=fr", body)
        assert (answer.status, "trop long pour ce formulaire" in answer.body.decode()) == (413, True)
    assert await person.history() == []


@pytest.mark.parametrize(
    "body", [b"\xff\xfe\x00", b"a=1&" * 4_000, b"form=%00&action=leave", b"action=leave&channel=" + "\u202e<script>".encode(), b"&&&===", b"{}"]
)
async def test_what_is_no_form_changes_nothing(person: Person, body: bytes) -> None:
    answer = await person.send(await person.link("p"), body)
    assert answer.status == 403
    assert b"<script>" not in answer.body
    assert await person.history() == []


async def test_strange_languages_and_boxes_are_left_aside(person: Person) -> None:
    path = await person.link("p")
    strange = ["<script>", "sms:sms", "\u202esms", "newsletter:sms", "\0"]
    saved = await person.choose(path, channel=strange, language="<b>\u202e", shown="xx", action="save")
    assert saved.status == 200
    assert b"<script>" not in saved.body
    assert b"<b>" not in saved.body
    assert await person.history() == []


async def test_links_of_every_kind_that_lead_nowhere_say_the_same(person: Person, clock: ManualClock) -> None:
    over = await person.link("p", days=1)
    clock.advance(days=2)
    token = (await person.link("p")).rpartition("/")[2]
    pages = [await person.browser.get(f"{path}?lang=en") for path in (over, f"/u/{token}", f"/c/{token}", "/p/short", "/c/" + "A" * 150)]
    assert {(page.status, page.body) for page in pages} == {(404, pages[0].body)}


async def by_email(person: Person) -> None:
    """Give somebody an email."""
    given = await person.api.send("PATCH", f"/contacts/{person.contact}", json={"emails": ["Camille@Example.org"]})
    assert given.status == 200, given.body


async def test_who_left_by_the_link_of_an_email_may_come_back_on_the_page(person: Person, clock: ManualClock) -> None:
    await by_email(person)
    assert (await person.send(await person.link("u", channel="email"), ONE_CLICK)).status == 200
    assert (await person.marketing(Channel.EMAIL), await person.marketing()) == (ConsentStatus.WITHDRAWN, None)
    clock.advance(seconds=1)
    await person.choose(await person.link("p"), channel=["email"], action="save")
    assert await person.marketing(Channel.EMAIL) is ConsentStatus.GRANTED
    async with person.database.unit(person.organisation) as unit:
        lookups = (await unit.keys(person.organisation)).indexes("email", "camille@example.org")
        assert await consent.suppressed(unit, person.organisation, Channel.EMAIL, lookups, Purpose.MARKETING) == {}


async def test_who_left_everything_is_told_of_emails_that_no_word_brings_them_back(person: Person) -> None:
    await by_email(person)
    left = (await person.choose(await person.link("p"), action="leave")).body.decode()
    assert left.count("disabled") == 3
    assert left.count("send START") == 2
    assert left.count("To get emails again, tell us.") == 1
