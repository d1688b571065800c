"""A number that somebody gives on their page: it is theirs once a YES has come from it, and until then nothing goes there.

Whoever holds a link may write any number, and what they agreed to is theirs and not its owner's (0010).
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.channels import service as channels
from tidings.contacts import service as contacts
from tidings.contacts.types import AddressKind, Changes, NewAddress
from tidings.conversations import service as conversations
from tidings.conversations.types import Answer, Question
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel
from tidings.repairs.queries import tickets
from tidings.repairs.service.telling import ask_no_more

_BY_OWNER = "person"
_SOURCE = "repair_number:"
_WAITS = timedelta(days=2)
_HEARD_BY = (Channel.SMS, Channel.WHATSAPP)


async def expect_word(unit: Unit, organisation_id: UUID, contact_id: UUID, number: str, region: str) -> str | None:
    """Have a YES from a number make it a contact's own; returns to which number of ours it is to be sent, None where it can't be.

    It is asked only where nothing else is, and behind what is asked later: a YES to anything else proves nothing.
    """
    known, _ = await contacts.resolve_phones(unit, organisation_id, [number], region)
    address_id = known[0].address_id
    if await conversations.sources_at(unit, organisation_id, [address_id]):
        return None
    source = f"{_SOURCE}{contact_id}:{address_id}"
    await conversations.close_questions(unit, organisation_id, [source])
    until = unit.at + _WAITS
    asked = [Question(new_id(unit.at), channel, address_id, None, (Answer.YES,), source, until, again=True) for channel in _HEARD_BY]
    await conversations.ask(unit, organisation_id, asked)
    ours = await channels.senders(unit, organisation_id)
    return next((each.address for channel in _HEARD_BY for each in ours if each.channel is channel and each.address.startswith("+")), None)


async def on_words(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Make numbers their owners' own from which a YES came. What was asked at the one before is answered on its page alone."""
    for event in events:
        source = str(event.data["source"])
        if not source.startswith(_SOURCE):
            continue
        contact_id, address_id = (UUID(each) for each in source.removeprefix(_SOURCE).split(":"))
        found = (await contacts.addresses(unit, organisation_id, [address_id])).get(address_id)
        if found is None or contact_id not in await contacts.people(unit, organisation_id, [contact_id]):
            continue
        region = (await accounts.organisation(unit, organisation_id)).region
        changes = Changes(addresses=[NewAddress(AddressKind.PHONE, found.value)])
        await contacts.update_contact(unit, organisation_id, _BY_OWNER, contact_id, changes, region)
        for each in await tickets.of_people(unit, organisation_id, [contact_id]):
            await ask_no_more(unit, organisation_id, each)
