"""Random people of an organisation, written by a few statements, and as the reference knows them."""

import random
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb

from rooms.segments.reference import Event, Phone, Said, Someone
from rooms.segments.trees import ATTRIBUTES, COURSES, EVENTS, FIELDS, LONG_COURSE, PHONED, PROGRAMMES, SENDABLE, STATUSES, TAGS, VALUES
from tidings.infra.db.database import Database
from tidings.kernel.ids import ids_of, new_id
from tidings.kernel.phone import LineType

_KINDS = (LineType.MOBILE, LineType.FIXED, LineType.TOLL_FREE, None)
_BIRTHS = ("2000-10-05", "2000-10-06", "2000-02-29", "1999-10-05", "2026-10-05", "2026-10-06", "not a date", "1990-1-1")


async def crowd(database: Database, organisation_id: UUID, now: datetime, *, seed: int, size: int, lists: Sequence[UUID] = ()) -> list[Someone]:
    """Make people with everything that conditions ask for, written for all at once."""
    dice = random.Random(seed)  # noqa: S311 - data for a test
    ids = ids_of(now)
    people = [_someone(dice, next(ids), now, lists) for _ in range(size)]
    async with database.engine() as unit:
        for statement, rows in _rows(people, now).items():
            await unit.run(statement, {"org": organisation_id, "rows": Jsonb(rows), "at": now})
    return people


def _someone(dice: random.Random, identifier: UUID, now: datetime, lists: Sequence[UUID]) -> Someone:
    attributes: dict[str, Any] = {name: dice.choice(VALUES) for name in ATTRIBUTES if name != "missing" and dice.random() < 0.7}
    attributes["birth_date"] = dice.choice(_BIRTHS)
    return Someone(
        id=identifier,
        attributes=attributes,
        tags=[tag for tag in TAGS if dice.random() < 0.4],
        lifecycle=dice.choice(FIELDS["lifecycle"]),
        country=dice.choice((*FIELDS["country"], None)),
        locale=dice.choice((*FIELDS["locale"], "frp", "en-US", None)),
        time_zone=dice.choice((*FIELDS["time_zone"], None)),
        said={
            (channel, purpose, programme): _said(dice, now)
            for channel in PHONED
            for purpose in SENDABLE
            for programme in ("", *PROGRAMMES)
            if dice.random() < 0.7
        },
        phones=[_phone(dice) for _ in range(dice.randrange(3))],
        events=[_event(dice, now) for _ in range(dice.randrange(8))],
        enrolments={course: (dice.choice(STATUSES), _moment(dice, now)) for course in COURSES if dice.random() < 0.5},
        lists={each for each in lists if dice.random() < 0.5},
    )


def _said(dice: random.Random, now: datetime) -> list[Said]:
    """Choose statements of few moments, so that what was said of a programme and of everything often meets in one."""
    return [Said(now - timedelta(days=dice.choice((1, 2, 3))), dice.choice(("granted", "withdrawn"))) for _ in range(dice.choice((1, 1, 2)))]


def _phone(dice: random.Random) -> Phone:
    closed = {(channel, scope) for channel in PHONED for scope in ("all", "marketing") if dice.random() < 0.2}
    return Phone(dice.choice(_KINDS), frozenset(closed))


def _event(dice: random.Random, now: datetime) -> Event:
    properties = {"channel": ("sms", "whatsapp", 1), "course": ("X", "Y", LONG_COURSE, 1, True), "n": (1, 1.0, True, "1")}
    return Event(dice.choice(EVENTS), _moment(dice, now), {name: dice.choice(values) for name, values in properties.items() if dice.random() < 0.6})


def _moment(dice: random.Random, now: datetime) -> datetime:
    """Choose a moment on the edges that conditions have, or near them, or to come."""
    edge = now - timedelta(days=dice.choice((0, 1, 2, 7, 30)))
    if dice.random() < 0.2:
        edge = edge.replace(hour=22, minute=0)  # midnight in Paris
    return edge + dice.choice((timedelta(0), timedelta(microseconds=1), -timedelta(microseconds=1), timedelta(hours=5), -timedelta(hours=30)))


def _rows(people: Sequence[Someone], now: datetime) -> dict[str, list[dict[str, Any]]]:
    phones = [(who, phone, new_id(now)) for who in people for phone in who.phones]
    return {
        _CONTACTS: [
            {name: getattr(who, name) for name in ("attributes", "tags", "lifecycle", "country", "locale", "time_zone")} | {"id": str(who.id)}
            for who in people
        ],
        _CONSENTS: [_consent(who, place, said) for who in people for place, said in who.said.items()],
        _ADDRESSES: [{"id": str(address), "line_type": phone.line_type} for _, phone, address in phones],
        _OWNED: [{"contact_id": str(who.id), "address_id": str(address)} for who, _, address in phones],
        _CLOSINGS: _closings(phones, now),
        _EVENTS: [
            {"contact_id": str(who.id), "name": each.name, "at": each.at.isoformat(), "id": str(new_id(now)), "properties": each.properties}
            for who in people
            for each in who.events
        ],
        _ENROLMENTS: [
            {"contact_id": str(who.id), "course": course, "status": status, "since": since.isoformat()}
            for who in people
            for course, (status, since) in who.enrolments.items()
        ],
        _LISTED: [{"contact_id": str(who.id), "segment_id": str(each)} for who in people for each in who.lists],
    }


