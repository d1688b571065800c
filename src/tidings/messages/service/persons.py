"""What was said to one person, for whoever shows a conversation."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.messages.queries import persons as queries
from tidings.messages.queries import sources
from tidings.messages.service.rights import words_of
from tidings.messages.service.values import Brought, brought_values
from tidings.messages.types import Key, SaidTo

_LINK = "(link)"
"""Stands for the person's own links, which are made where a message leaves."""


async def said_to(
    unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], *, before: tuple[datetime, str] | None = None, limit: int = 50
) -> list[SaidTo]:
    """Return the messages of contacts, newest first by when they left, ended or were planned; `before` is time and key of the last one known."""
    return await queries.said_to(unit, organisation_id, contact_ids, before, limit)


async def texts_of(unit: Unit, organisation_id: UUID, said: Sequence[SaidTo]) -> Mapping[str, str]:
    """Return what messages said, by their keys, as far as it can be made again: from the version that was sent and the person as known today."""
    people = await contacts.people(unit, organisation_id, sorted({each.contact_id for each in said}))
    templates = sorted({each.template for each in said if each.template is not None})
    ready = {template: await _compiled(unit, organisation_id, template) for template in templates}
    asked = await sources.select(unit, organisation_id, sorted({each.source_id for each in said if each.template is not None}))
    brought = await brought_values(unit, organisation_id, asked, [Key(each.source_id, each.contact_id, each.step) for each in said])
    texts: dict[str, str] = {}
    for each in said:
        compiled, person = ready.get(each.template) if each.template else None, people.get(each.contact_id)
        if compiled is not None and person is not None and (text := _text(compiled, person, brought, each)) is not None:
            texts[each.key] = text
    return texts


async def _compiled(unit: Unit, organisation_id: UUID, template: tuple[UUID, int]) -> content.Compiled | None:
    try:
        return await content.compiled(unit, organisation_id, *template)
    except TidingsError:
        return None


def _text(compiled: content.Compiled, person: Person, brought: Brought, said: SaidTo) -> str | None:
    values = brought.values.get(Key(said.source_id, said.contact_id, said.step), {})
    try:
        return words_of(compiled.render(person, {**dict.fromkeys(compiled.links, _LINK), **content.unled(values, _LINK)}))
    except TidingsError:  # what the text needs is not known any more
        return None
