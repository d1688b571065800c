"""Files, places and reactions that somebody sends from a simulated phone."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tidings.apps.api.simulated.http import Acts, Door, Number, PhoneShown, connected, phone_of, way_to
from tidings.infra import web
from tidings.kernel.errors import NotFound

router = web.router("simulator", "/simulator")

_MOST_BASE64 = 7_000_000
"""A file of five megabytes, which is below what the API takes of a body."""


class Attaching(web.Input):
    """A file that somebody sends. What its sender says of it may be a lie: its bytes decide what it is."""

    sender_id: UUID
    content: str = Field(min_length=4, max_length=_MOST_BASE64, pattern=r"^[A-Za-z0-9+/]+={0,2}$", examples=["iVBORw0KGgo="])
    kind: Literal["image", "video", "audio", "document"] = Field(default="document", examples=["image"])
    content_type: web.Line = Field(default="application/octet-stream", examples=["image/png"])
    name: Annotated[web.Text, Field(max_length=200, examples=["receipt.png"])] = ""
    caption: Annotated[web.Text, Field(max_length=1024, examples=["Here it is"])] = ""


class Locating(web.Input):
    """A place that somebody sends."""

    sender_id: UUID
    latitude: float = Field(ge=-90, le=90, strict=True, description="Degrees, north above nought.", examples=[48.8584])
    longitude: float = Field(ge=-180, le=180, strict=True, description="Degrees, east above nought.", examples=[2.2945])
    name: Annotated[web.Text, Field(max_length=200, examples=["Tour Eiffel"])] = ""


class Reacting(web.Input):
    """What somebody puts below a message of ours."""

    message_id: web.LongLine = Field(examples=["wamid.HBgLMzM2MTIzNDU2Nzg"])
    emoji: Annotated[web.Text, Field(min_length=1, max_length=16, examples=["👍"])]


@router.post("/phones/{number}/attach", summary="Send a file as somebody", responses=web.problems(404, 409))
async def attach(number: Number, body: Attaching, unit: web.Work, caller: Acts, door: Door) -> PhoneShown:
    """Have somebody send a file of at most five megabytes to one of our numbers; we fetch it as from the provider."""
    to = way_to(await connected(unit, caller, door), body.sender_id)
    said = {"content": body.content, "kind": body.kind, "content_type": body.content_type, "name": body.name, "caption": body.caption}
    await door.post(f"people/{number}/attach", said | {"to": to})
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))


@router.post("/phones/{number}/locate", summary="Send a place as somebody", responses=web.problems(404, 409))
async def locate(number: Number, body: Locating, unit: web.Work, caller: Acts, door: Door) -> PhoneShown:
    """Have somebody send a place to one of our numbers."""
    to = way_to(await connected(unit, caller, door), body.sender_id)
    await door.post(f"people/{number}/locate", {"latitude": body.latitude, "longitude": body.longitude, "name": body.name, "to": to})
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))


@router.post("/phones/{number}/react", summary="React as somebody", responses=web.problems(404, 409))
async def react(number: Number, body: Reacting, unit: web.Work, caller: Acts, door: Door) -> PhoneShown:
    """Have somebody react to a message of ours that came by Meta; Twilio tells nobody of reactions."""
    phone = await phone_of(unit, caller, door, number)
    if body.message_id not in {each["id"] for each in phone["messages"]}:
        raise NotFound("message_unknown", "There is no such message on this phone.", field="message_id", fix="GET the phone again.")
    await door.post(f"people/{number}/react", {"emoji": body.emoji, "message": body.message_id})
    return PhoneShown.model_validate(await phone_of(unit, caller, door, number))
