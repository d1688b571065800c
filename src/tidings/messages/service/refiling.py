"""What follows for messages that wait when a provider files their template as marketing: policy is asked about them anew."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.words import Channel, Lane, Purpose
from tidings.limits import service as limits
from tidings.messages.queries import orders, sources
from tidings.messages.queries.orders import Withdrawn
from tidings.messages.service.counting import count_suppressed
from tidings.messages.service.news import tell_planned_again, tell_settled
from tidings.messages.service.ordering import give_back
from tidings.messages.service.planning import take_back
from tidings.messages.service.release import candidates
from tidings.messages.types import Recipient, Source, SourceKind
from tidings.policy import service as policy
from tidings.policy.types import Allowed, Question


async def on_template_filed(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """React to templates that a provider files otherwise: sources whose template is marketing now are marketing from here on.

    What a campaign has in the queue is planned again, and so released by the rules of marketing; what has a source of its own is asked about at
    once. What was marketing stays it: people may have been told of it, and consent counted, as such.
    """
    template_ids = sorted({UUID(each) for event in events for each in event.data["template_ids"]})
    found = await sources.of_templates(unit, organisation_id, template_ids)
    versions = {(each.template_id, each.template_version) for each in found if each.template_id and each.template_version}
    filed = await content.filed_as_marketing(unit, organisation_id, sorted(versions))
    turned = [each for each in found if (each.template_id, each.template_version) in filed]
    if not turned:
        return
    await sources.make_marketing(unit, organisation_id, [each.source_id for each in turned])
    again = [each.source_id for each in turned if each.kind is SourceKind.CAMPAIGN and await take_back(unit, organisation_id, each.source_id)]
    tell_planned_again(unit, organisation_id, again)
    await _ask_anew(unit, organisation_id, {each.source_id: each for each in turned if each.kind is not SourceKind.CAMPAIGN})


async def _ask_anew(unit: Unit, organisation_id: UUID, turned: Mapping[UUID, Source]) -> None:
    """End what policy refuses by now, and count the rest among what people got of marketing; a constant number of statements for each sender."""
    waiting = await orders.waiting(unit, organisation_id, sorted(turned)) if turned else []
    groups: dict[tuple[UUID, str, int], list[Withdrawn]] = defaultdict(list)
    turns: dict[UUID, int] = defaultdict(int)
    for each in waiting:
        if each.sender_id is not None:  # policy answers by person: whoever has two is asked about twice
            groups[each.sender_id, turned[each.source_id].programme, turns[each.contact_id]].append(each)
            turns[each.contact_id] += 1
    if groups:
        await limits.sendings(unit, organisation_id, sorted(turns), unit.at)  # holds the caps, so that nobody else sees the same last place
    for (sender_id, programme, _), some in sorted(groups.items()):
        await _judge(unit, organisation_id, sender_id, programme, turned, some)


async def _judge(
    unit: Unit, organisation_id: UUID, sender_id: UUID, programme: str, turned: Mapping[UUID, Source], some: Sequence[Withdrawn]
) -> None:
    known = await contacts.addresses(unit, organisation_id, [each.address_id for each in some])
    people = [Recipient(each.contact_id, each.address_id) for each in some]
    asked = await candidates(unit, organisation_id, turned[some[0].source_id], sender_id, people, known)
    question = Question(Channel.WHATSAPP, Purpose.MARKETING, Lane.MARKETING, programme=programme)
    verdicts = (await policy.foresee(unit, organisation_id, question, asked)).verdicts
    said = {contact_id: verdict.code.value for contact_id, verdict in verdicts.items() if not isinstance(verdict, Allowed)}
    ended = await orders.refuse(
        unit, organisation_id, [(each.source_id, each.contact_id, said[each.contact_id]) for each in some if each.contact_id in said]
    )
    await give_back(unit, organisation_id, ended)
    count_suppressed(unit, Channel.WHATSAPP, len(ended))
    tell_settled(unit, organisation_id, [each.source_id for each in ended])
    stays = [(each.source_id, Channel.WHATSAPP, each.contact_id) for each in some if each.contact_id not in said]
    await limits.count_single_sendings(unit, organisation_id, stays)
