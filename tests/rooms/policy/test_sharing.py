"""What policy finds out once for many people is what it would find out for each of them."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from support.clock import ManualClock
from support.consents import grant
from tidings.consent import service as consent
from tidings.consent.types import ConsentStatus, Suppression, SuppressionReason, SuppressionScope
from tidings.contacts import service as contacts
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.phone import LineType
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.limits import service as limits
from tidings.policy import service
from tidings.policy.rules.verdict import Facts, verdicts
from tidings.policy.types import Allowed, Candidate, Cap, Closure, Deferred, Question, ReasonCode, Refused, Verdict

NOW = datetime(2026, 10, 5, 9, tzinfo=UTC)
LATER = tuple(NOW + timedelta(hours=hours) for hours in (2, 3, 30))
PEOPLE = [UUID(int=number) for number in range(1, 9)]
LOOKUPS = [bytes([number]) for number in range(1, 9)]
SMS = Question(Channel.SMS, Purpose.MARKETING, Lane.MARKETING, source_id=UUID(int=99))
_REFUSED = {
    SuppressionReason.OPTED_OUT: ReasonCode.OPTED_OUT,
    SuppressionReason.COMPLAINED: ReasonCode.SUPPRESSED_COMPLAINED,
    SuppressionReason.IMPORTED: ReasonCode.SUPPRESSED_IMPORTED,
    SuppressionReason.MANUAL: ReasonCode.SUPPRESSED_MANUAL,
    SuppressionReason.ERASED: ReasonCode.SUPPRESSED_ERASED,
    SuppressionReason.INVALID_ADDRESS: ReasonCode.SUPPRESSED_INVALID,
    SuppressionReason.FAILING: ReasonCode.SUPPRESSED_FAILING,
}

one = st.sampled_from
ends = st.dictionaries(one(PEOPLE), one(LATER), max_size=3)
questions = st.builds(Question, one(list(Channel)), one(list(Purpose)), one(list(Lane)))
facts = st.builds(
    Facts,
    one(("en", "fr-FR")),
    st.just(NOW),
    listed=st.none() | st.frozensets(one(LOOKUPS)),
    suppressed=st.dictionaries(one(LOOKUPS), one(list(SuppressionReason)), max_size=3),
    consents=st.fixed_dictionaries({person: one((None, *ConsentStatus)) for person in PEOPLE}),
    capped=ends,
    capped_by_law=ends,
    capped_by_choice=ends,
    hours=st.dictionaries(one(PEOPLE), one(LATER) | st.builds(Closure, one(LATER), one((ReasonCode.QUIET_HOURS, ReasonCode.PUBLIC_HOLIDAY)))),
    counted=st.frozensets(one(PEOPLE)),
)
crowds = st.lists(st.tuples(one((None, "FR", "US")), one((None, LineType.MOBILE, LineType.FIXED)), st.booleans()), max_size=len(PEOPLE)).map(
    lambda told: [Candidate(PEOPLE[place], PEOPLE[place], LOOKUPS[place], *each) for place, each in enumerate(told)]
)


@given(questions, crowds, facts)
def test_a_batch_is_judged_as_the_order_of_reasons_says_of_each_person(question: Question, crowd: Sequence[Candidate], known: Facts) -> None:
    assert {who: _told(verdict) for who, verdict in verdicts(question, crowd, known).items()} == {
        who.contact_id: _plain(question, who, known) for who in crowd
    }


def _told(verdict: Verdict) -> tuple[object, ...]:
    if isinstance(verdict, Allowed):
        return Allowed, verdict.counted, verdict.until
    if isinstance(verdict, Refused):
        return Refused, verdict.code, *verdict.besides
    return Deferred, verdict.until, verdict.code, *verdict.besides


def _plain(question: Question, who: Candidate, known: Facts) -> tuple[object, ...]:
    """Judge one person, reason by reason, by nothing that is shared with others."""
    closed, said = known.suppressed.get(who.lookup), known.consents[who.contact_id]
    answer = question.purpose is not Purpose.MARKETING and (question.lane is Lane.CONVERSATIONAL or who.window_open)
    american = question.channel is Channel.WHATSAPP and question.purpose is Purpose.MARKETING and who.country == "US"
    reasons = [
        (ReasonCode.NOT_ON_ALLOW_LIST, known.listed is not None and who.lookup not in known.listed),
        (_REFUSED.get(closed or SuppressionReason.HELD), closed in _REFUSED),
        (ReasonCode.CONSENT_WITHDRAWN, said is ConsentStatus.WITHDRAWN),
        (ReasonCode.NO_CONSENT, said is None and not answer),
        (ReasonCode.LANDLINE, question.channel is Channel.SMS and who.line_type is LineType.FIXED),
        (ReasonCode.US_MARKETING_WHATSAPP, american),
    ]
    refusals = [code for code, holds in reasons if holds]
    if refusals:
        return Refused, *refusals
    waits = [(NOW + timedelta(hours=1), ReasonCode.SUPPRESSED_HELD)] if closed is SuppressionReason.HELD else []
    caps = (ReasonCode.FREQUENCY_CAP, ReasonCode.FREQUENCY_LAW, ReasonCode.PERSONAL_CAP)
    reached = zip(caps, (known.capped, known.capped_by_law, known.capped_by_choice), strict=True)
    waits += [(found[who.contact_id], code) for code, found in reached if who.contact_id in found]
    hours = known.hours.get(who.contact_id)
    if isinstance(hours, Closure):
        waits.append((hours.until, hours.code))
    if waits:
        (until, first), *others = sorted(waits, reverse=True)
        return Deferred, until, first, *(code for _, code in others)
    return Allowed, who.contact_id in known.counted, hours


async def test_people_who_are_judged_together_get_what_each_gets_alone(database: Database, organisation: UUID, clock: ManualClock) -> None:
    async with database.unit(organisation) as unit:
        await service.set_caps(unit, organisation, "test", [Cap(frozenset({Channel.SMS}), 2, 24)])
        crowd = await _crowd(unit, organisation, clock.now())
    for question in (SMS, Question(Channel.SMS, Purpose.MARKETING, Lane.MARKETING, programme="repairs")):
        async with database.unit(organisation) as unit:
            together = await service.judge(unit, organisation, question, crowd)
            alone = [await service.judge(unit, organisation, question, [who]) for who in crowd]
            foreseen = await service.foresee(unit, organisation, question, crowd)
            lonely = [await service.foresee(unit, organisation, question, [who]) for who in crowd]
            said = await consent.states(unit, organisation, list(together), question.channel, question.purpose, question.programme)
            brief = await consent.statuses(unit, organisation, list(together), question.channel, question.purpose, question.programme)
        assert [alone[place][who.contact_id] for place, who in enumerate(crowd)] == [together[who.contact_id] for who in crowd]
        for who, each in zip(crowd, lonely, strict=True):
            assert each.verdicts == {who.contact_id: foreseen.verdicts[who.contact_id]}
            assert each.wheres == {who.contact_id: foreseen.wheres[who.contact_id]}
        assert brief == {who: state.status for who, state in said.items()}
        assert {type(verdict) for verdict in together.values()} == {Allowed, Refused, Deferred}


async def _crowd(unit: Unit, organisation: UUID, now: datetime) -> list[Candidate]:
    """Make people of several countries, zones, wishes and pasts."""
    dice = random.Random(7)  # noqa: S311 - data for a test
    numbers = [f"{start}{number:02}" for start, number in product(("+336123456", "+120355512", "+185055512", "+447400123", "+491512345"), range(12))]
    resolved, _ = await contacts.resolve_phones(unit, organisation, [number.replace("+447400123", "+4474001234") for number in numbers], "FR")
    known = await contacts.addresses(unit, organisation, [each.address_id for each in resolved])
    found = [
        Candidate(each.contact_id, each.address_id, address.lookup, address.country, address.line_type, window_open=False)
        for each in resolved
        for address in (known[each.address_id],)
    ]
    people = [who.contact_id for who in found]
    await unit.run(
        "UPDATE contacts c SET country = v.country, postcode = v.postcode, time_zone = v.zone, time_zone_source = v.told FROM"
        " unnest(%(ids)s::uuid[], %(countries)s::text[], %(postcodes)s::text[], %(zones)s::text[], %(told)s::text[])"
        " AS v (id, country, postcode, zone, told) WHERE c.organisation_id = %(org)s AND c.id = v.id",
        {
            "org": organisation,
            "ids": people,
            "countries": [dice.choice(("FR", "US", "GB", "RE", None)) for _ in people],
            "postcodes": [dice.choice(("67000", "97400", "33101", "90210", "75001", None)) for _ in people],
            "zones": [dice.choice(("Europe/Paris", "Asia/Tokyo", "America/New_York")) for _ in people],
            "told": [dice.choice(("declared", "phone", None)) for _ in people],
        },
    )
    for status in ConsentStatus:
        some = [person for person in people if dice.random() < (0.2 if status is ConsentStatus.WITHDRAWN else 0.9)]
        await grant(unit, organisation, some, channel=Channel.SMS, purpose=Purpose.MARKETING, source="form:1", at=now, status=status)
    for reason in (SuppressionReason.OPTED_OUT, SuppressionReason.HELD):
        closed = [Suppression(Channel.SMS, who.lookup, SuppressionScope.MARKETING, reason, "test") for who in found if dice.random() < 0.1]
        await consent.suppress(unit, organisation, closed, now)
    for person in people:
        if dice.random() < 0.2:
            await service.set_personal_cap(unit, organisation, "test", person, 1)
    for _ in range(4):
        sent = [person for person in people if dice.random() < 0.4]
        await limits.count_sendings(unit, organisation, new_id(now), Channel.SMS, sent)
    return found
