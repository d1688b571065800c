"""The boxes of the preference page: where each stands, and the words beside it, which are versions of a wording."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.consent import service as consent
from tidings.consent.types import GENERAL, ConsentStatus, Programme, Wording, WordingRef
from tidings.contacts.types import AddressKind, Contact, OwnedAddress
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose
from tidings.permissions import rules
from tidings.permissions.types import Choice, Series

CHANNELS: Mapping[AddressKind, Sequence[Channel]] = {
    AddressKind.PHONE: (Channel.SMS, Channel.WHATSAPP),
    AddressKind.WHATSAPP_USER: (Channel.WHATSAPP,),
    AddressKind.EMAIL: (Channel.EMAIL,),
    AddressKind.DEVICE: (Channel.PUSH,),
}
REOPENED_HERE: Mapping[Channel, Purpose] = dict.fromkeys((Channel.SMS, Channel.EMAIL, Channel.PUSH), Purpose.TRANSACTIONAL)
"""Where a refusal of marketing alone may be taken back here: what WhatsApp's users tell WhatsApp, only they take back there."""
_BY = "system:permissions"


@dataclass(frozen=True, slots=True)
class _Line:
    """A channel that reaches somebody: whether it is closed to marketing, and whether only START opens it."""

    channel: Channel
    closed: bool
    stopped: bool


@dataclass(frozen=True, slots=True)
class Boxes:
    """All boxes of a person, in one language."""

    general: Sequence[Choice]
    series: Sequence[Series]

    @property
    def all(self) -> Sequence[Choice]:
        """Every box."""
        return [*self.general, *(choice for each in self.series for choice in each.choices)]


async def boxes_of(unit: Unit, organisation_id: UUID, contact: Contact, language: str) -> Boxes:
    """Return where each box of a person stands."""
    lines = await _lines(unit, organisation_id, contact)
    wordings = await consent.wordings(unit, organisation_id)
    texts = {line.channel: _words(wordings, line.channel, language) for line in lines}
    general = [await _choice(unit, organisation_id, contact, line, GENERAL, texts[line.channel]) for line in lines]
    series = [await _series(unit, organisation_id, contact, lines, each, language) for each in await consent.programmes(unit, organisation_id)]
    return Boxes(general, series)


async def version_of(unit: Unit, organisation_id: UUID, channel: Channel, language: str) -> WordingRef:
    """Return the version of the words beside a general box: the organisation's own, else ours, which are written down the first time."""
    key = rules.wording_key(channel)
    found = _newest(await consent.wordings(unit, organisation_id), key)
    if not found:
        ours = {each: rules.page_words(each)[f"box_{channel.value}"] for each in rules.LANGUAGES}
        found = await consent.add_wording(unit, organisation_id, _BY, key, ours)
    return _in_language(found, language).ref


async def _lines(unit: Unit, organisation_id: UUID, contact: Contact) -> list[_Line]:
    lines: dict[Channel, _Line] = {}
    for owned in contact.addresses:
        for channel in CHANNELS[owned.address.kind]:
            if channel not in lines:
                lines[channel] = await _line(unit, organisation_id, owned, channel)
    return list(lines.values())


async def _line(unit: Unit, organisation_id: UUID, owned: OwnedAddress, channel: Channel) -> _Line:
    closed = await consent.suppressed_addresses(unit, organisation_id, channel, [owned.address], Purpose.MARKETING)
    stopping = REOPENED_HERE.get(channel, Purpose.MARKETING)
    stopped = await consent.suppressed_addresses(unit, organisation_id, channel, [owned.address], stopping)
    return _Line(channel, bool(closed), bool(stopped))


async def _series(unit: Unit, organisation_id: UUID, contact: Contact, lines: Sequence[_Line], programme: Programme, language: str) -> Series:
    words = rules.page_words(language)
    choices = [await _choice(unit, organisation_id, contact, line, programme.key, words[f"by_{line.channel.value}"]) for line in lines]
    return Series(programme.name, rules.in_language(programme.descriptions, language), choices)


async def _choice(unit: Unit, organisation_id: UUID, contact: Contact, line: _Line, programme: str, words: str) -> Choice:
    state = (await consent.states(unit, organisation_id, [contact.id], line.channel, Purpose.MARKETING, programme)).get(contact.id)
    granted = state is not None and state.status is ConsentStatus.GRANTED
    return Choice(line.channel, programme, words, granted and not line.closed, line.stopped)


def _words(wordings: Sequence[Wording], channel: Channel, language: str) -> str:
    found = _newest(wordings, rules.wording_key(channel))
    return _in_language(found, language).text if found else rules.page_words(language)[f"box_{channel.value}"]


def _newest(wordings: Sequence[Wording], key: str) -> list[Wording]:
    mine = [each for each in wordings if each.key == key]
    newest = max((each.version for each in mine), default=0)
    return [each for each in mine if each.version == newest]


def _in_language(versions: Sequence[Wording], language: str) -> Wording:
    return next((each for each in versions if each.locale[:2].lower() == language), versions[0])
