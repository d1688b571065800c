"""Imports that repeat, and their runs."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID

import orjson
from psycopg.types.json import Jsonb

from tidings.accounts.types import ConsentBasis
from tidings.contacts.types import Every, ImportOptions, Rhythm, RunOutcome, Schedule, ScheduleRun, Source, SourceKind
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit

_SEALED_AS = "import_source"
_COLUMNS = "id, name, kind, source, every, minute, mapping, options, actor, basis, created_at, next_at, paused_at, failures, etag, digest, import_id"
_RUN = "id, schedule_id, started_at, ended_at, outcome, import_id, code, reason, fix"


async def add(unit: Unit, organisation_id: UUID, schedule: Schedule) -> bool:
    """Keep a new schedule; False if its name is taken."""
    source, keys = schedule.source, await unit.keys(organisation_id)
    added = await unit.run(
        "INSERT INTO import_schedules (organisation_id, id, name, kind, source, every, minute, mapping, options, actor, basis, created_at, next_at)"
        " VALUES (%(org)s, %(id)s, %(name)s, %(kind)s, %(source)s, %(every)s, %(minute)s, %(mapping)s, %(options)s, %(actor)s, %(basis)s, %(at)s,"
        " %(next)s) ON CONFLICT (organisation_id, name) DO NOTHING",
        {
            "org": organisation_id,
            "id": schedule.id,
            "name": schedule.name,
            "kind": source.kind,
            "source": keys.seal(_SEALED_AS, orjson.dumps([source.place, source.secret]).decode()),
            "every": schedule.rhythm.every,
            "minute": schedule.rhythm.minute,
            "mapping": None if schedule.mapping is None else Jsonb(dict(schedule.mapping)),
            "options": Jsonb(asdict(schedule.options)),
            "actor": schedule.actor,
            "basis": Jsonb({**asdict(schedule.basis), "attested_at": schedule.basis.attested_at.isoformat()}) if schedule.basis else None,
            "at": schedule.created_at,
            "next": schedule.next_at,
        },
    )
    return added == 1


async def schedules(unit: Unit, organisation_id: UUID) -> list[Schedule]:
    """Return all schedules, by name."""
    keys = await unit.keys(organisation_id)
    rows = await unit.fetch(_row, f"SELECT {_COLUMNS} FROM import_schedules WHERE organisation_id = %(org)s ORDER BY name", {"org": organisation_id})
    return [_opened(row, keys) for row in rows]


async def schedule(unit: Unit, organisation_id: UUID, schedule_id: UUID, *, hold: bool = False) -> Schedule | None:
    """Return one schedule; with `hold` nobody else writes it until the unit ends."""
    row = await unit.fetch_one(
        _row,
        f"SELECT {_COLUMNS} FROM import_schedules WHERE organisation_id = %(org)s AND id = %(id)s{' FOR UPDATE' if hold else ''}",
        {"org": organisation_id, "id": schedule_id},
    )
    return None if row is None else _opened(row, await unit.keys(organisation_id))


async def due(unit: Unit, organisation_id: UUID) -> list[Schedule]:
    """Return the schedules that are due, held for this unit alone: those that another worker holds are left out."""
    keys = await unit.keys(organisation_id)
    rows = await unit.fetch(
        _row,
        f"SELECT {_COLUMNS} FROM import_schedules WHERE organisation_id = %(org)s AND paused_at IS NULL AND next_at <= %(at)s"
        " ORDER BY next_at, id FOR UPDATE SKIP LOCKED",
        {"org": organisation_id, "at": unit.at},
    )
    return [_opened(row, keys) for row in rows]


async def move(unit: Unit, organisation_id: UUID, schedule_id: UUID, next_at: datetime, paused_at: datetime | None) -> None:
    """Write when a schedule is due next, and since when it is paused."""
    await unit.run(
        "UPDATE import_schedules SET next_at = %(next)s, paused_at = %(paused)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": schedule_id, "next": next_at, "paused": paused_at},
    )


async def remove(unit: Unit, organisation_id: UUID, schedule_id: UUID) -> None:
    """Delete a schedule and its runs; imports stay."""
    params = {"org": organisation_id, "id": schedule_id}
    await unit.run("DELETE FROM import_schedule_runs WHERE organisation_id = %(org)s AND schedule_id = %(id)s", params)
    await unit.run("DELETE FROM import_schedules WHERE organisation_id = %(org)s AND id = %(id)s", params)


async def begin(unit: Unit, organisation_id: UUID, run_id: UUID, schedule_id: UUID) -> None:
    """Write down a run that is to be."""
    await unit.run(
        "INSERT INTO import_schedule_runs (organisation_id, id, schedule_id, started_at, outcome)"
        " VALUES (%(org)s, %(id)s, %(schedule)s, %(at)s, %(now)s)",
        {"org": organisation_id, "id": run_id, "schedule": schedule_id, "at": unit.at, "now": RunOutcome.RUNNING},
    )


async def end(unit: Unit, organisation_id: UUID, run: ScheduleRun) -> None:
    """Write down how a run ended."""
    await unit.run(
        "UPDATE import_schedule_runs SET ended_at = %(at)s, outcome = %(outcome)s, import_id = %(import)s, code = %(code)s, reason = %(reason)s,"
        " fix = %(fix)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {
            "org": organisation_id,
            "id": run.id,
            "at": run.ended_at,
            "outcome": run.outcome,
            "import": run.import_id,
            "code": run.code,
            "reason": run.reason,
            "fix": run.fix,
        },
    )


async def remember(unit: Unit, organisation_id: UUID, schedule: Schedule) -> None:
    """Write what the last run left: the file that was handed over, failures in a row, and when to try next."""
    await unit.run(
        "UPDATE import_schedules SET failures = %(failures)s, etag = %(etag)s, digest = %(digest)s, import_id = %(import)s, next_at = %(next)s"
        " WHERE organisation_id = %(org)s AND id = %(id)s",
        {
            "org": organisation_id,
            "id": schedule.id,
            "failures": schedule.failures,
            "etag": schedule.etag,
            "digest": schedule.digest,
            "import": schedule.import_id,
            "next": schedule.next_at,
        },
    )


async def run(unit: Unit, organisation_id: UUID, run_id: UUID) -> ScheduleRun | None:
    """Return one run."""
    return await unit.fetch_one(
        _run,
        f"SELECT {_RUN} FROM import_schedule_runs WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": run_id},
    )


async def runs(unit: Unit, organisation_id: UUID, schedule_id: UUID, before: UUID | None, limit: int) -> list[ScheduleRun]:
    """Return the runs of a schedule, newest first."""
    return await unit.fetch(
        _run,
        f"SELECT {_RUN} FROM import_schedule_runs WHERE organisation_id = %(org)s AND schedule_id = %(id)s"
        " AND (%(before)s::uuid IS NULL OR id < %(before)s) ORDER BY id DESC LIMIT %(limit)s",
        {"org": organisation_id, "id": schedule_id, "before": before, "limit": limit},
    )


def _row(*columns: Any) -> tuple[Any, ...]:
    return columns


def _run(
    run_id: UUID, schedule_id: UUID, started_at: datetime, ended_at: datetime | None, outcome: str, import_id: UUID | None,
    code: str | None, reason: str | None, fix: str | None,
) -> ScheduleRun:  # fmt: skip
    return ScheduleRun(run_id, schedule_id, started_at, ended_at, RunOutcome(outcome), import_id, code, reason, fix)


def _opened(row: tuple[Any, ...], keys: OrganisationKeys) -> Schedule:
    schedule_id, name, kind, source, every, minute, mapping, options, actor, basis, *rest = row
    place, secret = orjson.loads(keys.open_text(_SEALED_AS, source))
    given: Mapping[str, Any] = {**options, "tags": tuple(options["tags"])}
    return Schedule(
        schedule_id,
        name,
        Source(SourceKind(kind), place, secret),
        Rhythm(Every(every), minute),
        mapping,
        ImportOptions(**given),
        actor,
        _attested(basis),
        *rest,
    )


def _attested(basis: Mapping[str, str] | None) -> ConsentBasis | None:
    return None if basis is None else ConsentBasis.stored(basis)
