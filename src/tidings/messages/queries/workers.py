"""Workers alive. A worker holds a session advisory lock on its number for as long as it lives."""

from collections.abc import Sequence

from tidings.infra.db.unit import Unit

LOCK_SPACE = 7282


async def register(unit: Unit, name: str) -> int:
    """Give a new worker its number."""
    return await unit.value("INSERT INTO workers (name, started_at) VALUES (%(name)s, %(at)s) RETURNING id", {"name": name, "at": unit.at})


async def dead(unit: Unit) -> list[int]:
    """Return the workers whose lock nobody holds."""
    return await unit.fetch(
        int,
        "SELECT w.id FROM workers w WHERE NOT EXISTS (SELECT FROM pg_locks l WHERE l.locktype = 'advisory' AND l.classid = %(space)s"
        " AND l.objid = w.id::oid AND l.objsubid = 2 AND l.granted"
        " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()))",
        {"space": LOCK_SPACE},
    )


async def alive(unit: Unit) -> int:
    """Count the workers that hold their lock."""
    return await unit.value("SELECT count(*) FROM workers") - len(await dead(unit))


async def remove(unit: Unit, workers: Sequence[int]) -> None:
    """Forget dead workers that hold nothing any more."""
    await unit.run(
        "DELETE FROM workers w WHERE w.id = ANY(%(ids)s) AND NOT EXISTS (SELECT FROM outbox o WHERE o.leased_by = w.id)", {"ids": list(workers)}
    )
