"""What is over its time goes, and nothing else: above all no proof of a refusal."""

from pathlib import Path
from uuid import UUID

import pytest

from rooms.conversations.test_receiving import ANA, Line
from support.api import client_of, make_context
from support.clock import ManualClock
from support.consents import grant
from tidings.accounts import service as accounts
from tidings.apps.people import PEOPLE
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, SuppressionReason, Wish
from tidings.contacts import service as contacts
from tidings.contacts.service import Part, Parts
from tidings.contacts.types import AddressKind, Changes, Leaving, NewAddress, Occurrence
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Busy, Invalid
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel, Purpose
from tidings.retention import http
from tidings.retention import service as retention
from tidings.retention.service import keeping as batches
from tidings.retention.types import Kind

ACTOR = "cli:test"


def _same(value: UUID) -> UUID:
    return value


class Shelf:
    """An organisation and what it keeps."""

    def __init__(self, database: Database, organisation: UUID, clock: ManualClock) -> None:
        self.database = database
        self.id = organisation
        self.clock = clock
        self.line = Line(database, organisation, clock)

    async def person(self, phone: str, lifecycle: str = "lead") -> UUID:
        async with self.database.unit(self.id) as unit:
            changes = Changes(first_name="Ana", lifecycle=lifecycle, addresses=(NewAddress(AddressKind.PHONE, phone),))
            return (await contacts.create_contact(unit, self.id, ACTOR, changes, "FR")).id

    async def did(self, contact_id: UUID, name: str) -> None:
        async with self.database.unit(self.id) as unit:
            await contacts.record_events(unit, self.id, [Occurrence(new_id(unit.at), contact_id, name, unit.at, "api")])

    async def purge(self) -> dict[Kind, int]:
        return {each.kind: each.removed for each in await retention.purge(self.database, self.id, ACTOR, PEOPLE)}

    async def due(self) -> dict[Kind, tuple[int, int]]:
        async with self.database.engine() as unit:
            return {each.held.term.kind: (each.now, each.soon) for each in await retention.due(unit, self.id)}

    async def there(self) -> set[UUID]:
        async with self.database.unit(self.id) as unit:
            return set(await unit.fetch(_same, "SELECT id FROM contacts"))

    async def count(self, table: str) -> int:
        async with self.database.unit(self.id) as unit:
            return await unit.value(f"SELECT count(*) FROM {table}")

    async def audited(self, action: str) -> list[dict[str, object]]:
        async with self.database.unit(self.id) as unit:
            return [dict(each.detail) for each in (await accounts.audit_trail(unit, self.id)).rows if each.action == action]


@pytest.fixture
def shelf(database: Database, organisation: UUID, clock: ManualClock) -> Shelf:
    return Shelf(database, organisation, clock)


async def test_a_prospect_goes_three_years_after_the_last_contact_and_an_open_is_none(shelf: Shelf) -> None:
    silent, opened, clicked = [await shelf.person(f"+3361200010{n}") for n in range(3)]
    shelf.clock.advance(days=600)
    await shelf.did(opened, "message.read")
    await shelf.did(clicked, "message.clicked")
    shelf.clock.advance(days=600)
    assert (await shelf.purge())[Kind.PROSPECTS] == 2
    assert await shelf.there() == {clicked}
    assert {silent, opened}.isdisjoint(await shelf.there())
    shelf.clock.advance(days=600)
    assert (await shelf.purge())[Kind.PROSPECTS] == 1


async def test_nobody_goes_who_became_more_than_a_lead_or_wrote_or_agreed_since(shelf: Shelf) -> None:
    student = await shelf.person("+33612000101", "student")
    wrote, agreed = await shelf.person(ANA), await shelf.person("+33612000102")
    shelf.clock.advance(days=600)
    await shelf.line.says("Bonjour, vous ouvrez à quelle heure ?")
    async with shelf.database.unit(shelf.id) as unit:
        await grant(unit, shelf.id, [agreed], channel=Channel.SMS, purpose=Purpose.MARKETING, source="form:1", at=unit.at)
    shelf.clock.advance(days=600)
    assert (await shelf.purge())[Kind.PROSPECTS] == 0
    assert await shelf.there() == {student, wrote, agreed}


