"""Test sends: one real message to an address that somebody has put on the allow-list."""

from uuid import UUID

from tidings.channels import service as channels
from tidings.channels.types import Sender
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.words import Lane, Purpose
from tidings.limits import service as limits
from tidings.messages import errors
from tidings.messages.queries import ledger, outbox, sources
from tidings.messages.service.following import watch_receipts
from tidings.messages.types import Key, Recipient, Source, SourceKind, SourceState
from tidings.policy import service as policy


async def send_test(
    unit: Unit, organisation_id: UUID, *, name: str, template: tuple[UUID, int], recipient: Recipient, lookup: bytes, sender: Sender
) -> Key:
    """Queue one message of a template version, at once and before all marketing, and return its key.

    The allow-list stands for the consent of whoever tries things out. Raises Forbidden for an address that is not on it,
    Conflict when the portfolio has no room for another person today.
    """
    if not await policy.allowed(unit, organisation_id, [lookup]):
        raise errors.not_on_allow_list()
    await _admit(unit, organisation_id, sender, recipient.address_id)
    source = Source(
        source_id=new_id(unit.at),
        kind=SourceKind.TEST,
        name=name,
        lane=Lane.TRANSACTIONAL,
        purpose=Purpose.TRANSACTIONAL,
        channel=sender.channel,
        template_id=template[0],
        template_version=template[1],
        state=SourceState.OPEN,
        each_person=False,
        contact_id=recipient.contact_id,
    )
    await sources.insert(unit, organisation_id, source)
    await ledger.plan(unit, organisation_id, source.source_id, [recipient], each_person=False)
    await ledger.queue(unit, organisation_id, source.source_id, [recipient.contact_id], lane=source.lane, sender_id=sender.id)
    await outbox.announce(unit, organisation_id, source.lane, sender.id, unit.at)
    await watch_receipts(unit, organisation_id, source.source_id)
    return Key(source.source_id, recipient.contact_id, 0)


async def _admit(unit: Unit, organisation_id: UUID, sender: Sender, address_id: UUID) -> None:
    if sender.portfolio_id is None:
        return
    portfolio = next(each for each in await channels.portfolios(unit, organisation_id) if each.id == sender.portfolio_id)
    room = await limits.people_room(unit, organisation_id, portfolio.id, portfolio.daily_people)
    counted = await limits.counted(unit, organisation_id, sender.portfolio_id, [address_id])
    if room == 0 and not counted:
        raise errors.no_room_today()
    await limits.admit_people(unit, organisation_id, sender.portfolio_id, [address_id])