def _consent(who: Someone, place: tuple[str, str, str], said: Sequence[Said]) -> dict[str, Any]:
    """Write the state as the ledger derives it: the newest statement, the newest withdrawal, and the newest grant."""
    last, newest = max(said), {each.status: each.at.isoformat() for each in sorted(said)}
    state = {"status": last.status, "at": last.at.isoformat(), "withdrawn_at": newest.get("withdrawn"), "agreed_at": newest.get("granted")}
    return {"contact_id": str(who.id)} | dict(zip(("channel", "purpose", "programme"), place, strict=True)) | state


def _closings(phones: Sequence[tuple[Someone, Phone, UUID]], now: datetime) -> list[dict[str, Any]]:
    """Close what is closed, and beside it some that were lifted, or have ended this moment."""
    rows = [
        {"id": str(new_id(now)), "address": str(address), "channel": channel, "scope": scope, "ends_at": (now + timedelta(seconds=1)).isoformat()}
        for _, phone, address in phones
        for channel, scope in phone.closed
    ]
    over = [
        {"id": str(new_id(now)), "address": str(address), "channel": channel, "scope": "all", "ends_at": now.isoformat()}
        for place, (_, phone, address) in enumerate(phones)
        for channel in PHONED
        if place % 3 == 0 and (channel, "all") not in phone.closed
    ]
    lifted = (
        [{"id": str(new_id(now)), "address": str(phones[0][2]), "channel": "sms", "scope": "all", "lifted_at": now.isoformat()}] if phones else []
    )
    return [*rows, *over, *lifted]


_CONTACTS = """
INSERT INTO contacts (organisation_id, id, attributes, tags, lifecycle, country, locale, time_zone, created_at, updated_at)
SELECT %(org)s, r.*, %(at)s, %(at)s FROM jsonb_to_recordset(%(rows)s)
  AS r (id uuid, attributes jsonb, tags text[], lifecycle text, country text, locale text, time_zone text)
"""
_CONSENTS = """
INSERT INTO consents (organisation_id, contact_id, channel, purpose, programme, status, at, withdrawn_at, agreed_at, source, event_id)
SELECT %(org)s, r.*, 'test', gen_random_uuid() FROM jsonb_to_recordset(%(rows)s)
  AS r (contact_id uuid, channel text, purpose text, programme text, status text, at timestamptz, withdrawn_at timestamptz,
    agreed_at timestamptz)
"""
_ADDRESSES = """
INSERT INTO addresses (organisation_id, id, kind, lookup, sealed, line_type, added_at)
SELECT %(org)s, id, 'phone', decode('01' || replace(id::text, '-', ''), 'hex'), '', line_type, %(at)s FROM jsonb_to_recordset(%(rows)s)
  AS r (id uuid, line_type text)
"""
_OWNED = """
INSERT INTO contact_addresses (organisation_id, contact_id, address_id, kind, rank, added_at)
SELECT %(org)s, r.*, 'phone', 0, %(at)s FROM jsonb_to_recordset(%(rows)s) AS r (contact_id uuid, address_id uuid)
"""
_CLOSINGS = """
INSERT INTO suppressions (organisation_id, id, channel, lookup, scope, reason, source, at, ends_at, lifted_at)
SELECT %(org)s, id, channel, decode('01' || replace(address::text, '-', ''), 'hex'), scope, 'manual', 'test', %(at)s, ends_at, lifted_at
FROM jsonb_to_recordset(%(rows)s) AS r (id uuid, address uuid, channel text, scope text, ends_at timestamptz, lifted_at timestamptz)
"""
_EVENTS = """
INSERT INTO events (organisation_id, contact_id, name, at, id, properties, source)
SELECT %(org)s, r.*, 'test' FROM jsonb_to_recordset(%(rows)s) AS r (contact_id uuid, name text, at timestamptz, id uuid, properties jsonb)
"""
_ENROLMENTS = """
INSERT INTO enrolment_facts (organisation_id, contact_id, course, status, since)
SELECT %(org)s, r.* FROM jsonb_to_recordset(%(rows)s) AS r (contact_id uuid, course text, status text, since timestamptz)
"""
_LISTED = """
INSERT INTO segment_list_members (organisation_id, contact_id, segment_id, added_at)
SELECT %(org)s, r.*, %(at)s FROM jsonb_to_recordset(%(rows)s) AS r (contact_id uuid, segment_id uuid)
"""
