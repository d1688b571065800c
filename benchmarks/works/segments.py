"""The twelve segments of the specification, each counted over the API: what somebody waits for who asks how many people are meant."""

from functools import partial

import psycopg

from benchmarks.installation import Tidings
from benchmarks.meter import Done, Meter
from benchmarks.sample import Role, Sample
from benchmarks.works.plan import Plan
from benchmarks.works.work import Contender, Outcome, take_turns
from tidings.kernel.clock import SimulatedClock

_VIP_IN_PARIS = 'attribute city is "Paris" and attribute plan is "premium" and tag has "vip"'
_SEGMENTS = {
    "1 city": 'attribute city is "Paris"',
    "2 city, plan and tag": _VIP_IN_PARIS,
    "3 age": "age between 25 and 34",
    "4 spent": "attribute spent > 900",
    "5 tags": 'tag has "a" and tag has "b" and not tag has "c"',
    "6 bought twice": 'did "purchase" at least 2 times in 30 days',
    "7 nothing opened": "not opened in 60 days",
    "8 viewed, not enrolled": 'did "course viewed" where course = "X1" and not "enrolled" where course = "X1" within 7 days after',
    "9 reachable": "reachable by whatsapp for marketing",
    "10 enrolled, away": 'enrolled in "X1" with status is "active" and not did "page viewed" in 14 days',
    "11 in 2, not in a list": 'in segment "2 city, plan and tag" and not in list "L"',
    "12 five at once": (
        'country is "FR" and locale is "fr" and age > 30 and did "purchase" at least 2 times in 90 days and opened whatsapp in 30 days'
    ),
}
_EVENTS_EACH = 5
_CONTACT = "('01900000-0000-7000-9000-' || lpad(to_hex({}), 12, '0'))::uuid"
_ADDRESS = "('01900000-0000-7000-a000-' || lpad(to_hex({}), 12, '0'))::uuid"
_CONTACTS = f"""
INSERT INTO contacts (organisation_id, id, country, locale, time_zone, lifecycle, tags, attributes, created_at, updated_at)
SELECT %(org)s, {_CONTACT.format("n")}, (ARRAY['FR','FR','FR','BE','US'])[1 + n %% 5], (ARRAY['fr','fr','fr-FR','en','en-US'])[1 + n / 5 %% 5],
  'Europe/Paris', (ARRAY['lead','student','customer'])[1 + n %% 3],
  array_remove(ARRAY[CASE WHEN hashint4(n) %% 20 = 0 THEN 'vip' END, CASE WHEN hashint4(n + 1) %% 5 = 0 THEN 'a' END,
    CASE WHEN hashint4(n + 2) %% 4 = 0 THEN 'b' END, CASE WHEN hashint4(n + 3) %% 10 = 0 THEN 'c' END], NULL),
  jsonb_build_object('city', (ARRAY['Paris','Lyon','Lille','Nantes','Nice','Brest','Metz','Pau','Caen','Dijon'])[1 + abs(hashint4(n + 9) %% 10)],
    'plan', (ARRAY['basic','pro','premium'])[1 + abs(hashint4(n + 5) %% 3)],
    'birth_date', (date '1950-01-01' + abs(hashint4(n + 7) %% 21000))::text,
    'spent', abs(hashint4(n + 8) %% 1000)),
  %(now)s, %(now)s
FROM generate_series(1, %(size)s) AS n
"""
_ADDRESSES = f"""
INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, country, line_type, added_at)
SELECT %(org)s, {_ADDRESS.format("n")}, 'phone', decode('7f', 'hex') || sha256(n::text::bytea), sha256(n::text::bytea), 'FR',
  CASE WHEN n %% 50 = 0 THEN 'fixed' ELSE 'mobile' END, %(now)s
FROM generate_series(1, %(size)s) AS n
"""
_OWNED = f"""
INSERT INTO contact_addresses (organisation_id, contact_id, address_id, kind, added_at)
SELECT %(org)s, {_CONTACT.format("n")}, {_ADDRESS.format("n")}, 'phone', %(now)s FROM generate_series(1, %(size)s) AS n
"""
_CONSENTS = f"""
INSERT INTO consents (organisation_id, contact_id, channel, purpose, status, source, at, event_id)
SELECT %(org)s, {_CONTACT.format("n")}, c, 'marketing', CASE WHEN abs(hashint4(n) %% 10) < 8 THEN 'granted' ELSE 'withdrawn' END, 'form', %(now)s,
  gen_random_uuid()
FROM generate_series(1, %(size)s) AS n, unnest(ARRAY['sms', 'whatsapp']) AS c
"""
_CLOSED = """
INSERT INTO suppressions (organisation_id, id, channel, lookup, scope, reason, source, at)
SELECT %(org)s, gen_random_uuid(), c, decode('7f', 'hex') || sha256(n::text::bytea), 'all', 'opted_out', 'keyword', %(now)s
FROM generate_series(1, %(size)s, 33) AS n, unnest(ARRAY['sms', 'whatsapp']) AS c
"""
_ENROLLED = f"""
INSERT INTO enrolment_facts (organisation_id, contact_id, course, status, since)
SELECT %(org)s, {_CONTACT.format("n")}, 'X' || n %% 10, (ARRAY['active','paused','done'])[1 + n / 10 %% 3], %(now)s - interval '90 days'
FROM generate_series(1, %(size)s, 3) AS n
"""
_MONTHS = "SELECT open_events_month(%(now)s - make_interval(months => n)) FROM generate_series(0, 12) AS n"
_EVENTS = f"""
INSERT INTO events (organisation_id, contact_id, name, at, id, properties, source)
SELECT %(org)s, {_CONTACT.format("1 + abs(hashint4(n * 7 + 1) %% %(size)s)")}, e.name, %(now)s - interval '365 days' * (1 - n::float8 / %(events)s),
  gen_random_uuid(),
  CASE e.name WHEN 'message.read' THEN jsonb_build_object('channel', (ARRAY['sms','whatsapp'])[1 + n %% 2], 'source_id', %(org)s::text)
    WHEN 'purchase' THEN jsonb_build_object('amount', n %% 300, 'product', 'p' || n %% 50)
    WHEN 'page viewed' THEN jsonb_build_object('url', '/courses/' || n %% 100)
    ELSE jsonb_build_object('course', 'X' || abs(hashint4(n) %% 10)) END, 'bench'
FROM generate_series(1, %(events)s) AS n, LATERAL (SELECT (ARRAY['page viewed','page viewed','page viewed','page viewed','message.read',
  'message.read','message.read','purchase','course viewed','enrolled'])[1 + abs(hashint4(n + 77) %% 10)] AS name) AS e
"""
_LISTED = f"""
INSERT INTO segment_list_members (organisation_id, segment_id, contact_id, added_at)
SELECT %(org)s, %(list)s, {_CONTACT.format("n")}, %(now)s FROM generate_series(1, %(size)s, 20) AS n
"""


