"""The devices on which somebody uses the organisation's app, over HTTP."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.contacts import service
from tidings.contacts.http.people import Reads, Writes
from tidings.contacts.types import AddressKind, Device
from tidings.infra import web

router = web.router("contacts", "/contacts")


class AppDeviceSent(web.Input):
    """A device on which somebody signed in to the app."""

    token: Annotated[web.Text, Field(min_length=16, max_length=4096)] = Field(
        description="The registration token that Firebase gave to the app there.", examples=["fKc2Qm7ZR0eWb1:APA91bExampleTokenOfOneDevice"]
    )


class AppDeviceShown(web.Output):
    """A device of somebody's. Its token is never shown whole: whoever has it can be taken for the device."""

    id: UUID
    masked: str = Field(examples=["fK************ce"])
    registered_at: datetime = Field(description="When the app last said that they are signed in there.")
    former: bool = Field(description="Firebase said that the app is no longer there.")

    @classmethod
    def of(cls, device: Device) -> Self:
        """Show a device."""
        masked = service.masked(AddressKind.DEVICE, device.token)
        return cls(id=device.id, masked=masked, registered_at=device.registered_at, former=device.former)


@router.get("/{contact_id}/devices", summary="List somebody's devices", responses=web.problems(404))
async def list_devices(contact_id: UUID, unit: web.Work, caller: Reads) -> web.Rows[AppDeviceShown]:
    """List the devices on which somebody uses the app, the one first that notifications go to. All are on one page."""
    found = await service.devices(unit, caller.organisation_id, contact_id)
    return web.Rows(items=[AppDeviceShown.of(each) for each in found])


@router.post("/{contact_id}/devices", status_code=201, summary="Register a device", responses=web.problems(404, 409))
async def register_device(contact_id: UUID, body: AppDeviceSent, unit: web.Work, caller: Writes) -> AppDeviceShown:
    """Say that somebody signed in to the app on a device: at each start of the app, for tokens change.

    A token is one person's at a time: whoever was signed in there before is no longer reached there. Transactional notifications need nothing
    more, for the device itself asked; marketing needs its consent on the channel `push`.
    """
    return AppDeviceShown.of(await service.register_device(unit, caller.organisation_id, caller.actor, contact_id, body.token))


@router.delete("/{contact_id}/devices/{device_id}", status_code=204, summary="Unregister a device", responses=web.problems(404))
async def unregister_device(contact_id: UUID, device_id: UUID, unit: web.Work, caller: Writes) -> None:
    """Say that somebody signed out of the app on a device. What still waits for it does not leave."""
    await service.unregister_device(unit, caller.organisation_id, caller.actor, contact_id, device_id)
