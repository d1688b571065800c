"""The chain of the consent ledger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from tidings.infra.chains import Chain
from tidings.infra.db.files import sql
from tidings.infra.db.unit import Unit
from tidings.kernel.chains import Line, digest, microseconds

# The personal parts stand beside their salt until they are blanked: then their digest does. Beside parts that are there it counts for nothing.
_TOLD = 20
_BLANK = (None, "erased", None, "{}")
_LINES = """
SELECT e.organisation_id, e.contact_id, e.channel, e.purpose, e.programme, e.status, e.id, e.wording_key, e.wording_version, e.wording_locale,
  e.wording_digest, e.at, e.recorded_at, e.actor, e.personal_digest, e.salt, e.source, e.wording, e.proof::text
FROM consent_seals s JOIN consent_events e ON e.organisation_id = %(org)s AND e.batch = s.batch
WHERE s.organisation_id = %(org)s AND s.link = %(link)s
"""

_UNSEALED = """
SELECT contact_id || ' ' || channel || ' ' || purpose || ' ' || at FROM consent_events e WHERE organisation_id = %(org)s
  AND NOT EXISTS (SELECT FROM consent_seals s WHERE s.organisation_id = %(org)s AND s.batch = e.batch)
LIMIT %(limit)s
"""


async def strange_states(unit: Unit, organisation_id: UUID) -> list[str]:
    """Name some of the states that are not what the ledger's lines say."""
    return await unit.fetch(str, sql("tidings.consent", "strange_states"), {"org": organisation_id, "limit": _TOLD})


def _line(*row: Any) -> Line:
    organisation_id, contact_id, channel, purpose, programme, status, identifier, *rest = row
    key, version, locale, wording_digest, at, recorded_at, actor, blanked, salt, source, wording, proof = rest
    parts = (None if salt is None else str(salt), source, wording, proof)
    personal: bytes = blanked if blanked is not None and parts == _BLANK else digest(*parts)
    said = digest(
        "consent-line-1", str(organisation_id), str(contact_id), channel, purpose, programme, status, str(identifier),
        key, None if version is None else str(version), locale, None if wording_digest is None else wording_digest.hex(),
        microseconds(at), microseconds(recorded_at), actor, personal.hex(),
    )  # fmt: skip
    return Line(said, _name(contact_id, channel, purpose, at))


def _name(contact_id: UUID, channel: str, purpose: str, at: datetime) -> str:
    return f"contact {contact_id}, {channel} {purpose}, said {at.isoformat()}"


CHAIN = Chain("consent", "consent_links", "consent_seals", sql("tidings.consent", "seal"), _LINES, _UNSEALED, _line)
