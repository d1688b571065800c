"""What a notice that is said together with others contributes, where it brings no summary of its own: what it alone would have said."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.content import service as content
from tidings.content.errors import CannotRender
from tidings.content.service import Compiled
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.words import Channel
from tidings.notices.rules.checking import in_a_line
from tidings.notices.types import Kind, Notice

_SPOKEN_IN = (Channel.SMS, Channel.PUSH, Channel.WHATSAPP)
"""Whose text is taken, the shortest first; an email is too long to be one of several things."""


class Saying(NamedTuple):
    """A notice to be said among others, and what it brings."""

    notice: Notice
    kind: Kind
    data: Mapping[str, Any]


async def summaries(unit: Unit, organisation_id: UUID, sayings: Sequence[Saying]) -> dict[UUID, str]:
    """Return by notice what it would have said alone, in its person's language and without links; else what its kind is called.

    A constant number of statements, and as many again as there are kinds.
    """
    if not sayings:
        return {}
    people = await contacts.people(unit, organisation_id, sorted({each.notice.contact_id for each in sayings}))
    texts = {each.kind.key: await _text(unit, organisation_id, each.kind) for each in {one.kind.key: one for one in sayings}.values()}
    return {each.notice.id: _said(each, texts[each.kind.key], people.get(each.notice.contact_id)) for each in sayings}


async def _text(unit: Unit, organisation_id: UUID, kind: Kind) -> Compiled | None:
    """Return the shortest of a kind's texts; None where none can be used."""
    name = next((kind.settings.templates[each] for each in _SPOKEN_IN if each in kind.settings.templates), None)
    template = await content.find_template(unit, organisation_id, name) if name else None
    try:
        return await content.compiled(unit, organisation_id, template.id, template.version) if template else None
    except (NotFound, Invalid):
        return None


def _said(saying: Saying, text: Compiled | None, person: Person | None) -> str:
    try:
        shown = text.preview(person, saying.data) if text and person else None
    except CannotRender:
        shown = None
    own = in_a_line(content.without_links(shown.text)) if shown and not shown.missing else ""
    return own or in_a_line(saying.kind.settings.name)