async def test_a_refusal_outlives_its_person_and_the_words_that_prove_it_stay(shelf: Shelf) -> None:
    await shelf.line.says("Bonjour")
    await shelf.line.says("STOP")
    shelf.clock.advance(days=1200)
    removed = await shelf.purge()
    assert (removed[Kind.PROSPECTS], removed[Kind.INBOUND]) == (1, 1)
    assert await shelf.line.closed() is SuppressionReason.OPTED_OUT
    assert await shelf.count("inbound_messages") == 1
    assert await shelf.count("consent_events") > 0
    async with shelf.database.unit(shelf.id) as unit:
        assert not (await accounts.check_audit(unit, shelf.id)).breaks


async def test_what_may_be_a_refusal_stays_until_somebody_has_read_it(shelf: Shelf) -> None:
    received = await shelf.line.says("Vous m'embêtez un peu avec ça")
    async with shelf.database.unit(shelf.id) as unit:
        await unit.run("UPDATE inbound_messages SET reading = 'unclear'")
        await unit.run("DELETE FROM unclear_messages")
        await unit.run(
            "INSERT INTO unclear_messages (organisation_id, message_id, channel, at) SELECT organisation_id, id, channel, received_at"
            " FROM inbound_messages"
        )
    assert received
    shelf.clock.advance(days=1200)
    assert (await shelf.purge())[Kind.INBOUND] == 0
    async with shelf.database.unit(shelf.id) as unit:
        await unit.run("UPDATE unclear_messages SET decision = 'keep'")
    assert (await shelf.purge())[Kind.INBOUND] == 1
    assert await shelf.count("unclear_messages") == 0


async def test_events_go_in_batches_each_with_its_line_of_the_audit(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "AT_ONCE", 2)
    person = await shelf.person("+33612000101", "customer")
    for _ in range(5):
        await shelf.did(person, "page viewed")
    shelf.clock.advance(days=400)
    await shelf.did(person, "paid")
    async with shelf.database.unit(shelf.id) as unit:
        await retention.set_days(unit, shelf.id, ACTOR, Kind.PROSPECTS, 365)
        await retention.set_days(unit, shelf.id, ACTOR, Kind.EVENTS, 365)
    assert (await shelf.purge())[Kind.EVENTS] == 5
    assert await shelf.count("events") == 1
    assert sorted(int(str(each["removed"])) for each in await shelf.audited("retention.purged")) == [1, 2, 2]
    assert (await shelf.purge())[Kind.EVENTS] == 0
    assert len(await shelf.audited("retention.purged")) == 3


async def test_refused_rows_of_imports_go_and_the_import_stays(shelf: Shelf) -> None:
    async with shelf.database.unit(shelf.id) as unit:
        await unit.run(
            "INSERT INTO imports (organisation_id, id, file_name, fingerprint, layout, options, status, actor, bytes_total, started_at, updated_at)"
            " VALUES (%(org)s, %(id)s, 'a.csv', 'x', '{}', '{}', 'done', 'cli:test', 1, %(at)s, %(at)s)",
            {"org": shelf.id, "id": shelf.id, "at": unit.at},
        )
        await unit.run(
            "INSERT INTO import_errors (organisation_id, import_id, line, field, code, reason, fix)"
            " VALUES (%(org)s, %(id)s, 1, 'phone', 'too_short', 'x', 'y')",
            {"org": shelf.id, "id": shelf.id},
        )
    shelf.clock.advance(days=364)
    assert (await shelf.due())[Kind.IMPORTS] == (0, 1)
    assert (await shelf.purge())[Kind.IMPORTS] == 0
    shelf.clock.advance(days=2)
    assert (await shelf.purge())[Kind.IMPORTS] == 1
    assert (await shelf.count("imports"), await shelf.count("import_errors")) == (1, 0)


async def test_what_goes_within_thirty_days_is_told_before(shelf: Shelf) -> None:
    await shelf.person("+33612000101")
    shelf.clock.advance(days=1060)
    assert (await shelf.due())[Kind.PROSPECTS] == (0, 0)
    shelf.clock.advance(days=20)
    assert (await shelf.due())[Kind.PROSPECTS] == (0, 1)
    shelf.clock.advance(days=20)
    assert (await shelf.due())[Kind.PROSPECTS] == (1, 0)
    assert len(await shelf.there()) == 1


