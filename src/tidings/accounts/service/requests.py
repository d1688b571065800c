"""Requests that may be sent twice: the answer is kept with the work it answers for, in one transaction."""

from datetime import timedelta
from uuid import UUID

from tidings.accounts.queries import requests as queries
from tidings.accounts.types import Answer
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Conflict

KEPT = timedelta(hours=24)
_SEALED_AS = "answer"


async def begin_request(unit: Unit, organisation_id: UUID, key: str, fingerprint: bytes) -> Answer | None:
    """Return the answer already given to this request, or None and hold the key until the unit ends.

    Raises Conflict if the key came with another request, if the first one still runs, or if its answer held a secret.
    """
    if not await queries.lock_request(unit, organisation_id, key):
        raise Conflict("request_running", "A request with this Idempotency-Key still runs.", field="Idempotency-Key", fix="Repeat it in a second.")
    kept = await queries.kept_answer(unit, organisation_id, key, unit.at - KEPT)
    if kept is None:
        return None
    known, status, sealed = kept
    if known != fingerprint:
        raise Conflict(
            "key_reused", "This Idempotency-Key came with another request.", field="Idempotency-Key", fix="Use a new key for a new request."
        )
    if sealed is None:
        raise Conflict(
            "answer_not_kept", "This was done; its answer held a secret and was shown once.", fix="If the answer was lost, revoke and repeat."
        )
    return Answer(status, (await unit.keys(organisation_id)).open(_SEALED_AS, sealed))


async def finish_request(unit: Unit, organisation_id: UUID, key: str, fingerprint: bytes, answer: Answer) -> None:
    """Keep the answer for 24 hours, sealed; a body of None says that it is not to be shown again."""
    sealed = None if answer.body is None else (await unit.keys(organisation_id)).seal(_SEALED_AS, answer.body)
    await queries.keep_answer(unit, organisation_id, key, fingerprint, status=answer.status, sealed=sealed)


async def forget_requests(unit: Unit, organisation_id: UUID) -> int:
    """Delete answers older than 24 hours and return how many."""
    return await queries.forget_answers(unit, organisation_id, unit.at - KEPT)
