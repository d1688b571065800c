"""The compliance report of a campaign: what a lawyer reads."""

from dataclasses import replace
from datetime import timedelta
from html import unescape
from pathlib import Path
from uuid import UUID

import orjson
import pytest
from psycopg import AsyncConnection

from support.api import client_of, make_context
from support.campaigning import ACTOR, World, numbers
from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, Scope
from tidings.apps.people import PEOPLE
from tidings.campaigns import service as campaigns
from tidings.channels import service as channels
from tidings.channels.types import Price
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import SmsBody
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.reports import http
from tidings.reports import service as reports
from tidings.reports.http import form_of
from tidings.reports.types import ComplianceReport, Cost, Form

NASTY = '<script>alert("1")</script> #panic("x") $x$ *b* \\ @ref \u202eevil 🎉'


async def report_of(world: World, campaign_id: UUID, wanted: str | None = None, *, verify: bool = True) -> ComplianceReport:
    async with world.database.unit(world.organisation) as unit:
        return await reports.compliance_report(unit, world.organisation, campaign_id, wanted=wanted, verify=verify)


async def sealed(world: World) -> None:
    async with world.database.engine() as unit:
        await accounts.seal_audit(unit, world.organisation)
        await consent.seal_ledger(unit, world.organisation)


async def test_it_counts_the_consent_that_each_message_rested_on_and_names_nobody(world: World) -> None:
    campaign = await world.launched(3, channel=Channel.SMS, name=NASTY)
    await world.release()
    assert await world.deliver() == 3
    await sealed(world)
    report = await report_of(world, campaign.id)
    assert [(each.source, each.text, each.people) for each in report.bases] == [("shop counter", "I want to hear from you", 3)]
    assert report.audience.recipients == 3
    assert report.audience.brought == {"cli": 3}
    assert [(each.country, each.people) for each in report.audience.countries] == [("FR", 3)]
    assert [each.sent for each in report.timing.days if each.sent] == [3]
    assert [(each.whole, each.breaks) for each in report.chains] == [(True, []), (True, [])]
    told = reports.as_json(report) + reports.as_html(report).encode()
    assert not any(phone[-9:].encode() in told for phone in numbers(3))
    assert b"test" not in orjson.dumps([each.by for each in report.steps])


async def test_the_law_of_the_recipients_places_stands_in_it_with_source_and_review(world: World) -> None:
    campaign = await world.launched(2, channel=Channel.SMS)
    await world.release()
    await world.deliver()
    report = await report_of(world, campaign.id)
    rules = {each.rule: each for each in report.law}
    assert rules["fr-hours"].people == 2
    assert rules["fr-hours"].source
    assert rules["fr-hours"].reviewed_on
    assert not [each for each in report.law if each.pack == "US"]
    assert any(each.what == "text" and "opt_out" in each.terms["requires"] for each in report.law)  # type: ignore[operator] # plain values


async def test_it_says_who_left_afterwards_and_how_soon(world: World) -> None:
    campaign = await world.launched(3, channel=Channel.SMS)
    await world.release()
    await world.deliver()
    world.clock.set(world.clock.now() + timedelta(days=2))
    async with world.database.unit(world.organisation) as unit:
        await consent.suppress_addresses(
            unit,
            world.organisation,
            ACTOR,
            numbers(1),
            channel=Channel.SMS,
            scope=SuppressionScope.ALL,
            reason=SuppressionReason.COMPLAINED,
            source="letter",
        )
    report = await report_of(world, campaign.id)
    assert [(each.kind, each.people, each.within_day, each.within_week) for each in report.aftermath if each.people] == [("complained", 1, 0, 1)]