async def test_who_comes_back_between_the_list_and_the_end_stays(shelf: Shelf) -> None:
    person = await shelf.person("+33612000101")
    shelf.clock.advance(days=1200)
    async with shelf.database.engine() as unit:
        people, _ = await retention.prospects_over(unit, shelf.id)
    await shelf.did(person, "page viewed")
    async with shelf.database.engine() as unit:
        assert people == [person]
        assert await retention.erase_prospects(unit, shelf.id, ACTOR, [person], PEOPLE) == 0
    assert await shelf.there() == {person}


async def test_a_run_that_stopped_half_way_is_taken_up_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "PEOPLE_AT_ONCE", 2)
    people = [await shelf.person(f"+3361200010{n}") for n in range(5)]
    shelf.clock.advance(days=1200)
    async with shelf.database.engine() as unit:
        assert await retention.erase_prospects(unit, shelf.id, ACTOR, people[:1], PEOPLE) == 1
    assert (await shelf.purge())[Kind.PROSPECTS] == 4
    assert await shelf.there() == set()


async def test_two_thousand_prospects_go_by_as_many_statements_a_batch_as_a_few(shelf: Shelf) -> None:
    async with shelf.database.unit(shelf.id) as unit:
        await contacts.resolve_phones(unit, shelf.id, [f"+3361{number:07d}" for number in range(2_000)], "FR")
    shelf.clock.advance(days=1200)
    counts: list[int] = []
    for people_at_once in (3, 500):
        async with shelf.database.engine() as unit:
            people, _ = await retention.prospects_over(unit, shelf.id)
        async with shelf.database.engine() as unit:
            assert await retention.erase_prospects(unit, shelf.id, ACTOR, people[:people_at_once], PEOPLE) == people_at_once
            counts.append(unit.statements)
    assert counts[0] == counts[1] < 75
    assert (await shelf.purge())[Kind.PROSPECTS] == 1_497
    assert (await shelf.there(), await shelf.count("addresses"), await shelf.count("suppressions")) == (set(), 0, 0)
    async with shelf.database.unit(shelf.id) as unit:
        assert await unit.value("SELECT count(DISTINCT subject) FROM audit_log WHERE action = 'contact.erased'") == 2_000
        assert await unit.value("SELECT count(*) FROM audit_log l WHERE NOT EXISTS (SELECT FROM audit_seals s WHERE s.entry_id = l.id)") == 0


async def test_of_many_who_go_together_each_closes_only_what_they_had_refused(shelf: Shelf) -> None:
    refused, _, _, merged, gone = [await shelf.person(f"+3361200010{place}") for place in (1, 2, 2, 3, 4)]  # two have one number
    async with shelf.database.unit(shelf.id) as unit:
        said = ConsentStatus.WITHDRAWN
        for each, purpose in ((refused, Purpose.MARKETING), (gone, Purpose.TRANSACTIONAL)):
            await grant(unit, shelf.id, [each], channel=Channel.SMS, purpose=purpose, source="form:1", at=unit.at, status=said)
        await contacts.merge(unit, shelf.id, ACTOR, merged, gone, PEOPLE)
    shelf.clock.advance(days=1200)
    assert (await shelf.purge())[Kind.PROSPECTS] == 4
    to = [
        [bool(await closed(shelf, f"+3361200010{place}", purpose)) for purpose in (Purpose.MARKETING, Purpose.TRANSACTIONAL)] for place in range(1, 5)
    ]
    assert to == [[True, False], [False, False], [True, True], [True, True]]


async def test_whose_message_is_with_the_provider_stays_and_keeps_nobody_else(shelf: Shelf) -> None:
    people = [await shelf.person(f"+3361200010{place}") for place in range(7)]
    shelf.clock.advance(days=1200)

    async def busy_with_one(_unit: Unit, _organisation: UUID, leaving: Leaving) -> dict[str, int]:
        if people[4] in leaving.contact_ids:
            raise Busy("message_on_its_way", "A message to them is just being sent.")
        return {}

    done = await retention.purge(shelf.database, shelf.id, ACTOR, Parts((*PEOPLE.of, Part("line", erase=busy_with_one))))
    assert [(each.removed, each.busy) for each in done if each.kind is Kind.PROSPECTS] == [(6, 1)]
    assert await shelf.there() == {people[4]}


