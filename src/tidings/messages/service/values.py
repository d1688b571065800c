"""What messages bring with them beside what is stored about people: a code, a slot's time.

Sealed, for it is as personal as a text; it may be said until a moment that whoever brings it names, and is forgotten two days after:
so long a message may be in doubt and is made again to be looked for. A source without such values costs no statement.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tidings.content import service as content
from tidings.content.types import PublicAddress
from tidings.infra.crypto import OrganisationKeys
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.messages.queries import values
from tidings.messages.queries.values import EVERYBODY, SEALED_AS
from tidings.messages.types import Key, Source

_FORGOTTEN_AFTER = timedelta(days=2)
OVER = "values_over"
"""The reason of a message whose values may not be said any more, such as a code that has expired."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What messages bring, by key, and those of them for which it is too late; `keys` are those that links are made under."""

    keys: OrganisationKeys
    values: Mapping[Key, Mapping[str, Any]] = field(default_factory=dict[Key, Mapping[str, Any]])
    over: frozenset[Key] = frozenset()

    def of(self, key: Key, address_id: UUID, channel: Channel, links: Collection[str], public: PublicAddress) -> Mapping[str, Any]:
        """Return what one message brings, and those of the person's links that its template names."""
        own = content.led(self.values.get(key, {}), self.keys, public)
        if not links:
            return own
        made = content.links_of(links, self.keys, public, contact_id=key.contact_id, address_id=address_id, channel=channel)
        return {**own, **made}


async def bring_values(
    unit: Unit, organisation_id: UUID, source_id: UUID, brought: Mapping[UUID | None, Mapping[str, Any]], *, good_until: datetime, step: int = 0
) -> None:
    """Give values to the messages of a source, by contact (None: to all of them), as plain JSON.

    A message's own go before those of its source, and both before what is stored about the person. After `good_until` it does not leave.
    """
    keys = await unit.keys(organisation_id)
    sealed = {contact_id or EVERYBODY: keys.seal(SEALED_AS, json.dumps(each)) for contact_id, each in brought.items()}
    await values.keep(unit, organisation_id, source_id, step, sealed, good_until)


async def brought_values(unit: Unit, organisation_id: UUID, sources: Collection[Source], messages: Sequence[Key]) -> Brought:
    """Return what these messages bring; no statement unless a source of theirs brings anything."""
    bringing = {source.source_id for source in sources if source.brings_values}
    keys = await unit.keys(organisation_id)
    if not bringing:
        return Brought(keys)
    mine = [key for key in messages if key.source_id in bringing]
    kept = await values.select(unit, organisation_id, bringing, list({key.contact_id for key in mine}))
    opened: dict[Key, Mapping[str, Any]] = {
        Key(each.source_id, each.contact_id, each.step): json.loads(keys.open_text(SEALED_AS, each.sealed)) for each in kept
    }
    past = {Key(each.source_id, each.contact_id, each.step) for each in kept if each.good_until <= unit.at}
    found: dict[Key, Mapping[str, Any]] = {}
    over: set[Key] = set()
    for key in mine:
        places = (Key(key.source_id, EVERYBODY, key.step), key)
        found[key] = {name: value for place in places for name, value in opened.get(place, {}).items()}
        if not past.isdisjoint(places):
            over.add(key)
    return Brought(keys, found, frozenset(over))


async def forget_values(unit: Unit, organisation_id: UUID) -> int:
    """Forget what may not be said any more and is not needed to look for a message; return how many."""
    return await values.delete_old(unit, organisation_id, unit.at - _FORGOTTEN_AFTER)
