"""As what messages count: as marketing, too, where a provider files their template so."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID

from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.messages.types import Source


async def as_filed(unit: Unit, organisation_id: UUID, source: Source) -> Source:
    """Return a source as policy is to be asked about it: as marketing where the provider files its template so."""
    (found,) = await all_as_filed(unit, organisation_id, [source])
    return found


async def all_as_filed(unit: Unit, organisation_id: UUID, sources: Sequence[Source]) -> list[Source]:
    """Return sources as policy is to be asked about them, by one statement at most."""
    versions = {version for each in sources if (version := _may_be_filed(each))}
    filed = await content.filed_as_marketing(unit, organisation_id, sorted(versions))
    return [replace(each, purpose=Purpose.MARKETING, lane=Lane.MARKETING) if _may_be_filed(each) in filed else each for each in sources]


def _may_be_filed(source: Source) -> tuple[UUID, int] | None:
    if source.channel is not Channel.WHATSAPP or source.purpose is Purpose.MARKETING:
        return None
    return (source.template_id, source.template_version) if source.template_id and source.template_version else None