async def test_another_organisation_keeps_what_is_its_own(shelf: Shelf) -> None:
    await shelf.person("+33612000101")
    shelf.clock.advance(days=1200)
    done = await retention.purge(shelf.database, new_id(shelf.clock.now()), ACTOR, PEOPLE)
    assert sum(each.removed for each in done) == 0
    assert len(await shelf.there()) == 1


@pytest.mark.parametrize(("kind", "days", "code"), [("audit", 30, "retention_not_settable"), ("events", 29, "retention_out_of_bounds")])
async def test_days_that_nothing_allows_are_refused(shelf: Shelf, kind: str, days: int, code: str) -> None:
    async with shelf.database.unit(shelf.id) as unit:
        with pytest.raises(Invalid) as refused:
            await retention.set_days(unit, shelf.id, ACTOR, Kind(kind), days)
    assert refused.value.code == code


@pytest.mark.parametrize(
    ("before", "kind", "days", "fix"),
    [
        ({}, Kind.PROSPECTS, 1096, "Set inbound to 1096 days or more first, or set prospects to 1095 days or fewer."),
        ({Kind.INBOUND: 3650}, Kind.PROSPECTS, 3650, "Set events to 3650 days or more first, or set prospects to 1825 days or fewer."),
        ({}, Kind.EVENTS, 1094, "Set prospects to 1094 days or fewer first, or set events to 1095 days or more."),
        ({Kind.PROSPECTS: 60}, Kind.INBOUND, 30, "Set prospects to 30 days or fewer first, or set inbound to 60 days or more."),
        ({Kind.PROSPECTS: 60, Kind.EVENTS: 60}, Kind.PROSPECTS, None, "Set events to 1095 days or more first, or set prospects to 60 days or fewer."),
        (
            {Kind.INBOUND: 2000, Kind.PROSPECTS: 1800},
            Kind.INBOUND,
            None,
            "Set prospects to 1095 days or fewer first, or set inbound to 1800 days or more.",
        ),
    ],
)
async def test_what_tells_of_a_last_contact_is_never_kept_for_less_than_prospects_are(
    shelf: Shelf, before: dict[Kind, int], kind: Kind, days: int | None, fix: str
) -> None:
    async with shelf.database.unit(shelf.id) as unit:
        for each, number in before.items():
            await retention.set_days(unit, shelf.id, ACTOR, each, number)
        with pytest.raises(Invalid) as refused:
            await retention.set_days(unit, shelf.id, ACTOR, kind, days)
        kept = {each.term.kind: each.days for each in await retention.terms(unit, shelf.id) if each.own}
    assert (refused.value.code, refused.value.field, refused.value.fix) == ("retention_forgets_contact", "days", fix)
    assert kept == before


async def test_who_clicked_or_wrote_within_the_shortest_terms_stays(shelf: Shelf) -> None:
    clicked, wrote = await shelf.person("+33612000101"), await shelf.person(ANA)
    async with shelf.database.unit(shelf.id) as unit:
        for kind in (Kind.PROSPECTS, Kind.EVENTS, Kind.INBOUND):
            await retention.set_days(unit, shelf.id, ACTOR, kind, 60)
    shelf.clock.advance(days=50)
    await shelf.did(clicked, "message.clicked")
    await shelf.line.says("Bonjour")
    for _ in range(2):
        shelf.clock.advance(days=29)
        await shelf.purge()
    assert await shelf.there() == {clicked, wrote}
    shelf.clock.advance(days=3)
    assert (await shelf.purge())[Kind.PROSPECTS] == 2


async def closed(shelf: Shelf, phone: str, purpose: Purpose) -> list[SuppressionReason]:
    async with shelf.database.unit(shelf.id) as unit:
        lookups = (await unit.keys(shelf.id)).indexes("phone", phone)
        return list((await consent.suppressed(unit, shelf.id, Channel.SMS, lookups, purpose)).values())


