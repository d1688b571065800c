"""Tags of many contacts at once."""

from collections.abc import Sequence
from uuid import UUID

from tidings.accounts.service import record_audit
from tidings.contacts.queries import people as queries
from tidings.contacts.rules import fields
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid


async def tag(unit: Unit, organisation_id: UUID, actor: str, contact_ids: Sequence[UUID], *, add: Sequence[str], remove: Sequence[str]) -> list[UUID]:
    """Give tags to contacts and take others from them; returns those whom it changed, who have to be named to take it back. Audited once.

    One statement however many there are. Ids of nobody are left aside, as is who would have too many tags. Raises Invalid.
    """
    given, taken = fields.tags(add), fields.tags(remove)
    if not given and not taken:
        raise Invalid("tags_missing", "There are no tags.", field="add", fix="Name the tags to add or to remove.")
    changed = await queries.tag(unit, organisation_id, list(dict.fromkeys(contact_ids)), given, taken, fields.MOST_TAGS)
    if changed:
        detail = {"added": given, "removed": taken, "contacts": len(changed)}
        await record_audit(unit, organisation_id, actor, "contacts.tagged", f"organisation:{organisation_id}", detail)
    return changed
