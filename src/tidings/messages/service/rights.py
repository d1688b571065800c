"""The messages of a person as a whole: told to them, and ended and blanked when they are erased. Counts stay in the ledger."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.contacts.types import Leaving, Person
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import TidingsError
from tidings.limits import service as limits
from tidings.messages import errors
from tidings.messages.queries import merging, rights
from tidings.messages.queries.rights import Sent
from tidings.messages.service.merging import take_back
from tidings.messages.service.news import tell_settled
from tidings.messages.types import State
from tidings.ports.content import Choices, Content, File, FreeForm, Mail, Push, Template, Text
from tidings.ports.receipt import Place

_LINK = "(link)"
"""Stands for the person's own links, which are made where a message leaves."""
_BETWEEN = frozenset({State.QUEUED, State.SENDING})


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return the messages that a person was sent or is to be sent, newest first.

    Texts are not kept: they are made again from the version that was sent and the person as known today.
    """
    among = await merging.sources_of(unit, organisation_id, contact_ids, await merging.all_sources(unit, organisation_id))
    sent = await rights.messages_to(unit, organisation_id, contact_ids, among)
    people = await contacts.people(unit, organisation_id, contact_ids)
    person = next(iter(people.values()), None)
    addresses = await contacts.addresses(unit, organisation_id, list({each.address_id for each in sent}))
    values = {address_id: each.value for address_id, each in addresses.items()}
    return {"messages_to_the_person": [_told(each, values.get(each.address_id), await _text(unit, organisation_id, each, person)) for each in sent]}


async def known_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], _import_id: UUID) -> Collection[tuple[UUID, UUID | None]]:
    """Return to whom a message went, or is to go, by which address."""
    return await rights.known(unit, organisation_id, contact_ids, await merging.all_sources(unit, organisation_id))


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """End what waits for a person and blank what leads to them. Raises Busy while a message is with the provider."""
    among = await merging.sources_of(unit, organisation_id, leaving.contact_ids, await merging.all_sources(unit, organisation_id))
    await limits.forget_people(unit, organisation_id, leaving.contact_ids)
    if not among:
        return {"messages_ended": 0, "messages_kept_as_counts": 0}
    await take_back(unit, organisation_id, leaving.contact_ids, among)
    if any(each.state in _BETWEEN for each in await merging.lock(unit, organisation_id, leaving.contact_ids, among)):
        raise errors.on_its_way()
    ended = await merging.end_as_erased(unit, organisation_id, leaving.contact_ids, among)
    await merging.give_up_doubts(unit, organisation_id, leaving.contact_ids, among)
    tell_settled(unit, organisation_id, among)
    return {"messages_ended": ended, "messages_kept_as_counts": await merging.blank(unit, organisation_id, leaving.contact_ids, among)}


async def _text(unit: Unit, organisation_id: UUID, sent: Sent, person: Person | None) -> str | None:
    if person is None or sent.template_id is None or sent.template_version is None:
        return None
    try:
        compiled = await content.compiled(unit, organisation_id, sent.template_id, sent.template_version)
        said = compiled.render(person, dict.fromkeys(compiled.links, _LINK))
    except TidingsError:  # what the text needs is not known of them any more
        return None
    return words_of(said)


def words_of(said: Content) -> str:
    """Return content as lines for a person: of a WhatsApp template its name and what was filled in."""
    match said:
        case Text():
            return said.text
        case Mail():
            return f"{said.subject}\n\n{said.text}"
        case Push():
            return f"{said.title}\n\n{said.text}"
        case Template():
            return f"{said.name}: {' · '.join(said.body)}"
        case _:
            return _free_words_of(said)


def _free_words_of(said: FreeForm) -> str:
    match said:
        case Choices():
            return "\n".join((said.text, *(f"- {each.title}" for each in said.choices)))
        case Place():
            return said.said
        case File():
            return said.caption or said.name


def _told(sent: Sent, address: str | None, text: str | None) -> dict[str, Any]:
    return {
        "planned_at": sent.added_at,
        "campaign": sent.source,
        "kind": sent.kind,
        "channel": sent.channel.value,
        "purpose": sent.purpose.value,
        "to": address,
        "text": text,
        "state": sent.state.word,
        "reason": sent.reason,
        "sent_at": sent.sent_at,
        "delivered_at": sent.delivered_at,
        "read_at": sent.read_at,
        "ended_at": sent.settled_at,
    }
