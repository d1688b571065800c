"""One timeline of a person (SPEC A5, G): what they did and wrote, what was sent to them, what they agreed to and what was closed, newest first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.languages import spoken
from tidings.kernel.paging import MOST_ROWS, Page, decode_cursor, encode_cursor
from tidings.messages.types import State
from tidings.policy import service as policy
from tidings.reports import rules
from tidings.reports.queries import timeline as queries
from tidings.reports.queries.timeline import Found
from tidings.reports.types import Line, LineKind, Person, Place

_ORDER = list(LineKind)


async def timeline(
    unit: Unit,
    organisation_id: UUID,
    contact_id: UUID,
    *,
    kinds: Collection[LineKind] = (),
    wanted: str | None = None,
    cursor: str | None = None,
    limit: int = 50,
) -> Page[Line]:
    """Return what passed between us and a person, newest first; all kinds unless some are named. Of a merged person, what both did.

    Each line has a sentence in the reader's language (`wanted`, as an Accept-Language) or the organisation's. A constant number of statements a
    page. Raises NotFound, and Invalid on a foreign cursor.
    """
    found = await contacts.contact(unit, organisation_id, contact_id)
    organisation = await accounts.organisation(unit, organisation_id)
    keys = await unit.keys(organisation_id)
    lookups = [lookup for owned in found.addresses for lookup in keys.indexes(owned.address.kind, owned.address.value)]
    person = Person(organisation_id, await contacts.family(unit, organisation_id, contact_id), lookups)
    limit = min(limit, MOST_ROWS)
    rows = await queries.lines(unit, person, kinds or _ORDER, _place(cursor), limit + 1)
    texts = {row.key: conversations.text_in(keys, row.sealed) for row in rows if row.sealed is not None}
    shown = _told(rows[:limit], texts, spoken(wanted) or organisation.locale)
    more = len(rows) > limit
    return Page(shown, encode_cursor(shown[-1].at.isoformat(), shown[-1].kind.value, shown[-1].key) if more else None)


def _told(rows: Sequence[Found], texts: Mapping[str, str], language: str) -> list[Line]:
    reasons = {str(row.more["reason"]) for row in rows if row.more.get("reason")}
    words = {code: told.sentence for code, told in policy.explanations(reasons, language).items()}
    lines: list[Line] = []
    for row in rows:
        kind = _ORDER[row.rank]
        what = State(int(row.what)).word if kind is LineKind.MESSAGE else row.what
        line = Line(row.at, kind, row.key, what, row.channel, row.about, row.more, texts.get(row.key), "")
        lines.append(rules.sentence(line, words, language))
    return lines


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    at, kind, key = decode_cursor(cursor, 3)
    try:
        place = Place(datetime.fromisoformat(str(at)), LineKind(kind), str(key))
    except ValueError:
        place = None
    if place is None or place.at.tzinfo is None or not place.key.isprintable():
        raise Invalid("cursor_invalid", "This is not a cursor of this list.", field="cursor", fix="Use next_cursor as it came.")
    return place
