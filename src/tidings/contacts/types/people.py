"""People, their addresses, and how they are looked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from tidings.kernel.phone import LineType
from tidings.kernel.words import Channel

AttributeValue = str | int | float | bool
"""What an attribute may hold; a date is a string YYYY-MM-DD."""


class AddressKind(StrEnum):
    """What sort of address it is. The value is also the kind under which it is sealed and looked up."""

    PHONE = "phone"
    EMAIL = "email"
    WHATSAPP_USER = "whatsapp_user"
    """Meta's id of a WhatsApp user for one business portfolio, by which somebody is reached who keeps their number to themselves."""
    DEVICE = "device"
    """The token of the organisation's app on a device, as Firebase gave it. It is one person's at a time: of whoever signed in there last."""


REACHED_BY: Mapping[Channel, Sequence[AddressKind]] = {
    Channel.SMS: (AddressKind.PHONE,),
    Channel.WHATSAPP: (AddressKind.PHONE, AddressKind.WHATSAPP_USER),
    Channel.EMAIL: (AddressKind.EMAIL,),
    Channel.PUSH: (AddressKind.DEVICE,),
}
"""The kinds of address that a channel writes to, the preferred one first: Meta asks to write to numbers where they are known."""


class Told(StrEnum):
    """How a time zone, a place or a locale came to be known, best first."""

    DECLARED = "declared"
    REGION = "region"
    POSTCODE = "postcode"
    COUNTRY = "country"
    PHONE = "phone"


class Rank:
    """Which of a person's addresses of a kind is preferred: the lowest."""

    PROFILE: Final = 0
    SECOND: Final = 1
    """A linked client record's number, or a second one."""
    FORMER: Final = 2


@dataclass(frozen=True, slots=True)
class Address:
    """A phone (E.164), an email, a WhatsApp user's id or a device's token, opened. `lookup` finds it again without opening it."""

    id: UUID
    kind: AddressKind
    value: str
    country: str | None
    line_type: LineType | None
    lookup: bytes


@dataclass(frozen=True, slots=True)
class OwnedAddress:
    """An address as one person's."""

    address: Address
    rank: int
    verified_at: datetime | None = None
    """When they showed that it is theirs, and in which way; forgotten when another number takes its place."""
    verified_how: str | None = None


@dataclass(frozen=True, slots=True)
class Device:
    """A device on which somebody uses the organisation's app, theirs since `registered_at`; a `former` one has it no longer."""

    id: UUID
    token: str = field(repr=False)
    registered_at: datetime
    former: bool


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose address a look-up value is: the address masked, and who has it, by id with a name (None: no name), the preferred owner first."""

    address: str = field(repr=False)
    people: Sequence[tuple[UUID, str | None]] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Person:
    """What rendering a message needs to know of a contact."""

    contact_id: UUID
    first_name: str | None
    last_name: str | None
    country: str | None
    locale: str | None
    time_zone: str | None
    lifecycle: str
    tags: Sequence[str]
    attributes: Mapping[str, AttributeValue]


class Place(NamedTuple):
    """Where somebody may be: a country (ISO 3166) and its part (ISO 3166-2 without the country, "FL"); None where not known."""

    country: str | None
    subdivision: str | None


class Whereabouts(NamedTuple):
    """All places where somebody may be, and all time zones (IANA) that it may be there; no zones where nothing tells.

    People of whom the same is known share one object. The sources say what told: of several places or zones the same did.
    """

    places: frozenset[Place]
    zones: frozenset[str]
    places_told: Told | None
    zones_told: Told | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A contact, whole. The sources say how time zone and locale came to be known; `region` (ISO 3166-2) and `postcode` are declared."""

    id: UUID
    external_id: str | None
    first_name: str | None
    last_name: str | None
    country: str | None
    time_zone: str | None
    time_zone_source: str | None
    locale: str | None
    locale_source: str | None
    lifecycle: str
    tags: Sequence[str]
    attributes: Mapping[str, AttributeValue]
    created_at: datetime
    updated_at: datetime
    region: str | None
    postcode: str | None
    addresses: Sequence[OwnedAddress] = ()


@dataclass(frozen=True, slots=True)
class NewAddress:
    """An address as somebody wrote it, for `rank` see `Rank`."""

    kind: AddressKind
    value: str
    rank: int = Rank.PROFILE


class Unset:
    """The type of `UNSET`."""


UNSET: Final = Unset()
"""Says that a field keeps its present value, where None would empty it."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What to write of a contact; fields left `UNSET` stay as they are.

    `attributes` are merged into the present ones, and a None among them removes that attribute. `tags` replace.
    `addresses` are added; one of rank 0 takes the place of the present profile address of its kind.
    """

    external_id: str | Unset | None = UNSET
    first_name: str | Unset | None = UNSET
    last_name: str | Unset | None = UNSET
    country: str | Unset | None = UNSET
    time_zone: str | Unset | None = UNSET
    locale: str | Unset | None = UNSET
    region: str | Unset | None = UNSET
    postcode: str | Unset | None = UNSET
    lifecycle: str | Unset = UNSET
    tags: Sequence[str] | Unset = UNSET
    attributes: Mapping[str, AttributeValue | None] | Unset = UNSET
    addresses: Sequence[NewAddress] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """Which contacts to list; all that is given must hold.

    Each word of `name` is the beginning of a word of theirs, accents and case aside; `phone` and `email` are whole, in any
    way of writing; `whatsapp_user` is whole, as Meta writes it; `attributes` are equal to those given.
    """

    name: str | None = None
    phone: str | None = None
    email: str | None = None
    tag: str | None = None
    lifecycle: str | None = None
    country: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict[str, AttributeValue])
    whatsapp_user: str | None = None


@dataclass(frozen=True, slots=True)
class Target:
    """Who is meant: every key must hold, and of a key's values any one. None stands where a key was not given."""

    attributes: Sequence[tuple[str, Sequence[AttributeValue]]] = ()
    tags: Sequence[str] | None = None
    lifecycles: Sequence[str] | None = None
    countries: Sequence[str] | None = None
    locales: Sequence[str] | None = None
    """A language alone means all its countries."""


@dataclass(frozen=True, slots=True)
class Resolved:
    """A phone number or another address given as `position` in a list, and whose it is; `created` says that the contact is new."""

    position: int
    contact_id: UUID
    address_id: UUID
    created: bool


@dataclass(frozen=True, slots=True)
class OnWhatsApp:
    """Who wrote by WhatsApp: contact and address of each, in order (None: unreadable), and pairs of contacts that are one person."""

    people: Sequence[tuple[UUID, UUID] | None]
    twice: Sequence[tuple[UUID, UUID]]


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input refused: where it stood, a form of it fit to be shown, why, and what to do."""

    position: int
    value_masked: str
    code: str
    reason: str
    fix: str


class Name(NamedTuple):
    """A name as a file or a contact has it; either part may be missing, or stand in the other's place."""

    first: str | None
    last: str | None
