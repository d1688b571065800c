"""The simulator's phones over the API: only where the operator named a simulator, and only what an organisation's own senders sent."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Path, Query
from pydantic import Field

from tidings.accounts.service import organisation
from tidings.accounts.types import Caller, Scope
from tidings.apps.api.simulated.door import SimulatorDoor
from tidings.apps.api.simulated.faults import FaultsChanged, FaultsShown, faults_in, settings_for
from tidings.apps.api.simulated.people import PhonePerson, numbers_of, owners
from tidings.channels.types import Sender
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid, NotFound
from tidings.kernel.phone import parse
from tidings.kernel.words import Channel

router = web.router("simulator", "/simulator")

_MOST_TEXT = 4096
_MOST_READ = 200
_MOST_SECONDS = 31 * 24 * 3600
_PREFIXES = {("twilio", Channel.WHATSAPP): "whatsapp:", ("meta_whatsapp", Channel.WHATSAPP): "meta:"}

Looks = Annotated[Caller, web.needs(Scope.MESSAGES_READ)]
Acts = Annotated[Caller, web.needs(Scope.MESSAGES_SEND)]
Breaks = Annotated[Caller, web.needs(Scope.CHANNELS_WRITE)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]
Door = Annotated[SimulatorDoor, web.part(SimulatorDoor)]
Number = Annotated[
    str,
    Path(
        pattern=r"^(\+[1-9][0-9]{6,14}|[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}|[A-Za-z0-9_:-]{16,500})$",
        description="A number, Meta's id of somebody who shows none, or a device's token.",
        examples=["+33612345678"],
    ),
]


class SimulatedSender(web.Output):
    """One of our numbers that leads to the simulator."""

    id: UUID
    channel: Channel
    address: str = Field(examples=["+15005550006"])
    label: str


class SimulatorShown(web.Output):
    """Whether this organisation is connected to a simulator: then nothing that it sends by these numbers reaches a real person."""

    connected: bool
    senders: list[SimulatedSender]
    faults: FaultsShown | None = Field(description="Null where nothing is connected.")
    clock: str | None = Field(description="`simulated` where business time can be moved, else `real`.", examples=["real"])
    now: datetime | None = Field(description="The business time.")


class PhoneButton(web.Output):
    """A button below a message; one that answers can be pressed."""

    text: str
    answers: bool
    description: str = Field(default="", description="Of a row of a list: what stands below its words.")


class PhoneFile(web.Output):
    """A file that came with a message; the phone fetches it from its link."""

    kind: str = Field(examples=["image"])
    name: str
    link: str = Field(examples=["https://example.org/f/x"])


class PhonePlace(web.Output):
    """A place that came as a message."""

    latitude: float
    longitude: float
    name: str
    address: str


class PhoneMessage(web.Output):
    """A message as a phone shows it."""

    id: str
    from_person: bool
    channel: Channel
    sender: str = Field(description="Our number, or Meta's id of it.")
    at: datetime
    text: str
    header: str
    footer: str
    buttons: list[PhoneButton] = Field(description="With `opens` they are the rows of a list.")
    opens: str = Field(default="", description="What opens the list of choices; empty where they are buttons.")
    file: PhoneFile | None = None
    place: PhonePlace | None = None
    status: str = Field(description="How far it came, by the simulator's books.", examples=["delivered"])
    error: int | None = Field(description="The provider's code of a failure.")
    reacts: bool = Field(description="Whether its person can react to it so that we are told.")
    reaction: str | None = Field(description="The emoji of a reaction; the text is the same.")
    answers: str | None = Field(description="The message that it reacts to or answers.")


class PhoneListed(web.Output):
    """Somebody's phone, with the latest message on it."""

    number: str = Field(examples=["+33612345678"])
    unreachable: bool
    latest: PhoneMessage | None = Field(description="Null of a phone that was looked for and has no messages yet.")
    people: list[PhonePerson] = Field(default=[], description="Which contacts have this number, for who may read contacts.")


class PhoneShown(web.Output):
    """Somebody's phone: the latest 200 messages, in their order."""

    number: str
    unreachable: bool
    messages: list[PhoneMessage]
    people: list[PhonePerson] = Field(default=[], description="Which contacts have this number, for who may read contacts.")


