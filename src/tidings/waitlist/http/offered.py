"""What is booked and with whom, as sent and answered over HTTP."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field, JsonValue, StrictBool, StrictInt

from tidings.infra import web
from tidings.kernel.money import Money, in_units
from tidings.waitlist.types import Hours, Service, Staff

_PRICE = r"^\d{1,9}(\.\d{1,6})?$"
_MOST = 1000
_HOURS: JsonValue = {"weekday": 1, "opens": "09:00", "closes": "18:00"}


class ServiceSent(web.Input):
    """Something that can be booked."""

    name: web.Line = Field(examples=["Haircut"])
    minutes: StrictInt = Field(ge=1, le=1440, description="How long it lasts.", examples=[30])
    archived: StrictBool | None = Field(default=None, description="Whether it is offered no more; left out, it stays as it is.")
    price: Annotated[str, Field(pattern=_PRICE)] | None = Field(default=None, description="In the organisation's currency.", examples=["35.00"])

    def micros(self) -> int | None:
        """Return the price in millionths."""
        return Money.of(self.price, "EUR").micros if self.price is not None else None


class ServiceShown(web.Output):
    """Something that can be booked."""

    id: UUID
    name: str
    minutes: int
    price: str | None = Field(description="In the organisation's currency; null if it is not told.", examples=["35"])
    archived_at: datetime | None

    @classmethod
    def of(cls, service: Service) -> Self:
        """Show a service."""
        price = in_units(service.price_micros) if service.price_micros is not None else None
        return cls(id=service.id, name=service.name, minutes=service.minutes, price=price, archived_at=service.archived_at)


class HoursSent(web.Input):
    """When somebody works on a weekday, in the organisation's time zone."""

    weekday: StrictInt = Field(ge=1, le=7, description="1 is Monday.")
    opens: web.TimeOfDay
    closes: web.TimeOfDay

    def hours(self) -> Hours:
        """Return the hours."""
        return Hours(self.weekday, self.opens, self.closes)


class HoursShown(web.Output):
    """When somebody works on a weekday."""

    weekday: int
    opens: web.TimeOfDay
    closes: web.TimeOfDay


class StaffSent(web.Input):
    """Somebody of the staff."""

    name: web.Line = Field(examples=["Chair 1"])
    skills: list[UUID] = Field(default=[], max_length=_MOST, description="The services that they do; none: all.")
    hours: list[HoursSent] = Field(default=[], max_length=50, examples=[[_HOURS]])
    days_off: list[web.Day] = Field(default=[], max_length=_MOST, examples=[["2026-12-25"]])
    archived: StrictBool = Field(default=False, description="They are not offered any more.")


class StaffShown(web.Output):
    """Somebody of the staff."""

    id: UUID
    name: str
    skills: list[UUID]
    skill_names: list[str] = Field(description="The same by their names.", examples=[["Haircut"]])
    hours: list[HoursShown]
    days_off: list[web.Day]
    archived_at: datetime | None

    @classmethod
    def of(cls, staff: Staff, services: Mapping[UUID, str]) -> Self:
        """Show somebody of the staff, with the names of services."""
        beside = {"skill_names": [services.get(each, "") for each in staff.skills]}
        return cls.model_validate({name: getattr(staff, name) for name in cls.model_fields if name not in beside} | beside)
