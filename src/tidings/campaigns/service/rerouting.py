"""Another campaign for those whom one leaves out: WhatsApp to the United States by SMS, texts to landlines by WhatsApp."""

from collections.abc import AsyncIterator, Collection, Sequence
from dataclasses import replace
from uuid import UUID

from tidings.accounts.types import Caller
from tidings.campaigns.errors import NobodyLeftOut
from tidings.campaigns.service.drafts import copied, create_like, delete_draft
from tidings.campaigns.service.recipients import add_contacts
from tidings.campaigns.service.records import campaign
from tidings.campaigns.service.senders import lines_of, sender_for
from tidings.campaigns.types import Campaign
from tidings.contacts import service as contacts
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Recipient, State
from tidings.policy import service as policy
from tidings.policy.types import Candidate, Question, Refused

_CHUNK = 5_000
_NOT_REACHED = [State.PLANNED, State.FAILED, State.SUPPRESSED, State.EXPIRED]


async def copy_for_left_out(
    unit: Unit, organisation_id: UUID, caller: Caller, campaign_id: UUID, reasons: Collection[str], *, template_name: str | None, name: str | None
) -> tuple[Campaign, int]:
    """Make a draft like a campaign for those whom it did not reach, or will not, for one of these reasons; return it and how many are in it.

    The draft is on the channel of its template, each at their best address for that; who has none is not in it. It has no target audience: filled
    again from that, it would write a second time to whom the original reaches. No consent is recorded.
    Raises CampaignNotFound, NobodyLeftOut, NoSuchTemplate.
    """
    original = await campaign(unit, organisation_id, campaign_id)
    settings = replace(await copied(unit, organisation_id, original, name, template_name), target_audience=None)
    made = await create_like(unit, organisation_id, caller.actor, original, settings)
    added = 0
    async for people in _left_out(unit, organisation_id, original, frozenset(reasons)):
        added += (await add_contacts(unit, organisation_id, caller, made.id, people)).recipients_added
    if not added:
        await delete_draft(unit, organisation_id, caller.actor, made.id)
        raise NobodyLeftOut(sorted(reasons), made.channel)
    return await campaign(unit, organisation_id, made.id), added


async def reachable(unit: Unit, organisation_id: UUID, shown: Campaign, channel: Channel, people: Sequence[UUID]) -> int:
    """Count who of these contacts could get a campaign's message by another channel: an address for it, and nothing that policy refuses for."""
    best = await contacts.best_addresses(unit, organisation_id, people, channel=channel)
    known = await contacts.addresses(unit, organisation_id, list(set(best.values())))
    candidates = [
        Candidate(contact_id, address_id, address.lookup, address.country, address.line_type, window_open=False)
        for contact_id, address_id in best.items()
        if (address := known.get(address_id)) is not None
    ]
    question = Question(channel, shown.purpose, Lane.MARKETING, programme=shown.settings.programme)
    verdicts = (await policy.foresee(unit, organisation_id, question, candidates)).verdicts
    return sum(not isinstance(verdict, Refused) for verdict in verdicts.values())


async def _left_out(unit: Unit, organisation_id: UUID, original: Campaign, reasons: frozenset[str]) -> AsyncIterator[Sequence[UUID]]:
    """Yield the contacts left out for one of the reasons, in chunks of a constant number of statements."""
    cursor: str | None = None
    while True:
        page = await messages.recipients(unit, organisation_id, original.id, states=_NOT_REACHED, cursor=cursor, limit=_CHUNK)
        found = [row.contact_id for row in page.rows if row.state is not State.PLANNED and row.reason in reasons]
        planned = [Recipient(row.contact_id, row.address_id) for row in page.rows if row.state is State.PLANNED]
        found += await _to_be_refused(unit, organisation_id, original, planned, reasons)
        if found:
            yield found
        cursor = page.next_cursor
        if cursor is None:
            return


async def _to_be_refused(unit: Unit, organisation_id: UUID, original: Campaign, planned: Sequence[Recipient], reasons: frozenset[str]) -> list[UUID]:
    if not planned:
        return []
    source = await messages.source_of(unit, organisation_id, original.id)
    sender = sender_for(await lines_of(unit, organisation_id), original)
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each in planned])
    candidates = await messages.candidates(unit, organisation_id, source, sender.id, planned, known)
    verdicts = (await policy.foresee(unit, organisation_id, source.question(), candidates)).verdicts
    return [contact_id for contact_id, verdict in verdicts.items() if isinstance(verdict, Refused) and verdict.code.value in reasons]