def segments(plan: Plan) -> Outcome:
    """Count the twelve segments at `plan.size` contacts and five events for each, on average."""
    ids = _filled(plan.system, plan.size)
    contenders = [Contender(name, Role.TIDINGS, partial(_counted, plan.system, ids[name], plan.size), text) for name, text in _SEGMENTS.items()]
    title = f"Counting segments at {plan.size:,} contacts and {plan.size * _EVENTS_EACH:,} events (units are contacts)"
    return take_turns("segments", title, contenders, plan.runs)


def _filled(system: Tidings, size: int) -> dict[str, str]:
    """Write people and what they did, make the segments, and return these by name."""
    guests = system.api.post("/segments", {"name": "L"})["id"]
    with psycopg.connect(system.stage.database_url, autocommit=True) as connection:
        found = connection.execute("SELECT organisation_id FROM segments WHERE id = %s", [guests]).fetchone()
        organisation = found[0] if found else None
        values = {
            "org": organisation,
            "now": SimulatedClock(system.stage.folder / "clock").now(),
            "size": size,
            "events": size * _EVENTS_EACH,
            "list": guests,
        }
        for statement in (_CONTACTS, _ADDRESSES, _OWNED, _CONSENTS, _CLOSED, _ENROLLED, _MONTHS, _EVENTS, _LISTED):
            connection.execute(statement, values)
        connection.execute("VACUUM ANALYZE")
    return {name: system.api.post("/segments", {"name": name, "text": text})["id"] for name, text in _SEGMENTS.items()}


def _counted(system: Tidings, segment: str, size: int, run: int) -> Sample:
    del run

    def count() -> Done:
        return Done(size, more={"people": system.api.get(f"/segments/{segment}/count")["size"]})

    return Meter(system.serving, system.stage.database_url).measure(count)
