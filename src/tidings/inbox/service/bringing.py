"""What a reply brings beside its text: as its message says it, as it is kept, and as it is shown."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.content import service as content
from tidings.inbox import errors
from tidings.inbox.service.enclosing import LINK_LASTS, file_to_send
from tidings.inbox.types import Bringing, Draft, Menu, Row, Thread
from tidings.infra.db.unit import Unit
from tidings.kernel.blank import blank
from tidings.ports.content import Choice, Choices
from tidings.ports.receipt import AttachmentKind, Place


async def bringing_of(unit: Unit, organisation_id: UUID, thread: Thread, draft: Draft) -> Bringing:
    """Return what an answer brings, its file looked up. Raises NotFound, Conflict, Invalid for a recording with words."""
    file = await file_to_send(unit, organisation_id, thread, draft.file_id) if draft.file_id else None
    if file is not None and file.kind is AttachmentKind.AUDIO and not blank(draft.text):
        raise errors.wordless("text")
    menu = Menu(draft.menu.button.strip(), [Row(row.title.strip(), row.description.strip()) for row in draft.menu.rows]) if draft.menu else None
    return Bringing([each.strip() for each in draft.buttons], menu, draft.place, file)


def said_of(unit: Unit, reply_id: UUID, text: str, brings: Bringing) -> Mapping[str, Any] | None:
    """Return what the message of a reply brings; None for a text alone."""
    if brings.buttons:
        return content.free_choices(Choices(text, _choices(reply_id, [Row(title) for title in brings.buttons])))
    if brings.menu is not None:
        return content.free_choices(Choices(text, _choices(reply_id, brings.menu.rows), brings.menu.button))
    if brings.place is not None:
        return content.free_place(brings.place)
    if brings.file is not None:
        return content.free_file(brings.file.id, brings.file.kind, brings.file.name, text, unit.at + LINK_LASTS)
    return None


def shown_of(text: str, brings: Bringing) -> str:
    """Return what a reply says in words alone: for lists, searches and the export."""
    if brings.place is not None:
        return brings.place.said
    if brings.file is not None:
        return text or brings.file.name
    return text


def kept_of(brings: Bringing) -> Mapping[str, Any]:
    """Return what is kept of it with the reply's words, as JSON."""
    kept: dict[str, Any] = {}
    if brings.buttons:
        kept["buttons"] = list(brings.buttons)
    if brings.menu is not None:
        kept["menu"] = [brings.menu.button, *([row.title, row.description] for row in brings.menu.rows)]
    if brings.place is not None:
        kept["place"] = [brings.place.latitude, brings.place.longitude, brings.place.name, brings.place.address]
    if brings.file is not None:
        kept["file"] = str(brings.file.id)
    return kept


def brought_by(kept: Mapping[str, Any]) -> Bringing:
    """Return what was kept, without its file."""
    menu, place = kept.get("menu"), kept.get("place")
    return Bringing(
        kept.get("buttons", ()), Menu(menu[0], [Row(title, told) for title, told in menu[1:]]) if menu else None, Place(*place) if place else None
    )


def _choices(reply_id: UUID, rows: Sequence[Row]) -> tuple[Choice, ...]:
    """Give each choice a number: what comes back as the payload names the reply that it answers."""
    return tuple(Choice(f"reply:{reply_id}:{number}", row.title, row.description) for number, row in enumerate(rows, 1))
