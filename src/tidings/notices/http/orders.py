"""In which order a person wants to be reached."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.notices import service

router = web.router("notices")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]


class OrderSent(web.Input):
    """A person's own order of channels; with all of them null the cascade of each kind holds."""

    primary: Channel | None = Field(default=None, description="Tried first.", examples=["whatsapp"])
    secondary: Channel | None = Field(default=None, description="Tried next.", examples=["sms"])
    fallback: Channel | None = Field(default=None, description="Tried after both; then come the cascade's others.")


class OrderShown(web.Output):
    """A person's own order of channels."""

    primary: Channel | None
    secondary: Channel | None
    fallback: Channel | None


@router.get("/contacts/{contact_id}/channel-order", summary="Say in which order somebody is reached", responses=web.problems(404))
async def show_order(contact_id: UUID, unit: web.Work, caller: Reads) -> OrderShown:
    """Get a person's own order of channels, which goes before every cascade."""
    order = [*await service.channel_order(unit, caller.organisation_id, contact_id), None, None, None]
    return OrderShown(primary=order[0], secondary=order[1], fallback=order[2])


@router.put("/contacts/{contact_id}/channel-order", summary="Set in which order somebody is reached", responses=web.problems(404))
async def set_order(contact_id: UUID, body: OrderSent, unit: web.Work, caller: Writes) -> OrderShown:
    """Keep a person's own order. It is no consent: a channel that may not be used is passed over."""
    order = [each for each in (body.primary, body.secondary, body.fallback) if each is not None]
    await service.set_channel_order(unit, caller.organisation_id, caller.actor, contact_id, order)
    return await show_order(contact_id, unit, caller)