class Saying(web.Input):
    """What somebody writes to one of our numbers."""

    text: Annotated[web.Text, Field(min_length=1, max_length=_MOST_TEXT, examples=["STOP"])]
    sender_id: UUID


class Pressing(web.Input):
    """Which button somebody presses, and below which message."""

    message_id: web.LongLine = Field(examples=["wamid.HBgLMzM2MTIzNDU2Nzg"])
    button: web.Line = Field(examples=["Yes"])


class Looking(web.Input):
    """Which messages somebody looks at."""

    message_ids: list[web.LongLine] = Field(max_length=_MOST_READ, examples=[["wamid.HBgLMzM2MTIzNDU2Nzg"]])


class Looked(web.Output):
    """How many of them were not read before."""

    read: int


class Reaching(web.Input):
    """Whether messages to somebody fail from now on."""

    unreachable: bool = Field(examples=[True])


class Moving(web.Input):
    """How far business time is moved forward."""

    advance_seconds: Annotated[int, Field(ge=1, le=_MOST_SECONDS, examples=[3600])]


@router.get("", summary="Say whether a simulator is connected")
async def show(unit: web.Work, caller: Looks, door: Door) -> SimulatorShown:
    """Say whether this organisation's messages go to a simulator, by which numbers, and what goes wrong there now."""
    senders = await door.senders(unit, caller.organisation_id)
    if not senders:
        return SimulatorShown(connected=False, senders=[], faults=None, clock=None, now=None)
    clock = await door.get("clock")
    shown = [SimulatedSender.model_validate(each) for each in senders]
    return SimulatorShown(connected=True, senders=shown, faults=faults_in(await door.get("settings")), clock=clock["mode"], now=clock["now"])


@router.patch("/faults", summary="Have something go wrong", responses=web.problems(404))
async def change_faults(body: FaultsChanged, unit: web.Work, caller: Breaks, door: Door) -> FaultsShown:
    """Switch failures of the simulated providers on and off; for every organisation that is connected to this simulator."""
    await connected(unit, caller, door)
    return faults_in(await door.patch("settings", settings_for(body)))


@router.post("/clock", summary="Let business time pass", responses=web.problems(404, 409))
async def move_clock(body: Moving, unit: web.Work, caller: Operates, door: Door) -> SimulatorShown:
    """Move business time forward, for everything; refused where it is real time."""
    await connected(unit, caller, door)
    await door.post("clock", {"advance_seconds": body.advance_seconds})
    return await show(unit, caller, door)


@router.get("/phones", summary="List phones")
async def list_phones(
    unit: web.Work,
    caller: Looks,
    door: Door,
    search: Annotated[web.Line | None, Query(description="A part of the number, a whole number in any way of writing, or a name.")] = None,
    limit: Annotated[int, Query(ge=1, le=500, description="How many at most.")] = 50,
) -> web.Rows[PhoneListed]:
    """List the phones that our numbers wrote to, or that wrote to them, latest first; then those of contacts looked for that have no messages yet.

    All are on one page.
    """
    addresses = [each.address for each in await door.senders(unit, caller.organisation_id)]
    if not addresses:
        return web.Rows(items=[])
    named = await phones_meant(unit, caller, search or "")
    asked = {"sender": addresses, "limit": limit} | ({"number": named} if named else {"search": (search or "").replace(" ", "")})
    found = (await door.get("phones", asked))["phones"]
    known = {each["number"] for each in found}
    found += [{"number": each, "unreachable": False, "latest": None} for each in named if each not in known]
    people = await owners_for(unit, caller, [each["number"] for each in found])
    return web.Rows(items=[PhoneListed.model_validate(each | {"people": people.get(each["number"], [])}) for each in found])


@router.get("/phones/{number}", summary="Show a phone", responses=web.problems(404, 409))
async def show_phone(number: Number, unit: web.Work, caller: Looks, door: Door) -> PhoneShown:
    """Show what somebody got from our numbers and wrote to them. One that got nothing yet is empty."""
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))


