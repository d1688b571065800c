"""What a message of ours asked that somebody quotes: messages know the notice, notices what it was about, waitlist and repairs their questions."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from tidings.inbox import service as inbox
from tidings.infra.db.unit import Unit
from tidings.messages import service as messages
from tidings.notices import service as notices
from tidings.repairs import service as repairs
from tidings.waitlist import service as waitlist


async def what_was_asked(unit: Unit, organisation_id: UUID, provider_ids: Sequence[str]) -> Mapping[str, Collection[str]]:
    """Return the beginnings of the sources of questions that our messages asked, by the provider's ids.

    What is no message of ours is left out; one that asked nothing has none. A constant number of statements.
    """
    sources = await messages.sources_of(unit, organisation_id, provider_ids)
    told = await notices.by_sources(unit, organisation_id, sorted(set(sources.values())))
    asked: Mapping[UUID, Collection[str]] = {
        **repairs.asked_by(list(told.values())),
        **(await waitlist.asked_by(unit, organisation_id, list(told.values()))),
    }
    surveyed = await inbox.asked_by(unit, organisation_id, sorted(set(sources.values()) - told.keys()))
    found: dict[str, Collection[str]] = {}
    for provider_id, source_id in sources.items():
        notice = told.get(source_id)
        found[provider_id] = asked.get(notice.id, ()) if notice else surveyed.get(source_id, ())
    return found