async def test_it_says_how_many_were_erased_since_and_names_no_rules_for_them(world: World) -> None:
    campaign = await world.launched(2, channel=Channel.SMS)
    await world.release()
    await world.deliver()
    before = await report_of(world, campaign.id)
    assert (before.erased, "effac" in reports.as_html(await report_of(world, campaign.id, "fr")).split("<main>")[0]) == (0, False)
    for number, sentence in ((1, "1 recipient has been erased since"), (2, "2 recipients have been erased since")):
        await erase(world, numbers(2)[number - 1])
        report = await report_of(world, campaign.id, "en")
        assert (report.erased, orjson.loads(reports.as_json(report))["erased"]) == (number, number)
        assert sentence in reports.as_html(report)
        assert {each.people for each in report.law} == ({1} if number == 1 else set())
        assert reports.as_pdf(report) != reports.as_pdf(replace(report, erased=0))
    assert report.law == []
    french = reports.as_html(await report_of(world, campaign.id, "fr"))
    assert "2 destinataires ont été effacés depuis" in french


async def test_who_was_merged_is_not_told_as_erased(world: World) -> None:
    campaign = await world.launched(2, channel=Channel.SMS)
    await world.release()
    await world.deliver()
    async with world.database.unit(world.organisation) as unit:
        (ana, other), _ = await contacts.resolve_phones(unit, world.organisation, numbers(2), "FR")
        await contacts.merge(unit, world.organisation, ACTOR, ana.contact_id, other.contact_id, PEOPLE)
    assert (await report_of(world, campaign.id)).erased == 0


async def erase(world: World, phone: str) -> None:
    async with world.database.engine() as unit:
        (person,), _ = await contacts.resolve_phones(unit, world.organisation, [phone], "FR")
        await contacts.erase(unit, world.organisation, ACTOR, person.contact_id, PEOPLE)


async def test_somebody_who_opted_out_before_is_left_out_with_the_reason_in_words(world: World) -> None:
    campaign = await world.create(channel=Channel.SMS)
    await world.add(campaign, numbers(2))
    async with world.database.unit(world.organisation) as unit:
        await consent.suppress_addresses(
            unit,
            world.organisation,
            ACTOR,
            numbers(1),
            channel=Channel.SMS,
            scope=SuppressionScope.ALL,
            reason=SuppressionReason.OPTED_OUT,
            source="letter",
        )
    await world.activate(campaign)
    await world.release()
    await world.deliver()
    report = await report_of(world, campaign.id, "fr")
    out = {each.reason: each for each in report.standings}
    assert out["opted_out"].people == 1
    assert out["opted_out"].sentence == "La personne a dit STOP sur ce canal, par un mot, un lien, ses préférences ou chez le fournisseur."
    assert sum(each.people for each in report.aftermath) == 0


async def test_approval_by_another_person_shows_as_such(world: World) -> None:
    campaign = await world.create(channel=Channel.SMS)
    await world.add(campaign, numbers(2))
    other = Caller(world.organisation, f"user:{new_id(world.clock.now())}", frozenset(Scope))
    async with world.database.unit(world.organisation) as unit:
        await campaigns.submit(unit, world.organisation, ACTOR, campaign.id)
        await campaigns.approve(unit, world.organisation, other, campaign.id)
    decision = (await report_of(world, campaign.id)).decision
    assert decision is not None
    assert decision.separate is True
    assert decision.decided_by == other.actor
    assert decision.asked_by == "cli"


async def test_each_language_stands_in_it_as_it_was_at_the_launch(world: World) -> None:
    campaign = await world.launched(1, channel=Channel.SMS)
    before = await report_of(world, campaign.id)
    async with world.database.unit(world.organisation) as unit:
        for locale in ("fr", "en"):
            await content.create_template(
                unit,
                world.organisation,
                ACTOR,
                name="welcome_sms",
                channel=Channel.SMS,
                purpose=Purpose.MARKETING,
                locale=locale,
                body=SmsBody("New"),
            )
    report = await report_of(world, campaign.id)
    assert [each.locale for each in report.contents] == ["en", "fr"]
    assert report.contents == before.contents


async def test_a_change_by_hand_shows_as_a_broken_chain(world: World, database_url: str) -> None:
    campaign = await world.launched(1, channel=Channel.SMS)
    await sealed(world)
    async with await AsyncConnection.connect(database_url, autocommit=True) as connection:
        await connection.execute("UPDATE audit_log SET actor = 'user:somebody else' WHERE action = 'campaign.activated'")
    report = await report_of(world, campaign.id, "en")
    assert [(each.name, each.whole) for each in report.chains] == [("audit", False), ("consent", True)]
    assert "broken: lines_changed" in reports.as_html(report)
    assert [each.whole for each in (await report_of(world, campaign.id, verify=False)).chains] == [None, None]