@router.post("/phones/{number}/say", summary="Write as somebody", responses=web.problems(404, 409))
async def say(number: Number, body: Saying, unit: web.Work, caller: Acts, door: Door) -> PhoneShown:
    """Have somebody write to one of our numbers; we are told of it as by the provider."""
    to = way_to(await connected(unit, caller, door), body.sender_id)
    await door.post(f"people/{number}/say", {"text": body.text, "to": to})
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))


@router.post("/phones/{number}/press", summary="Press a button as somebody", responses=web.problems(404, 409))
async def press(number: Number, body: Pressing, unit: web.Work, caller: Acts, door: Door) -> PhoneShown:
    """Have somebody press a button below a message of ours."""
    phone = await phone_of(unit, caller, door, number)
    if body.message_id not in {each["id"] for each in phone["messages"]}:
        raise NotFound("message_unknown", "There is no such message on this phone.", field="message_id", fix="GET the phone again.")
    await door.post(f"people/{number}/press", {"button": body.button, "message": body.message_id})
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))


@router.post("/phones/{number}/read", summary="Look at messages as somebody", responses=web.problems(404, 409))
async def look(number: Number, body: Looking, unit: web.Work, caller: Acts, door: Door) -> Looked:
    """Have somebody look at messages: those of WhatsApp are told as read, once."""
    senders = [each.address for each in await connected(unit, caller, door)]
    return Looked.model_validate(await door.post(f"people/{number}/read", {"messages": body.message_ids}, {"sender": senders}))


@router.post("/phones/{number}/reach", summary="Put a phone out of reach", responses=web.problems(404, 409))
async def reach(number: Number, body: Reaching, unit: web.Work, caller: Breaks, door: Door) -> PhoneShown:
    """Have messages to a number fail after they were accepted, or arrive again."""
    await connected(unit, caller, door)
    await door.post(f"people/{number}/reach", {"unreachable": body.unreachable})
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))


async def connected(unit: Unit, caller: Caller, door: SimulatorDoor) -> list[Sender]:
    """Return the organisation's simulated senders. Raises NotFound if there are none: the simulator is no business of others."""
    senders = await door.senders(unit, caller.organisation_id)
    if not senders:
        fix = "Connect the simulator: `tidings serve --simulator` does."
        raise NotFound("no_simulator", "No number of this organisation leads to a simulator.", fix=fix)
    return senders


def way_to(senders: list[Sender], sender_id: UUID) -> str:
    """Return the name by which the simulator knows one of our senders. Raises NotFound if it leads elsewhere."""
    sender = next((each for each in senders if each.id == sender_id), None)
    if sender is None:
        raise NotFound("sender_not_found", "No such number leads to the simulator.", field="sender_id", fix="GET /simulator lists them.")
    return _PREFIXES.get((sender.provider, sender.channel), "") + sender.address


async def phone_of(unit: Unit, caller: Caller, door: SimulatorDoor, number: str) -> dict[str, Any]:
    """Return what the simulator knows of one phone, as far as our own senders go, and whose it is. Raises as `connected`."""
    senders = [each.address for each in await connected(unit, caller, door)]
    people = await owners_for(unit, caller, [number])
    return await door.get(f"phones/{number}", {"sender": senders}) | {"people": people.get(number, [])}


async def phones_meant(unit: Unit, caller: Caller, search: str) -> list[str]:
    """Return the numbers that somebody looks for by a name or by a whole number; none where a part of one was typed."""
    if not search:
        return []
    region = (await organisation(unit, caller.organisation_id)).region
    if any(each.isalpha() for each in search):
        return await numbers_of(unit, caller.organisation_id, search, region) if Scope.CONTACTS_READ in caller.scopes else []
    try:
        return [parse(search, region).e164]
    except Invalid:
        return []


async def owners_for(unit: Unit, caller: Caller, numbers: list[str]) -> Mapping[str, list[PhonePerson]]:
    """Return whose these numbers are, for who may read contacts."""
    return await owners(unit, caller.organisation_id, numbers) if Scope.CONTACTS_READ in caller.scopes else {}
