"""A person's consent as a whole: told to them, and removed but for the proof of their refusal."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.consent.queries import rights as queries
from tidings.consent.queries import statements, suppressions, wordings
from tidings.consent.types import ConsentEvent, Suppression, SuppressionReason, SuppressionScope, WordingRef
from tidings.contacts import service as contacts
from tidings.contacts.types import REACHED_BY, AddressKind, Leaving
from tidings.infra.db.unit import Unit
from tidings.kernel.paging import MOST_ROWS
from tidings.kernel.words import Channel

_SOURCE = "erasure"
_CHANNELS: Mapping[AddressKind, Sequence[Channel]] = {
    kind: [each for each in Channel if kind in REACHED_BY[each] and kind is not AddressKind.DEVICE] for kind in AddressKind
}
"""Which channels of an address are closed where its person is erased. A device outlives them: whoever signs in there next is somebody else."""


async def tell_person(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return what a person said about consent, with the wording and the proof, newest first, and what closes their addresses."""
    said = [event for contact_id in contact_ids for event in await statements.events(unit, organisation_id, contact_id)]
    texts = await wordings.texts(unit, organisation_id, {each.version for each in said if each.version is not None})
    told = [_told(event, texts) for event in sorted(said, key=lambda each: each.at, reverse=True)]
    return {"consents": told, "closed_addresses": await _closed(unit, organisation_id, contact_ids)}


async def erase_person(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Close the addresses that nobody else has, by their look-up values, and blank what was said; the chain stays whole (engine role).

    So a number that is imported again is not written to. The person's own START opens it. Where nobody asked for the erasure, only what
    the person refuses is closed: the proof of a refusal outlives them, and who never refused can come back.
    """
    lookups = [lookup for each in leaving.addresses for lookup in leaving.lookups[each.id]]
    scopes = await _to_close(unit, organisation_id, leaving)
    closing = [
        (each.id, Suppression(channel, leaving.lookups[each.id][-1], scopes[each.id, channel], SuppressionReason.ERASED, _SOURCE))
        for each in leaving.addresses
        for channel in _CHANNELS.get(each.kind, ())
        if (each.id, channel) in scopes
    ]
    await queries.forget_lookups(unit, organisation_id, lookups)
    if closing:
        await suppressions.suppress(unit, organisation_id, [(entry, unit.at, None) for _, entry in closing])
    blanked = await queries.blank(unit, organisation_id, leaving.contact_ids)
    await queries.forget_states(unit, organisation_id, leaving.contact_ids)
    return {"addresses_closed": len({address_id for address_id, _ in closing}), "consent_proofs": blanked}


async def _to_close(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[tuple[UUID, Channel], SuppressionScope]:
    """Return what the erasure closes at which address on which channel: the most that one of its owners refuses."""
    if leaving.asked_for:
        return {(each.id, channel): SuppressionScope.ALL for each in leaving.addresses for channel in Channel}
    refused = await queries.refused(unit, organisation_id, leaving.contact_ids)
    scopes: dict[tuple[UUID, Channel], SuppressionScope] = {}
    for each in leaving.addresses:
        for channel in Channel:
            said = [refused[owner, channel] for owner in leaving.owners[each.id] if (owner, channel) in refused]
            if said:
                scopes[each.id, channel] = SuppressionScope.ALL if any(said) else SuppressionScope.MARKETING
    return scopes


async def _closed(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    owned = await contacts.addresses_of(unit, organisation_id, contact_ids)
    keys = await unit.keys(organisation_id)
    whose = {lookup: each.value for each in owned for lookup in keys.indexes(each.kind, each.value)}
    rows = await suppressions.list_suppressions(
        unit, organisation_id, channel=None, reason=None, lookups=list(whose), lifted_too=True, before=None, limit=MOST_ROWS
    )
    return [
        {
            "address": whose[row.lookup],
            "channel": row.channel.value,
            "scope": row.scope.value,
            "reason": row.reason.value,
            "source": row.source,
            "since": row.at,
            "until": row.lifted_at or row.ends_at,
        }
        for row in rows
    ]


def _told(event: ConsentEvent, texts: Mapping[WordingRef, str]) -> dict[str, Any]:
    return {
        "at": event.at,
        "channel": event.channel.value,
        "purpose": event.purpose.value,
        "programme": event.programme or None,
        "status": event.status.value,
        "source": event.source,
        "wording": event.wording if event.version is None else texts.get(event.version),
        "wording_version": None if event.version is None else f"{event.version.key} {event.version.version} {event.version.locale}",
        "proof": dict(event.proof),
        "recorded_at": event.recorded_at,
    }