async def test_it_asks_as_many_questions_for_ten_people_as_for_one(world: World) -> None:
    asked: list[int] = []
    for start, people in ((0, 1), (100, 10)):
        campaign = await world.launched(people, start=start, channel=Channel.SMS)
        await world.release()
        await world.deliver()
        async with world.database.unit(world.organisation) as unit:
            await reports.compliance_report(unit, world.organisation, campaign.id, verify=False)
            asked.append(unit.statements)
    assert asked[0] == asked[1]


@pytest.mark.parametrize("language", ["en", "fr"])
async def test_pages_are_whole_whatever_stands_in_the_data(world: World, language: str) -> None:
    world.clock.advance(seconds=0.123456)
    campaign = await world.launched(1, channel=Channel.SMS, name=NASTY, objective=NASTY)
    report = await report_of(world, campaign.id, language)
    page = reports.as_html(report)
    assert "<script" not in page
    assert NASTY in unescape(page)
    assert f'<html lang="{language}">' in page
    assert reports.as_pdf(report).startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "0.08 EUR, of which 0.08 by price lists; at a price that nobody knows: 1"), ("fr", "0.08 EUR, dont 0.08 d'après les tarifs; ")],
)
async def test_it_tells_what_the_campaign_has_cost_and_what_of_it_is_an_estimate(world: World, language: str, words: str) -> None:
    async with world.database.unit(world.organisation) as unit:
        price = Price(Channel.SMS, 40_000, "EUR", world.clock.now().date(), "contract", country="FR")
        await channels.set_prices(unit, world.organisation, ACTOR, [price], [])
    campaign = await world.create(channel=Channel.SMS)
    await world.add(campaign, [*numbers(2), "+32470123456"])
    await world.activate(campaign)
    await world.release()
    await world.deliver()
    report = await report_of(world, campaign.id, language)
    assert report.cost == Cost("EUR", "0.08", "0.08", 1)
    assert words in unescape(reports.as_html(report))


async def test_a_campaign_that_was_never_launched_has_a_report_too(world: World) -> None:
    campaign = await world.create(channel=Channel.SMS)
    report = await report_of(world, campaign.id, "en")
    assert report.bases == []
    assert report.timing.first_at is None
    assert "not launched" in reports.as_html(report)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, Form.JSON),
        ("*/*", Form.JSON),
        ("application/pdf", Form.PDF),
        ("text/html,application/xhtml+xml,*/*;q=0.8", Form.HTML),
        ("text/html;q=0.3, application/pdf;q=0.5", Form.PDF),
        ("text/html;q=nonsense", Form.JSON),
    ],
)
def test_the_form_is_what_the_reader_prefers(accept: str | None, form: Form) -> None:
    assert form_of(accept) is form


async def test_it_is_asked_for_over_http_in_the_form_that_the_reader_takes(world: World, tmp_path: Path) -> None:
    campaign = await world.launched(1, channel=Channel.SMS)
    context = make_context(world.database, world.clock, tmp_path)
    async with client_of(world.database, world.organisation, context, [http.router]) as client:
        address = f"/marketing/campaigns/{campaign.id}/compliance-report"
        told = await client.get(address, accept_language="en")
        assert (told.status, told.json()["identity"]["name"], told.json()["language"]) == (200, "Autumn", "en")
        page = await client.get(address, accept="text/html", accept_language="fr")
        assert page.headers["content-type"].startswith("text/html")
        assert "Rapport de conformité" in page.body.decode()
        pdf = await client.get(f"{address}?format=pdf&verify=false", accept="text/html")
        assert (pdf.headers["content-type"], pdf.body[:5]) == ("application/pdf", b"%PDF-")
        assert (await client.get(f"/marketing/campaigns/{new_id(world.clock.now())}/compliance-report")).status == 404
