"""Double opt-in: who asks for marketing by a form is asked once by the channel itself, and only the YES from there is a consent."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.channels.types import Sender, Status
from tidings.consent import service as consent
from tidings.consent.types import BoxState, ConsentStatus, Proof, Statement
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.types import Link, LinkKind, PublicAddress
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Purpose, Visit
from tidings.messages import service as messages
from tidings.messages.types import Recipient, SourceKind
from tidings.permissions import errors, rules
from tidings.permissions.queries import opt_ins
from tidings.permissions.service.answering import reply_template
from tidings.permissions.types import OptIn, OptInState, Reply

_SOURCE = "opt_in:"
_MOST_AGENT = 300


async def request_opt_in(
    unit: Unit, organisation_id: UUID, contact_id: UUID, *, source: str, wording: str, visit: Visit, by_link: PublicAddress | None = None
) -> OptIn:
    """Ask the phone of a contact by SMS whether it wants marketing; until it says YES, or its link is confirmed, there is no consent.

    With `by_link`, under which our pages are reached, the message holds a link instead of asking for a YES. Asked again for the same address
    it is the same request, which is sent again, three times at most. Raises NotFound without an address, TooOften for a request too many,
    Conflict without an open number of ours.
    """
    await contacts.contact(unit, organisation_id, contact_id)
    address_id = (await contacts.best_addresses(unit, organisation_id, [contact_id], channel=rules.CHANNEL)).get(contact_id)
    if address_id is None:
        raise errors.no_address()
    sender = await open_sender(unit, organisation_id)
    known = await opt_ins.pending(unit, organisation_id, address_id, rules.CHANNEL)
    if known is not None:
        again = known.expires_at if known.asked >= rules.MOST_REQUESTS else known.asked_at + rules.ASK_AGAIN
        if unit.at < again:
            raise errors.asked_too_often(again - unit.at)
        await opt_ins.asked_again(unit, organisation_id, known.id)
        await _ask(unit, organisation_id, known, sender, by_link)
        return replace(known, asked=known.asked + 1, asked_at=unit.at)
    made = OptIn(
        id=new_id(unit.at),
        contact_id=contact_id,
        address_id=address_id,
        channel=rules.CHANNEL,
        source=source,
        wording=wording,
        proof=_kept(visit),
        state=OptInState.PENDING,
        requested_at=unit.at,
        expires_at=unit.at + rules.CONFIRM_WITHIN,
        asked=1,
        asked_at=unit.at,
        confirmed_at=None,
    )
    await opt_ins.insert(unit, organisation_id, made)
    await _ask(unit, organisation_id, made, sender, by_link)
    return made


async def on_answers(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Follow the answers to our confirmation requests: a YES makes the opt-in a consent, with what was shown and both proofs."""
    for event in events:
        source = str(event.data["source"])
        if not source.startswith(_SOURCE):
            continue
        request = await opt_ins.one(unit, organisation_id, UUID(source.removeprefix(_SOURCE)))
        if request is None or request.state is not OptInState.PENDING:
            continue
        if event.data["answer"] != Answer.YES.value:
            await opt_ins.settle(unit, organisation_id, request.id, OptInState.DECLINED)
            continue
        await grant(unit, organisation_id, request, {"answer": event.data["message_id"]})


async def grant(unit: Unit, organisation_id: UUID, request: OptIn, shown: Mapping[str, Any]) -> None:
    """Make an opt-in that waited a consent, with what was shown, how it was asked for, and what `shown` that it was confirmed."""
    await opt_ins.settle(unit, organisation_id, request.id, OptInState.CONFIRMED)
    extra = {"user_agent": request.proof["user_agent"], "opt_in": str(request.id), "requested_at": request.requested_at.isoformat(), **shown}
    proof = Proof(address_id=request.address_id, box=BoxState.NONE, ip=request.proof["ip"], extra=extra)
    said = Statement(request.channel, Purpose.MARKETING, ConsentStatus.GRANTED, request.source, request.wording, unit.at, "person", proof)
    await consent.record(unit, organisation_id, [request.contact_id], [said])


async def open_sender(unit: Unit, organisation_id: UUID) -> Sender:
    """Return an open number of ours to ask by. Raises Conflict without one."""
    for sender in await channels.senders(unit, organisation_id, rules.CHANNEL):
        if sender.status is Status.OPEN:
            return sender
    raise errors.no_sms_sender()


async def _ask(unit: Unit, organisation_id: UUID, request: OptIn, sender: Sender, by_link: PublicAddress | None) -> None:
    organisation = await accounts.organisation(unit, organisation_id)
    language = rules.language_of(None, organisation.locale)
    reply = Reply.CONFIRM if by_link is None else Reply.CONFIRM_LINK
    template = await reply_template(unit, organisation_id, reply, language, business=organisation.name)
    source_id = new_id(unit.at)
    expects = (Answer.YES, Answer.NO)
    question = Question(source_id, request.channel, request.address_id, sender.id, expects, f"{_SOURCE}{request.id}", request.expires_at)
    await conversations.close_questions(unit, organisation_id, [question.source])
    if by_link is None:
        await conversations.ask(unit, organisation_id, [question])
    await messages.answer(
        unit,
        organisation_id,
        source_id=source_id,
        kind=SourceKind.ANSWER,
        template=(template.id, template.version),
        recipient=Recipient(request.contact_id, request.address_id),
        sender=sender,
        brings=await _link(unit, organisation_id, request, by_link) if by_link else None,
    )


async def _link(unit: Unit, organisation_id: UUID, request: OptIn, public: PublicAddress) -> messages.Brings:
    """Return the link of a request, which ends with it: links of former requests of the address open nothing."""
    link = Link(LinkKind.CONFIRM, organisation_id, request.contact_id, request.address_id, request.channel, request.expires_at)
    return messages.Brings({"link": content.url_of(await unit.keys(organisation_id), public, link)}, request.expires_at)


def _kept(visit: Visit) -> Mapping[str, Any]:
    return {"ip": visit.ip, "user_agent": visit.user_agent[:_MOST_AGENT]}
