"""What stands around messages, for whoever shows them: names, masked addresses, senders, sources, words."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.contacts import service as contacts
from tidings.contacts.types import Person
from tidings.infra.db.unit import Unit
from tidings.messages.queries import sources
from tidings.messages.rules import pace_words, step_words
from tidings.messages.service.tracing import Trace
from tidings.messages.types import Pace, RecipientRow, Source, Unconfirmed
from tidings.policy import service as policy
from tidings.policy.types import Explanation


@dataclass(frozen=True, slots=True)
class Around:
    """People and things by id, as far as they are still there; `addresses` are masked, `language` is the reader's or else the organisation's."""

    language: str
    people: Mapping[UUID, Person]
    addresses: Mapping[UUID, str]
    senders: Mapping[UUID, Sender]
    sources: Mapping[UUID, Source]

    def name(self, contact_id: UUID) -> str | None:
        """Return a contact's name, None if it has none or is gone."""
        person = self.people.get(contact_id)
        return " ".join(filter(None, (person.first_name, person.last_name))) or None if person else None

    def reason(self, code: str | None) -> Explanation | None:
        """Return a reason in words, None for a provider's own code."""
        return policy.explanations([code], self.language).get(code) if code else None

    def step(self, what: str, code: str = "") -> str:
        """Return what a step of a message's trace says."""
        return step_words(what, code, self.language)

    def pace(self, pace: Pace) -> str:
        """Say that a sender's pace decides when a message leaves."""
        return pace_words(pace, self.language)


async def around_unconfirmed(unit: Unit, organisation_id: UUID, rows: Sequence[Unconfirmed], wanted: str | None = None) -> Around:
    """Look up what stands around unconfirmed messages. `wanted` are the reader's languages, as in `Accept-Language`."""
    return await _around(
        unit,
        organisation_id,
        contact_ids={row.key.contact_id for row in rows},
        address_ids={row.address_id for row in rows},
        sender_ids={row.sender_id for row in rows},
        source_ids={row.key.source_id for row in rows},
        wanted=wanted,
    )


async def around_trace(unit: Unit, organisation_id: UUID, trace: Trace, wanted: str | None = None) -> Around:
    """Look up what stands around one message. `wanted` are the reader's languages, as in `Accept-Language`."""
    return await _around(
        unit,
        organisation_id,
        contact_ids={trace.message.contact_id},
        address_ids={trace.message.address_id},
        sender_ids=() if trace.sender_id is None else (trace.sender_id,),
        source_ids=(),
        wanted=wanted,
    )


async def around_recipients(unit: Unit, organisation_id: UUID, rows: Sequence[RecipientRow], wanted: str | None = None) -> Around:
    """Look up who recipients are, by the same few statements however many they are. `wanted` are the reader's languages."""
    return await _around(
        unit,
        organisation_id,
        contact_ids={row.contact_id for row in rows},
        address_ids={row.address_id for row in rows},
        sender_ids=(),
        source_ids=(),
        wanted=wanted,
    )


async def _around(
    unit: Unit,
    organisation_id: UUID,
    *,
    contact_ids: Collection[UUID],
    address_ids: Collection[UUID],
    sender_ids: Collection[UUID],
    source_ids: Collection[UUID],
    wanted: str | None = None,
) -> Around:
    known = await contacts.addresses(unit, organisation_id, list(set(address_ids)))
    return Around(
        language=await accounts.language_for(unit, organisation_id, wanted),
        people=await contacts.people(unit, organisation_id, list(set(contact_ids))),
        addresses={address_id: contacts.masked(each.kind, each.value) for address_id, each in known.items()},
        senders=await channels.sender_batch(unit, organisation_id, list(set(sender_ids))),
        sources={each.source_id: each for each in await sources.select(unit, organisation_id, list(set(source_ids)))},
    )
