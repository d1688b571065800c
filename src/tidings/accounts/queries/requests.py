"""Answers kept for repeated requests."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit


async def lock_request(unit: Unit, organisation_id: UUID, key: str) -> bool:
    """Take the request's key until the transaction ends; False while another transaction holds it."""
    return bool(
        await unit.value(
            "SELECT pg_try_advisory_xact_lock(hashtextextended(%(name)s, 0))",
            {"name": f"request:{organisation_id}:{key}"},
        )
    )


async def kept_answer(unit: Unit, organisation_id: UUID, key: str, since: datetime) -> tuple[bytes, int, bytes | None] | None:
    """Return fingerprint, status and sealed body of the answer kept under this key."""
    return await unit.fetch_one(
        _as_tuple,
        "SELECT fingerprint, status, body_sealed FROM idempotent_requests"
        " WHERE organisation_id = %(org)s AND key = %(key)s AND created_at > %(since)s",
        {"org": organisation_id, "key": key, "since": since},
    )


async def keep_answer(unit: Unit, organisation_id: UUID, key: str, fingerprint: bytes, *, status: int, sealed: bytes | None) -> None:
    """Keep an answer, in place of one of the same key whose time is over."""
    await unit.run(
        "INSERT INTO idempotent_requests (organisation_id, key, fingerprint, status, body_sealed, created_at)"
        " VALUES (%(org)s, %(key)s, %(fingerprint)s, %(status)s, %(sealed)s, %(at)s)"
        " ON CONFLICT (organisation_id, key) DO UPDATE SET fingerprint = excluded.fingerprint, status = excluded.status,"
        " body_sealed = excluded.body_sealed, created_at = excluded.created_at",
        {"org": organisation_id, "key": key, "fingerprint": fingerprint, "status": status, "sealed": sealed, "at": unit.at},
    )


async def forget_answers(unit: Unit, organisation_id: UUID, until: datetime) -> int:
    """Delete answers kept long enough."""
    return await unit.run(
        "DELETE FROM idempotent_requests WHERE organisation_id = %(org)s AND created_at <= %(until)s",
        {"org": organisation_id, "until": until},
    )


def _as_tuple(*columns: Any) -> tuple[Any, ...]:
    return columns
