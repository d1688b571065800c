"""Which message somebody answers, as far as it can be known."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from uuid import UUID

from tidings.conversations.types import Said
from tidings.infra.db.unit import Unit
from tidings.limits import service as limits
from tidings.limits.types import Sending
from tidings.messages.queries import receipts, sources

_ANSWERED_WITHIN = timedelta(days=1)
"""Who writes later, quoting nothing, may mean anything."""
_CLOCKS_DIFFER = timedelta(minutes=1)
"""Providers tell whole seconds."""


async def programmes_answered(unit: Unit, organisation_id: UUID, said: Sequence[Said]) -> Mapping[UUID, str]:
    """Return of which programme the message was that each answers, by the id of what was said: the one quoted, else the last of a day.

    The last one is known of marketing that is counted (`limits.service.sendings`). What can't be named for sure is left out: what quotes a
    message of no programme or of somebody else, and what comes while another message is on its way. Three statements at most.
    """
    quoted = sorted({each.in_reply_to for each in said if each.in_reply_to})
    known = {each.provider_id: each.key for each in await receipts.references(unit, organisation_id, quoted)} if quoted else {}
    answered = {each.id: key.source_id for each in said if (key := known.get(each.in_reply_to or "")) and key.contact_id == each.contact_id}
    open_ones = [each for each in said if each.in_reply_to is None]
    if open_ones:
        since = min(each.at for each in open_ones) - _ANSWERED_WITHIN
        sent = await limits.sendings(unit, organisation_id, sorted({each.contact_id for each in open_ones}), since, hold=False)
        answered |= {each.id: source_id for each in open_ones if (source_id := _last(each, sent)) is not None}
    found = await sources.select(unit, organisation_id, list(set(answered.values()))) if answered else []
    programmes = {source.source_id: source.programme for source in found if source.programme}
    return {said_id: programmes[source_id] for said_id, source_id in answered.items() if source_id in programmes}


async def sources_of(unit: Unit, organisation_id: UUID, provider_ids: Sequence[str]) -> Mapping[str, UUID]:
    """Return the sources of messages by the provider's ids; what is no message of ours is left out."""
    return {each.provider_id: each.key.source_id for each in await receipts.references(unit, organisation_id, provider_ids)}


async def keys_of(unit: Unit, organisation_id: UUID, provider_ids: Sequence[str]) -> Mapping[str, str]:
    """Return by what messages stand in the order of a person's, as `SaidTo.key` does, by the provider's ids; what is not ours is left out."""
    found = await receipts.references(unit, organisation_id, provider_ids)
    return {each.provider_id: f"{each.key.source_id}.{each.key.contact_id}.{each.key.step}" for each in found}


def _last(said: Said, sent: Sequence[Sending]) -> UUID | None:
    mine = [each for each in sent if each.contact_id == said.contact_id and each.channel == said.channel.value]
    before = [(each.at, each.source_id) for each in mine if each.at and said.at - _ANSWERED_WITHIN <= each.at <= said.at + _CLOCKS_DIFFER]
    return max(before)[1] if before and all(each.at for each in mine) else None
