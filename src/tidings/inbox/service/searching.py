"""Finding threads: by name and number through contacts, by words through a look at the newest texts.

Texts are sealed, and no index of their words is kept (docs/decisions/0056): the newest are opened in the process and looked through, and the
answer says how far back that was.
"""

import unicodedata
from collections.abc import Iterable
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.contacts.types import Filter
from tidings.conversations import service as conversations
from tidings.inbox.queries import items, threads
from tidings.inbox.service.noting import SEALED_AS
from tidings.inbox.service.showing import words_of
from tidings.inbox.types import Found
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid

_MOST_PEOPLE = 200
_NEWEST = 2_000


async def search(unit: Unit, organisation_id: UUID, words: str) -> Found:
    """Return the threads of people whose name or number fits, and those in whose newest texts all the words stand."""
    wanted = _folded(words).split()
    if not wanted:
        return Found((), 0, None)
    people = await _people(unit, organisation_id, words.strip())
    found = {each.joined_id or each.id for each in await threads.of_people(unit, organisation_id, people)}
    written = await conversations.newest_written(unit, organisation_id, _NEWEST)
    writers = {each.contact_id for each in written if each.contact_id and _fits(each.text, wanted)}
    found |= {each.joined_id or each.id for each in await threads.of_people(unit, organisation_id, sorted(writers))}
    keys = await unit.keys(organisation_id)
    replies = await items.newest_replies(unit, organisation_id, _NEWEST)
    notes = await items.newest_notes(unit, organisation_id, _NEWEST)
    found |= {each.thread_id for each in replies if _fits(words_of(keys, each.sealed), wanted)}
    found |= {each.thread_id for each in notes if _fits(keys.open_text(SEALED_AS, each.sealed), wanted)}
    full = [rows[-1] for rows in ([each.received_at for each in written], [each.created_at for each in replies], [each.created_at for each in notes])
            if len(rows) == _NEWEST]  # fmt: skip
    return Found(sorted(found), len(written) + len(replies) + len(notes), max(full, default=None))


async def _people(unit: Unit, organisation_id: UUID, words: str) -> list[UUID]:
    """Return the contacts whose name begins so, or whose number it is."""
    region = (await accounts.organisation(unit, organisation_id)).region
    number = any(each.isdigit() for each in words) and all(each.isdigit() or each in "+ .-()/" for each in words)
    try:
        page = await contacts.list_contacts(
            unit, organisation_id, Filter(phone=words) if number else Filter(name=words), None, _MOST_PEOPLE, region
        )  # fmt: skip
    except Invalid:  # no number of any country: then it is a word like others
        return []
    return [each.id for each in page.rows]


def _fits(text: str, wanted: Iterable[str]) -> bool:
    folded = _folded(text)
    return all(each in folded for each in wanted)


_ALIKE = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u0153": "oe", "\u00e6": "ae", "\u2013": "-", "\u2011": "-"})
"""What phones write by themselves and keyboards do not: curly apostrophes, ligatures, dashes."""


def _folded(text: str) -> str:
    """Return a text without case, accents and what only looks otherwise, so that what is typed in a hurry is found."""
    text = text.casefold().translate(_ALIKE)
    return "".join(each for each in unicodedata.normalize("NFKD", text) if not unicodedata.combining(each) and unicodedata.category(each) != "Cf")
