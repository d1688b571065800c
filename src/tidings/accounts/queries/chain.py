"""The chain of the audit."""

from typing import Any

from tidings.infra.chains import Chain
from tidings.infra.db.files import sql
from tidings.kernel.chains import Line, digest, microseconds

# The detail stands beside its salt until it is blanked: then its digest does. Beside a detail that is there it counts for nothing.
_BLANK = (None, "{}")
_LINES = """
SELECT e.organisation_id, e.id, e.number, e.at, e.actor, e.action, e.subject, e.detail_digest, e.salt, e.detail::text
FROM audit_seals s JOIN audit_log e ON e.organisation_id = %(org)s AND e.id = s.entry_id
WHERE s.organisation_id = %(org)s AND s.link = %(link)s
"""

_UNSEALED = """
SELECT id || ' ' || action || ' ' || at FROM audit_log e WHERE organisation_id = %(org)s
  AND NOT EXISTS (SELECT FROM audit_seals s WHERE s.organisation_id = %(org)s AND s.entry_id = e.id)
LIMIT %(limit)s
"""


def _line(*row: Any) -> Line:
    organisation_id, identifier, number, at, actor, action, subject, blanked, salt, detail = row
    parts = (None if salt is None else str(salt), detail)
    personal: bytes = blanked if blanked is not None and parts == _BLANK else digest(*parts)
    said = digest(
        "audit-line-1", str(organisation_id), str(identifier), str(number), microseconds(at), actor, action, subject, personal.hex()
    )  # fmt: skip
    return Line(said, f"entry {identifier}, {action} of {subject}, {at.isoformat()}")


CHAIN = Chain("audit", "audit_links", "audit_seals", sql("tidings.accounts", "seal"), _LINES, _UNSEALED, _line)
