"""A number that somebody gives on their page: it is theirs once their word has come from it, and until then nothing goes there.

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
from tidings.repairs.types import NewNumber

_BY_OWNER = "person"
_SOURCE = "repair_number:"
_WAITS = timedelta(days=2)
_HEARD_BY = (Channel.SMS, Channel.WHATSAPP)


async def expect_word(unit: Unit, organisation_id: UUID, contact_id: UUID, number: str, region: str) -> NewNumber:
    """Have a word from a number make it a contact's own; returns which, and to which number of ours it is to be sent.

    The word is YES, or MINE where something else is asked at the number: a YES to that proves nothing, and is not to be asked for.
    """
    known, _ = await contacts.resolve_phones(unit, organisation_id, [number], region)
    address_id = known[0].address_id
    source = f"{_SOURCE}{contact_id}:{address_id}"
    await conversations.close_questions(unit, organisation_id, [source])
    taken = bool(await conversations.sources_at(unit, organisation_id, [address_id]))
    expects = (Answer.MINE,) if taken else (Answer.YES, Answer.MINE)
    until = unit.at + _WAITS
    asked = [Question(new_id(unit.at), channel, address_id, None, expects, source, until, again=True) for channel in _HEARD_BY]
    await conversations.ask(unit, organisation_id, asked)
    ours = await channels.senders(unit, organisation_id)
    word_to = next((each.address for channel in _HEARD_BY for each in ours if each.channel is channel and each.address.startswith("+")), None)
    return NewNumber(waits=True, word_to=word_to, word=expects[0].value)


async def on_words(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Make numbers their owners' own from which their word came. What was asked at the one before is answered on its page alone."""
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
