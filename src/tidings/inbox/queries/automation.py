"""How an organisation lets the inbox act by itself, and its automatic answers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from psycopg.types.json import Jsonb

from tidings.inbox.types.automatic import AnswerVersion, AutoAnswer, Automation, KeptAnswer
from tidings.infra.db.unit import Unit

_COLUMNS = "id, version, document, created_at, changed_at, changed_by, archived_at"
_PUT_SETTINGS = """
INSERT INTO inbox_settings (organisation_id, document, changed_at, changed_by) VALUES (%(org)s, %(document)s, %(at)s, %(by)s)
ON CONFLICT (organisation_id) DO UPDATE SET document = EXCLUDED.document, changed_at = EXCLUDED.changed_at, changed_by = EXCLUDED.changed_by
"""
_PUT_ANSWER = """
INSERT INTO inbox_answers (organisation_id, id, version, document, created_at, changed_at, changed_by)
VALUES (%(org)s, %(id)s, %(version)s, %(document)s, %(at)s, %(at)s, %(by)s)
ON CONFLICT (organisation_id, id) DO UPDATE
SET version = EXCLUDED.version, document = EXCLUDED.document, changed_at = EXCLUDED.changed_at, changed_by = EXCLUDED.changed_by
"""


async def automation(unit: Unit, organisation_id: UUID) -> Automation:
    """Return how an organisation lets the inbox act by itself; as usual where it said nothing."""
    found = await unit.fetch_one(_automation, "SELECT document FROM inbox_settings WHERE organisation_id = %(org)s", {"org": organisation_id})
    return found or Automation()


async def put_automation(unit: Unit, organisation_id: UUID, settings: Automation, by: str) -> None:
    """Keep it."""
    await unit.run(
        _PUT_SETTINGS,
        {"org": organisation_id, "document": Jsonb(msgspec.to_builtins(settings)), "at": unit.at, "by": by},
    )


async def answers(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> list[KeptAnswer]:
    """Return the automatic answers, the oldest first."""
    return await unit.fetch(
        _kept,
        f"SELECT {_COLUMNS} FROM inbox_answers WHERE organisation_id = %(org)s AND (%(archived)s OR archived_at IS NULL) ORDER BY id",
        {"org": organisation_id, "archived": archived},
    )


async def answer(unit: Unit, organisation_id: UUID, answer_id: UUID, *, hold: bool = False) -> KeptAnswer | None:
    """Return one automatic answer, locked with `hold`."""
    return await unit.fetch_one(
        _kept,
        f"SELECT {_COLUMNS} FROM inbox_answers WHERE organisation_id = %(org)s AND id = %(id)s{' FOR UPDATE' if hold else ''}",
        {"org": organisation_id, "id": answer_id},
    )


async def put_answer(unit: Unit, organisation_id: UUID, answer_id: UUID, version: int, document: AutoAnswer, by: str) -> None:
    """Keep a version of an automatic answer; it holds from now on."""
    params = {"org": organisation_id, "id": answer_id, "version": version, "document": Jsonb(msgspec.to_builtins(document)), "at": unit.at, "by": by}
    await unit.run(_PUT_ANSWER, params)
    await unit.run(
        "INSERT INTO inbox_answer_versions (organisation_id, answer_id, version, document, at, by)"
        " VALUES (%(org)s, %(id)s, %(version)s, %(document)s, %(at)s, %(by)s)",
        params,
    )


async def archive(unit: Unit, organisation_id: UUID, answer_id: UUID, *, archived: bool) -> None:
    """Take an automatic answer out of use, or back into it."""
    await unit.run(
        "UPDATE inbox_answers SET archived_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": answer_id, "at": unit.at if archived else None},
    )


async def versions(unit: Unit, organisation_id: UUID, answer_id: UUID) -> list[AnswerVersion]:
    """Return all versions of an automatic answer, the newest first."""
    return await unit.fetch(
        _version,
        "SELECT version, document, at, by FROM inbox_answer_versions WHERE organisation_id = %(org)s AND answer_id = %(id)s ORDER BY version DESC",
        {"org": organisation_id, "id": answer_id},
    )


def _automation(document: Mapping[str, Any]) -> Automation:
    return msgspec.convert(document, Automation)


def _kept(identifier: UUID, version: int, document: Mapping[str, Any], *rest: Any) -> KeptAnswer:
    return KeptAnswer(identifier, version, msgspec.convert(document, AutoAnswer), *rest)


def _version(version: int, document: Mapping[str, Any], at: datetime, by: str) -> AnswerVersion:
    return AnswerVersion(version, msgspec.convert(document, AutoAnswer), at, by)