async def test_a_prospect_whose_time_was_over_and_who_comes_back_can_be_written_to(shelf: Shelf) -> None:
    await shelf.person("+33612000101")
    shelf.clock.advance(days=1200)
    assert (await shelf.purge())[Kind.PROSPECTS] == 1
    await shelf.person("+33612000101", "customer")
    assert await closed(shelf, "+33612000101", Purpose.TRANSACTIONAL) == []
    assert await closed(shelf, "+33612000101", Purpose.MARKETING) == []
    assert await shelf.count("suppressions") == 0


@pytest.mark.parametrize(("purpose", "tickets"), [(Purpose.MARKETING, []), (Purpose.TRANSACTIONAL, [SuppressionReason.ERASED])])
async def test_what_a_prospect_had_refused_stays_closed_and_nothing_else(shelf: Shelf, purpose: Purpose, tickets: list[SuppressionReason]) -> None:
    person = await shelf.person("+33612000101")
    async with shelf.database.unit(shelf.id) as unit:
        said = ConsentStatus.WITHDRAWN
        await grant(unit, shelf.id, [person], channel=Channel.SMS, purpose=purpose, source="form:1", at=unit.at, status=said)
    shelf.clock.advance(days=1200)
    assert (await shelf.purge())[Kind.PROSPECTS] == 1
    assert await closed(shelf, "+33612000101", Purpose.MARKETING) == [SuppressionReason.ERASED]
    assert await closed(shelf, "+33612000101", Purpose.TRANSACTIONAL) == tickets
    assert await shelf.count("suppressions") == 1


async def test_who_had_left_a_programme_still_gets_tickets(shelf: Shelf) -> None:
    person = await shelf.person("+33612000101")
    async with shelf.database.unit(shelf.id) as unit:
        lookups = (await unit.keys(shelf.id)).indexes("phone", "+33612000101")
        await consent.put_programme(unit, shelf.id, ACTOR, "repairs", name="Repairs", descriptions={})
        await consent.leave_programmes(unit, shelf.id, Channel.SMS, [(Wish(lookups, [person], unit.at, "keyword"), "repairs")])
    shelf.clock.advance(days=1200)
    assert (await shelf.purge())[Kind.PROSPECTS] == 1
    assert await closed(shelf, "+33612000101", Purpose.MARKETING) == [SuppressionReason.ERASED]
    assert await closed(shelf, "+33612000101", Purpose.TRANSACTIONAL) == []


async def test_who_asks_to_be_erased_stays_closed_for_everything(shelf: Shelf) -> None:
    person = await shelf.person("+33612000101")
    async with shelf.database.engine() as unit:
        assert (await contacts.erase(unit, shelf.id, ACTOR, person, PEOPLE))["addresses_closed"] == 1
    assert await closed(shelf, "+33612000101", Purpose.TRANSACTIONAL) == [SuppressionReason.ERASED]


async def test_it_is_shown_set_rehearsed_and_run_over_http(shelf: Shelf, tmp_path: Path) -> None:
    await shelf.person("+33612000101")
    shelf.clock.advance(days=200)
    context = make_context(shelf.database, shelf.clock, tmp_path, parts={Parts: PEOPLE})
    async with client_of(shelf.database, shelf.id, context, [http.router]) as client:
        address = "/organisation/retention"
        shown = {each["kind"]: each for each in (await client.get(address, accept_language="fr")).json()["items"]}
        assert (shown["prospects"]["days"], shown["prospects"]["own"]) == (1095, False)
        assert "empreintes" in shown["suppressions"]["sentence"]
        assert shown["consents"]["days"] is None
        assert (await client.put(address, {"kind": "prospects", "days": 100})).json()["own"] is True
        refused = await client.put(address, {"kind": "events", "days": 99})
        assert (refused.status, refused.json()["code"]) == (422, "retention_forgets_contact")
        rehearsed = (await client.post(f"{address}/run?dry_run=true")).json()
        assert {"kind": "prospects", "removed": 1, "busy": 0} in rehearsed["items"]
        assert len(await shelf.there()) == 1
        done = (await client.post(f"{address}/run")).json()
        assert {"kind": "prospects", "removed": 1, "busy": 0} in done["items"]
        assert await shelf.there() == set()
        assert (await client.put(address, {"kind": "prospects", "days": None})).json()["days"] == 1095
    assert [each["now"] for each in await shelf.audited("retention.changed")] == [1095, 100]
