"""May this message leave, now? One verdict for each person, with a reason."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from support.clock import ManualClock
from support.consents import grant
from tidings.accounts import service as accounts
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, Suppression, SuppressionReason, SuppressionScope, Wish
from tidings.infra.db.database import Database
from tidings.kernel.ids import new_id
from tidings.kernel.phone import LineType
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.policy import service
from tidings.policy.types import Allowed, Candidate, Deferred, Question, ReasonCode, Refused, Verdict

SMS = Question(Channel.SMS, Purpose.MARKETING, Lane.MARKETING)
SMS_UPDATE = Question(Channel.SMS, Purpose.TRANSACTIONAL, Lane.TRANSACTIONAL)
WHATSAPP = Question(Channel.WHATSAPP, Purpose.MARKETING, Lane.MARKETING)
WHATSAPP_UPDATE = Question(Channel.WHATSAPP, Purpose.TRANSACTIONAL, Lane.TRANSACTIONAL)


class Shop:
    """An organisation with people at valid numbers, and what happens to them."""

    def __init__(self, database: Database, organisation: UUID, clock: ManualClock) -> None:
        self.database = database
        self.id = organisation
        self.clock = clock

    async def person(self, number: str = "+33612000001", **differing: Any) -> Candidate:
        async with self.database.unit(self.id) as unit:
            lookup = (await unit.keys(self.id)).index("phone", number)
        somebody = Candidate(new_id(self.clock.now()), new_id(self.clock.now()), lookup, "FR", LineType.MOBILE, window_open=False)
        return replace(somebody, **differing)

    async def agrees(self, person: Candidate, channel: Channel, *purposes: Purpose) -> None:
        async with self.database.unit(self.id) as unit:
            for purpose in purposes or Purpose:
                await grant(
                    unit,
                    self.id,
                    [person.contact_id],
                    channel=channel,
                    purpose=purpose,
                    source="form:1",
                    wording="Yes",
                    at=self.clock.now(),
                    actor="cli:test",
                )

    async def refuses(self, person: Candidate, question: Question) -> None:
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            await grant(
                unit,
                self.id,
                [person.contact_id],
                channel=question.channel,
                purpose=question.purpose,
                source="form:2",
                wording=None,
                at=self.clock.now(),
                actor="person",
                status=ConsentStatus.WITHDRAWN,
            )

    async def stops(self, person: Candidate, channel: Channel) -> None:
        self.clock.advance(seconds=1)
        async with self.database.unit(self.id) as unit:
            await consent.opt_out(unit, self.id, channel, [Wish([person.lookup], [person.contact_id], self.clock.now(), "keyword")])

    async def closes(self, person: Candidate, reason: SuppressionReason) -> None:
        async with self.database.unit(self.id) as unit:
            entry = Suppression(Channel.SMS, person.lookup, SuppressionScope.ALL, reason, "test")
            await consent.suppress(unit, self.id, [entry], self.clock.now())

    async def verdicts(self, question: Question, people: Sequence[Candidate]) -> Mapping[UUID, Verdict]:
        async with self.database.unit(self.id) as unit:
            return await service.judge(unit, self.id, question, people)

    async def verdict(self, question: Question, person: Candidate) -> ReasonCode | None:
        verdict = (await self.verdicts(question, [person]))[person.contact_id]
        return None if isinstance(verdict, Allowed) else verdict.code


@pytest.fixture
def shop(database: Database, organisation: UUID, clock: ManualClock) -> Shop:
    return Shop(database, organisation, clock)


async def test_who_agreed_may_be_written_to(shop: Shop) -> None:
    ana = await shop.person()
    await shop.agrees(ana, Channel.SMS)
    assert await shop.verdict(SMS, ana) is None
    assert await shop.verdict(SMS_UPDATE, ana) is None


@pytest.mark.parametrize("question", [SMS, SMS_UPDATE, WHATSAPP, WHATSAPP_UPDATE])
async def test_without_consent_nothing_leaves_by_sms_or_whatsapp_transactional_messages_neither(shop: Shop, question: Question) -> None:
    assert await shop.verdict(question, await shop.person()) is ReasonCode.NO_CONSENT


async def test_consent_to_one_purpose_or_channel_is_none_to_another(shop: Shop) -> None:
    ana = await shop.person()
    await shop.agrees(ana, Channel.SMS, Purpose.TRANSACTIONAL)
    assert await shop.verdict(SMS_UPDATE, ana) is None
    assert await shop.verdict(SMS, ana) is ReasonCode.NO_CONSENT
    assert await shop.verdict(WHATSAPP_UPDATE, ana) is ReasonCode.NO_CONSENT


async def test_a_stop_on_whatsapp_closes_whatsapp_but_not_sms(shop: Shop) -> None:
    ana = await shop.person()
    for channel in Channel:
        await shop.agrees(ana, channel)
    await shop.stops(ana, Channel.WHATSAPP)
    assert await shop.verdict(WHATSAPP, ana) is ReasonCode.OPTED_OUT
    assert await shop.verdict(WHATSAPP_UPDATE, ana) is ReasonCode.OPTED_OUT
    assert await shop.verdict(SMS, ana) is None
    assert await shop.verdict(SMS_UPDATE, ana) is None


async def test_a_stop_holds_against_a_consent_that_a_key_attests_later(shop: Shop) -> None:
    ana = await shop.person()
    await shop.stops(ana, Channel.SMS)
    shop.clock.advance(days=1)
    await shop.agrees(ana, Channel.SMS)
    assert await shop.verdict(SMS, ana) is ReasonCode.OPTED_OUT


async def test_a_stop_outlives_the_contact(shop: Shop) -> None:
    ana = await shop.person()
    await shop.stops(ana, Channel.SMS)
    imported_again = replace(ana, contact_id=new_id(shop.clock.now()), address_id=new_id(shop.clock.now()))
    await shop.agrees(imported_again, Channel.SMS)
    assert await shop.verdict(SMS, imported_again) is ReasonCode.OPTED_OUT


async def test_a_stop_counts_in_its_own_organisation_only(shop: Shop, database: Database, clock: ManualClock) -> None:
    ana = await shop.person()
    await shop.agrees(ana, Channel.SMS)
    async with database.engine() as unit:
        other = await accounts.create_organisation(
            unit, actor="cli:test", name="Other", slug="other", region="FR", time_zone="Europe/Paris", currency="EUR", locale="fr"
        )
    await Shop(database, other.id, clock).stops(ana, Channel.SMS)
    assert await shop.verdict(SMS, ana) is None
    async with database.engine() as unit:
        assert isinstance((await service.judge(unit, shop.id, SMS, [ana]))[ana.contact_id], Allowed)


@pytest.mark.parametrize(
    ("reason", "code"),
    [
        (SuppressionReason.OPTED_OUT, ReasonCode.OPTED_OUT),
        (SuppressionReason.COMPLAINED, ReasonCode.SUPPRESSED_COMPLAINED),
        (SuppressionReason.IMPORTED, ReasonCode.SUPPRESSED_IMPORTED),
        (SuppressionReason.MANUAL, ReasonCode.SUPPRESSED_MANUAL),
        (SuppressionReason.INVALID_ADDRESS, ReasonCode.SUPPRESSED_INVALID),
        (SuppressionReason.FAILING, ReasonCode.SUPPRESSED_FAILING),
    ],
)
async def test_a_closed_address_is_refused_with_what_closed_it(shop: Shop, reason: SuppressionReason, code: ReasonCode) -> None:
    ana = await shop.person()
    await shop.agrees(ana, Channel.SMS)
    await shop.closes(ana, reason)
    assert await shop.verdict(SMS_UPDATE, ana) is code


async def test_of_several_closings_the_weightiest_is_told(shop: Shop) -> None:
    ana = await shop.person()
    for reason in (SuppressionReason.FAILING, SuppressionReason.OPTED_OUT, SuppressionReason.MANUAL):
        await shop.closes(ana, reason)
    assert await shop.verdict(SMS, ana) is ReasonCode.OPTED_OUT


async def test_the_stop_switch_holds_messages_and_kills_none(shop: Shop) -> None:
    ana = await shop.person()
    await shop.agrees(ana, Channel.SMS)
    async with shop.database.unit(shop.id) as unit:
        await accounts.stop_sending(unit, shop.id, "key:1", "Wrong price")
    verdict = (await shop.verdicts(SMS, [ana]))[ana.contact_id]
    assert verdict == Deferred(None, ReasonCode.ORGANISATION_STOPPED, "Tous les envois sont arrêtés ; le message attend.")
    async with shop.database.unit(shop.id) as unit:
        await accounts.resume_sending(unit, shop.id, "key:1")
    assert await shop.verdict(SMS, ana) is None


async def test_while_trying_out_only_listed_numbers_are_sent_to(shop: Shop) -> None:
    ana, ben = await shop.person(), await shop.person("+33612000002")
    for person in (ana, ben):
        await shop.agrees(person, Channel.SMS)
    async with shop.database.unit(shop.id) as unit:
        await service.allow_addresses(unit, shop.id, "key:1", ["06 12 00 00 01"])
    assert await shop.verdict(SMS, ben) is None
    async with shop.database.unit(shop.id) as unit:
        await accounts.set_allow_list_only(unit, shop.id, "key:1", only=True)
    assert await shop.verdict(SMS, ana) is None
    assert await shop.verdict(SMS, ben) is ReasonCode.NOT_ON_ALLOW_LIST


async def test_a_landline_gets_no_sms_but_may_get_whatsapp(shop: Shop) -> None:
    landline = await shop.person(line_type=LineType.FIXED)
    for channel in Channel:
        await shop.agrees(landline, channel)
    assert await shop.verdict(SMS_UPDATE, landline) is ReasonCode.LANDLINE
    assert await shop.verdict(WHATSAPP_UPDATE, landline) is None


@pytest.mark.parametrize(
    ("country", "question", "day", "code"),
    [
        ("US", WHATSAPP, datetime(2026, 10, 5, 16, tzinfo=UTC), ReasonCode.US_MARKETING_WHATSAPP),
        ("US", WHATSAPP, datetime(2025, 4, 1, 16, tzinfo=UTC), ReasonCode.US_MARKETING_WHATSAPP),
        ("US", WHATSAPP, datetime(2025, 3, 31, 16, tzinfo=UTC), None),
        ("US", WHATSAPP_UPDATE, datetime(2026, 10, 5, 16, tzinfo=UTC), None),
        ("US", SMS, datetime(2026, 10, 5, 16, tzinfo=UTC), None),
        ("CA", WHATSAPP, datetime(2026, 10, 5, 16, tzinfo=UTC), None),
    ],
)
async def test_whatsapp_marketing_to_the_united_states_is_refused_since_april_2025(
    shop: Shop, country: str, question: Question, day: datetime, code: ReasonCode | None
) -> None:
    shop.clock.set(day)
    ana = await shop.person("+12025550143", country=country)
    await shop.agrees(ana, question.channel)
    assert await shop.verdict(question, ana) is code


async def test_whoever_wrote_to_us_may_be_answered_but_gets_no_marketing(shop: Shop) -> None:
    ana = await shop.person(window_open=True)
    assert await shop.verdict(WHATSAPP_UPDATE, ana) is None
    assert await shop.verdict(WHATSAPP, ana) is ReasonCode.NO_CONSENT
    await shop.stops(ana, Channel.WHATSAPP)
    assert await shop.verdict(WHATSAPP_UPDATE, ana) is ReasonCode.OPTED_OUT


async def test_the_first_reason_of_the_documented_order_is_told(shop: Shop) -> None:
    """Give a person every fault at once, then remove them one by one."""
    ana = await shop.person("+12025550143", country="US", line_type=LineType.FIXED)
    async with shop.database.unit(shop.id) as unit:
        await accounts.stop_sending(unit, shop.id, "key:1", "Test")
        await accounts.set_allow_list_only(unit, shop.id, "key:1", only=True)
    await shop.refuses(ana, SMS)
    await shop.closes(ana, SuppressionReason.MANUAL)
    told = [await shop.verdict(SMS, ana)]
    async with shop.database.unit(shop.id) as unit:
        await accounts.resume_sending(unit, shop.id, "key:1")
    told.append(await shop.verdict(SMS, ana))
    async with shop.database.unit(shop.id) as unit:
        await accounts.set_allow_list_only(unit, shop.id, "key:1", only=False)
    told.append(await shop.verdict(SMS, ana))
    async with shop.database.unit(shop.id) as unit:
        (closed,) = (await consent.list_suppressions(unit, shop.id)).rows
        await consent.lift(unit, shop.id, "key:1", closed.record.id, "Test")
    told.append(await shop.verdict(SMS, ana))
    shop.clock.advance(seconds=1)
    await shop.agrees(ana, Channel.SMS)
    told.append(await shop.verdict(SMS, ana))
    assert told == [
        ReasonCode.ORGANISATION_STOPPED,
        ReasonCode.NOT_ON_ALLOW_LIST,
        ReasonCode.SUPPRESSED_MANUAL,
        ReasonCode.CONSENT_WITHDRAWN,
        ReasonCode.LANDLINE,
    ]


async def test_a_thousand_verdicts_take_seven_statements(shop: Shop) -> None:
    people = [await shop.person(f"+33612{number:06}") for number in range(1_000)]
    async with shop.database.unit(shop.id) as unit:
        await accounts.set_allow_list_only(unit, shop.id, "key:1", only=True)
    await shop.verdicts(SMS, people)
    async with shop.database.unit(shop.id) as unit:
        assert len(await service.judge(unit, shop.id, SMS, people)) == 1_000
        assert unit.statements == 7


def test_every_reason_says_in_english_and_french_what_holds_and_what_to_do() -> None:
    for code in ReasonCode:
        english, french = service.explain(code, "en-GB"), service.explain(code, "fr")
        assert all((english.sentence, english.fix, french.sentence, french.fix))
        assert english != french
        assert service.explain(code, "de") == english


async def test_a_refusal_speaks_the_language_of_the_organisation(shop: Shop) -> None:
    ana = await shop.person()
    verdict = (await shop.verdicts(SMS, [ana]))[ana.contact_id]
    assert verdict == Refused(ReasonCode.NO_CONSENT, "Il n'y a pas d'accord pour ce type de message sur ce canal.")
