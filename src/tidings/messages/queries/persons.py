"""The messages of one person, found without looking through all sources: those of sources with one message by whose they are, and the few others."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.messages.types import SaidTo, SourceKind, State

# Source by source, by the primary key: with old statistics the planner would take the whole ledger.
_SAID = """
SELECT s.source_id, s.kind, s.name, s.channel, s.template_id, s.template_version, m.contact_id, m.step, m.address_id, m.state, m.reason, m.detail,
       m.segments, m.cost_micros, m.currency::text, coalesce(m.sent_at, m.settled_at, m.queued_at, m.added_at) AS at,
       m.sent_at, m.delivered_at, m.read_at, m.provider_id
FROM (SELECT source_id, kind, name, channel, template_id, template_version FROM sources
      WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)
      UNION ALL
      SELECT source_id, kind, name, channel, template_id, template_version FROM sources
      WHERE organisation_id = %(org)s AND contact_id IS NULL) AS s
CROSS JOIN LATERAL (
  SELECT * FROM messages WHERE organisation_id = %(org)s AND source_id = s.source_id AND contact_id = ANY(%(contacts)s) LIMIT 100) AS m
"""


async def said_to(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], before: tuple[datetime, str] | None, limit: int) -> list[SaidTo]:
    """Return messages to contacts, the newest first by when they left, ended or were planned, older than a place in that order."""
    at, key = before or (None, None)
    return await unit.fetch(
        _said,
        f"SELECT * FROM ({_SAID}) AS f WHERE %(at)s::timestamptz IS NULL"
        " OR (f.at, concat(f.source_id, '.', f.contact_id, '.', f.step) COLLATE \"C\") < (%(at)s, %(key)s::text COLLATE \"C\")"
        " ORDER BY f.at DESC, concat(f.source_id, '.', f.contact_id, '.', f.step) COLLATE \"C\" DESC LIMIT %(limit)s",
        {"org": organisation_id, "contacts": list(contact_ids), "at": at, "key": key, "limit": limit},
    )


def _said(source_id: UUID, kind: str, name: str, channel: str, *rest: Any) -> SaidTo:
    template_id, version, contact_id, step, address_id, state, *told = rest
    template = (template_id, version) if template_id is not None and version is not None else None
    return SaidTo(source_id, SourceKind(kind), name, Channel(channel), template, contact_id, step, address_id, State(state), *told)
