"""What a person wrote, as a whole: told to them, and removed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving
from tidings.conversations.queries import rights as queries
from tidings.conversations.service import attachments
from tidings.conversations.service.listing import FROM, TEXT
from tidings.infra.db.unit import Unit


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return what a person wrote, newest first, and what it was taken for."""
    keys = await unit.keys(organisation_id)
    written = await queries.written(unit, organisation_id, contact_ids)
    files = await attachments.of_messages(unit, organisation_id, [each.id for each in written])
    told = [
        {
            "at": each.at,
            "channel": each.channel,
            "kind": each.kind,
            "from": keys.open_text(FROM, each.from_sealed),
            "text": keys.open_text(TEXT, each.text_sealed),
            "button": each.payload,
            "taken_for": each.reading,
            "files": [
                {"id": str(file.id), "name": file.name, "type": file.content_type, "state": file.state.value} for file in files.get(each.id, ())
            ],
        }
        for each in written
    ]
    return {"messages_from_the_person": told}


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return who wrote, from which address."""
    return await queries.known(unit, organisation_id, contact_ids)


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Take a person's words out of what came in, and forget what was asked of them."""
    keys = await unit.keys(organisation_id)
    addresses = [each.id for each in leaving.addresses]
    emptied = await queries.empty(unit, organisation_id, leaving.contact_ids, addresses, text=keys.seal(TEXT, ""), sender=keys.seal(FROM, ""))
    questions = await queries.forget_addresses(unit, organisation_id, addresses)
    return {"messages_from_the_person": emptied, "open_questions": questions}
