"""The trace of a message answers why it was sent or not, and what it waits for."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from support.doubts import decide, leave_unconfirmed
from support.shop import Shop
from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.consent import service as consent
from tidings.consent.types import SuppressionReason, SuppressionScope
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import NotFound
from tidings.kernel.ids import new_id
from tidings.kernel.languages import spoken
from tidings.messages import service
from tidings.messages.http import TraceShown
from tidings.messages.rules import STEPS, step_words, token_of
from tidings.messages.service import Outlooks
from tidings.messages.types import Decision, Key, Outlook, Pause, SourceKind, Wait, WaitCode
from tidings.ports.outcome import Accepted, Failure, NotNow, Refused, Scope
from tidings.ports.receipt import Receipt, ReceiptState


async def trace(shop: Shop, key: Key, outlooks: Outlooks | None = None) -> dict[str, Any]:
    """Return a trace as the API and the command line show it."""
    async with shop.database.unit(shop.organisation_id) as unit:
        found = await service.trace(unit, shop.organisation_id, key, outlooks or Outlooks())
        around = await service.around_trace(unit, shop.organisation_id, found)
        return TraceShown.of(found, around).model_dump(mode="json")


async def queued(shop: Shop) -> Key:
    people = await shop.people(1)
    source = await shop.source(people)
    await shop.release(source)
    return Key(source, people[0].contact_id, 0)


async def exchanged(shop: Shop, outcome: Accepted | Refused | NotNow) -> Key:
    key = await queued(shop)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, outcome)
    return key


async def test_a_message_that_was_read_shows_each_step_and_no_reason(shop: Shop) -> None:
    key = await exchanged(shop, Refused(Failure.TRANSIENT, "131000", "Something went wrong."))
    shop.clock.advance(seconds=5)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted("wamid.1"))
    shop.clock.advance(seconds=5)
    await shop.receive(token_of(key, 2), ReceiptState.READ)
    shown = await trace(shop, key)
    assert [(each["what"], each["attempt"]) for each in shown["steps"]] == [
        ("planned", None),
        ("released", None),
        ("refused", 1),
        ("sent", 2),
        ("delivered", None),
        ("read", None),
    ]
    assert (shown["steps"][2]["code"], shown["steps"][2]["detail"]) == ("131000", "Something went wrong.")
    assert (shown["status"], shown["reason"], shown["outlook"], shown["decided_by"]) == ("read", None, None, None)
    assert shown["sender"]["provider"] == "meta_whatsapp"


async def test_a_message_that_was_sent_after_a_wait_no_longer_tells_the_reason_of_that_wait(shop: Shop) -> None:
    key = await exchanged(shop, NotNow(5, Scope.MESSAGE, "131056", "Too many to this person."))
    shop.clock.advance(seconds=5)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted("wamid.1"))
    shown = await trace(shop, key)
    assert ([each["what"] for each in shown["steps"]], shown["reason"]) == (["planned", "released", "not_now", "sent"], None)


async def test_the_address_is_masked_and_the_name_is_there(shop: Shop) -> None:
    shown = await trace(shop, await queued(shop))
    assert "+33" in shown["address"]
    assert "*" in shown["address"]
    assert "0000000" not in shown["address"].replace(" ", "")


async def test_a_refusal_shows_the_closing_that_decided_it_though_it_was_lifted_since(shop: Shop) -> None:
    people = await shop.people(1)
    source = await shop.source(people)
    async with shop.database.unit(shop.organisation_id) as unit:
        await consent.suppress_addresses(
            unit,
            shop.organisation_id,
            "key:staff",
            ["+33610000000"],
            channel=shop.sender.channel,
            scope=SuppressionScope.ALL,
            reason=SuppressionReason.MANUAL,
            source="staff",
        )
    shop.clock.advance(minutes=1)
    await shop.release(source)
    shop.clock.advance(minutes=1)
    async with shop.database.unit(shop.organisation_id) as unit:
        (closing,) = (await consent.list_suppressions(unit, shop.organisation_id)).rows
        await consent.lift(unit, shop.organisation_id, "key:staff", closing.record.id, "They asked again.")
    shown = await trace(shop, Key(source, people[0].contact_id, 0))
    assert (shown["status"], shown["reason"]) == ("suppressed", "suppressed_manual")
    ((decided,), said) = (shown["decided_by"]["suppressions"], shown["decided_by"]["consent"])
    assert (decided["reason"], decided["source"], decided["lifted_at"] is not None) == ("manual", "staff", True)
    assert (said["status"], said["source"]) == ("granted", "form:test")


async def close(shop: Shop, phone: str) -> None:
    """Let a person opt out of everything."""
    async with shop.database.unit(shop.organisation_id) as unit:
        await consent.suppress_addresses(
            unit,
            shop.organisation_id,
            "key:staff",
            [phone],
            channel=shop.sender.channel,
            scope=SuppressionScope.ALL,
            reason=SuppressionReason.OPTED_OUT,
            source="keyword",
        )


@pytest.mark.parametrize("released", [False, True])
async def test_who_opts_out_while_their_message_waits_is_told_as_somebody_who_gets_none_and_no_day_is_expected(shop: Shop, *, released: bool) -> None:
    people = [*await shop.people(1), *await shop.people(1, start=1)]
    source = await shop.source(people)
    if released:
        await shop.release(source)
    await close(shop, "+33610000000")

    async def foresee(_unit: Unit, _organisation_id: UUID, _key: Key) -> Outlook:
        return Outlook([Wait(WaitCode.DAILY_LIMIT_REACHED)], 1, date(2026, 10, 6), shop.sender.id)

    outlooks = Outlooks({SourceKind.CAMPAIGN: foresee})
    shown = await trace(shop, Key(source, people[0].contact_id, 0), outlooks)
    assert (shown["status"], shown["outlook"]["refusal"]["code"], shown["outlook"]["expected_on"]) == (
        "queued" if released else "planned",
        "opted_out",
        None,
    )
    assert [each["source"] for each in shown["decided_by"]["suppressions"]] == ["keyword"]
    other = await trace(shop, Key(source, people[1].contact_id, 0), outlooks)
    assert (other["outlook"]["refusal"], other["outlook"]["expected_on"], other["decided_by"]) == (None, None if released else "2026-10-06", None)


async def test_a_refusal_for_want_of_consent_says_that_nothing_was_ever_said(shop: Shop) -> None:
    people = await shop.people(1, agreed=False)
    source = await shop.source(people)
    await shop.release(source)
    shown = await trace(shop, Key(source, people[0].contact_id, 0))
    assert (shown["reason"], shown["decided_by"]) == ("no_consent", {"suppressions": [], "consent": None})


async def test_what_the_provider_dropped_is_a_step_of_its_own(shop: Shop) -> None:
    key = await exchanged(shop, Accepted("wamid.1"))
    dropped = Receipt(ReceiptState.FAILED, "wamid.1.0", token_of(key, 1), None, Failure.HELD, "131048", "Too many.")
    async with shop.database.keyed() as unit:
        await service.apply_receipts(unit, shop.organisation_id, [dropped, dropped])
    shown = await trace(shop, key)
    assert [(each["what"], each["code"], each["detail"]) for each in shown["steps"] if each["what"] == "held"] == [("held", "131048", "Too many.")]
    assert (shown["status"], shown["reason"]) == ("planned", "held_by_provider")


async def test_what_a_person_decided_stands_among_the_steps(shop: Shop) -> None:
    (key,) = await leave_unconfirmed(shop)
    await decide(shop, key, Decision.ARRIVED, "They answered us.")
    shown = await trace(shop, key)
    assert [each["what"] for each in shown["steps"]] == ["planned", "released", "unknown", "given_up", "decided"]
    last = shown["steps"][-1]
    assert (last["what"], last["code"], last["detail"]) == ("decided", "arrived", "They answered us.")
    assert (shown["status"], shown["reason"]) == ("sent", "confirmed_by_person")


async def test_words_come_in_the_organisations_language(shop: Shop) -> None:
    key = await queued(shop)
    async with shop.database.engine() as unit:
        await unit.run("UPDATE organisations SET locale = 'fr-FR' WHERE id = %(id)s", {"id": shop.organisation_id})
    shown = await trace(shop, key)
    assert shown["steps"][0]["sentence"] == "Il est entré dans le plan."
    assert shown["outlook"]["waits"][0]["sentence"] == f"{shop.sender.label} envoie 1000 messages par heure ; 0 au plus passent avant."


async def test_a_queued_message_says_what_stands_in_its_way(shop: Shop) -> None:
    key = await exchanged(shop, NotNow(3600, Scope.MESSAGE, "131056", "Too many to this person."))
    async with shop.database.unit(shop.organisation_id) as unit:
        await accounts.stop_sending(unit, shop.organisation_id, "key:test", "wrong price")
        await channels.stop_sender(unit, shop.organisation_id, shop.sender.id, "190: token expired")
    waits = (await trace(shop, key))["outlook"]["waits"]
    assert [(each["code"], each["detail"]) for each in waits] == [
        ("organisation_stopped", "wrong price"),
        ("sender_stopped", "190: token expired"),
        ("retry_later", None),
    ]
    assert waits[2]["until"] == (shop.clock.now() + timedelta(hours=1)).isoformat().replace("+00:00", "Z")


async def test_a_queued_message_names_the_pace_that_decides_its_turn_and_how_many_go_before(shop: Shop) -> None:
    async with shop.database.unit(shop.organisation_id) as unit:
        await channels.set_sender_limits(unit, shop.organisation_id, "key:test", shop.sender.id, per_hour=50, per_second=None)
    people = await shop.people(5)
    source = await shop.source(people)
    await shop.release(source)
    (wait,) = (await trace(shop, Key(source, people[3].contact_id, 0)))["outlook"]["waits"]
    assert (wait["code"], wait["until"]) == ("sender_pace", None)
    assert wait["sentence"] == f"{shop.sender.label} envoie 50 messages par heure ; 4 au plus passent avant."
    assert "cadence" in wait["fix"]


async def test_a_pause_is_told_to_those_who_lived_through_it(shop: Shop) -> None:
    source = await shop.source(await shop.people(1))
    shop.clock.advance(minutes=1)
    paused = Pause(shop.clock.now(), over=False, why="wrong price")
    shop.clock.advance(minutes=1)
    made = [Pause(shop.clock.now() - timedelta(days=1), over=False, why="before"), paused, Pause(shop.clock.now(), over=True, why=None)]
    await shop.release(source)
    batch = await shop.claim()
    assert batch is not None
    await shop.record(batch, Accepted("wamid.1"))
    shop.clock.advance(minutes=1)
    made.append(Pause(shop.clock.now(), over=False, why="after"))

    async def recall(*_: object) -> list[Pause]:
        return made

    shown = await trace(shop, batch.claimed[0].key, Outlooks(pauses={SourceKind.CAMPAIGN: recall}))
    assert [(each["what"], each["detail"]) for each in shown["steps"][:3]] == [("planned", None), ("paused", "wrong price"), ("released", None)]
    assert sorted(each["what"] for each in shown["steps"][2:]) == ["released", "resumed", "sent"]


@pytest.mark.parametrize(
    ("wanted", "language"),
    [
        ("fr-CH, fr;q=0.9, en;q=0.8", "fr"),
        ("de, en;q=0.5", "en"),
        ("en;q=0.2,fr;q=0.7", "fr"),
        ("de", None),
        ("fr;q=0", None),
        ("fr;q=x,,", None),
        (None, None),
    ],
)
def test_a_reader_gets_the_language_that_they_prefer_of_ours(wanted: str | None, language: str | None) -> None:
    assert spoken(wanted) == language


async def test_a_message_in_doubt_says_when_it_is_looked_for_next(shop: Shop) -> None:
    await queued(shop)
    batch = await shop.claim()
    assert batch is not None
    async with shop.database.keyed() as unit:
        await service.sweep(unit, [1])
    shown = await trace(shop, batch.claimed[0].key)
    assert (shown["status"], shown["reason"], shown["outlook"]["waits"][0]["code"]) == ("unknown", "worker_died", "looked_for")


async def test_what_a_planned_message_waits_for_is_said_by_whoever_asked_for_it(shop: Shop) -> None:
    people = await shop.people(1)
    source = await shop.source(people)

    async def foresee(*_: object) -> Outlook:
        return Outlook([Wait(WaitCode.CAMPAIGN_PAUSED, detail="wrong price")], 3)

    shown = await trace(shop, Key(source, people[0].contact_id, 0), Outlooks({SourceKind.CAMPAIGN: foresee}))
    assert (shown["outlook"]["waits"][0]["code"], shown["outlook"]["waits"][0]["detail"], shown["outlook"]["people_ahead"]) == (
        "campaign_paused",
        "wrong price",
        3,
    )


async def test_what_does_not_exist_has_no_trace(shop: Shop) -> None:
    key = await queued(shop)
    with pytest.raises(NotFound):
        await trace(shop, Key(key.source_id, new_id(shop.clock.now()), 0))


def test_every_step_has_words_in_both_languages() -> None:
    for step in STEPS:
        for language in ("en", "fr"):
            assert step_words(step, "", language).endswith("."), f"{step} {language}"
    assert step_words("sent", "", "de-DE") == step_words("sent", "", "en")


def test_every_decision_has_words_of_its_own() -> None:
    assert {f"decided_{decision}" for decision in Decision} <= STEPS
