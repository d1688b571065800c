"""What the API takes of repairs."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from pydantic import ConfigDict, Field, StrictBool, StrictInt
from pydantic.config import JsonDict

from tidings.infra import web
from tidings.kernel.words import Channel
from tidings.repairs.types import Device, Hours, Owner, Shop, Status

Cents = Annotated[StrictInt, Field(ge=0, le=100_000_000, description="In hundredths of the organisation's currency.")]
Percent = Annotated[Decimal, Field(ge=0, le=100, max_digits=5, decimal_places=2)]
_OWNER: JsonDict = {"first_name": "Jo", "phone": "06 12 34 56 78", "agreed": ["sms", "whatsapp"]}
_DEVICE: JsonDict = {"kind": "phone", "brand": "Apple", "model": "iPhone 13", "problem": "The screen is broken."}


class OwnerSent(web.Input):
    """Who brings the device: a contact who is known, or somebody by their phone or email as they say it."""

    model_config = ConfigDict(json_schema_extra={"examples": [_OWNER]})

    contact_id: UUID | None = None
    first_name: web.Line | None = None
    last_name: web.Line | None = None
    phone: web.Line | None = Field(default=None, description="In any usual way of writing. Whoever has it and a name that fits is meant.")
    email: web.Line | None = None
    client_phone: web.Line | None = Field(default=None, description="Of a client record elsewhere: counts after their own number.")
    locale: web.Line | None = Field(default=None, max_length=10, examples=["fr"])
    agreed: list[Channel] = Field(
        default_factory=list[Channel], max_length=10, description="By which channels they said at the counter that they may be told of the repair."
    )

    def owner(self) -> Owner:
        """Return who was sent."""
        return Owner(self.contact_id, self.first_name, self.last_name, self.phone, self.email, self.client_phone, self.locale, tuple(self.agreed))


class DeviceSent(web.Input):
    """A device. Serial number and problem are kept sealed."""

    model_config = ConfigDict(json_schema_extra={"examples": [_DEVICE]})

    kind: web.Line = Field(max_length=60, examples=["phone"])
    brand: web.Text = Field(default="", max_length=60)
    model: web.Text = Field(default="", max_length=60)
    serial: web.Line | None = None
    problem: web.LongLine | None = None

    def device(self) -> Device:
        """Return the device that was sent."""
        return Device(self.kind, self.brand, self.model, self.serial, self.problem)


class PriceSent(web.Input):
    """A price: parts and labour before tax, and the rate of VAT, by default that of the organisation's country."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"parts_cents": 5000, "labour_cents": 2500, "vat_percent": 20}]})

    parts_cents: Cents
    labour_cents: Cents
    vat_percent: Percent | None = Field(default=None, examples=[20])

    def rate(self) -> int | None:
        """Return the rate in hundredths of a per cent."""
        return None if self.vat_percent is None else int(self.vat_percent * 100)


class TicketSent(web.Input):
    """A ticket to open."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"owner": _OWNER, "device": _DEVICE}]})

    owner: OwnerSent
    device: DeviceSent
    reference: web.Line | None = Field(default=None, description="Yours: opened again with the same reference, it is the same ticket.")
    due_on: web.Day | None = None
    price: PriceSent | None = Field(default=None, description="Agreed to at the counter. Otherwise make an estimate later.")
    welcome: StrictBool = Field(default=True, description="Whether the owner is welcomed at once.")


class TicketEdit(web.Input):
    """What to change on a ticket; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"due_on": "2026-12-01"}]})

    device: DeviceSent | None = None
    due_on: web.Day | None = None


class TicketStatusSent(web.Input):
    """Another status."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "repairing", "leaves": "diagnosing"}]})

    status: Status = Field(examples=["repairing"])
    leaves: Status | None = Field(default=None, description="The status that you see: if it changed meanwhile, nothing is done.")
    note: web.LongLine | None = Field(default=None, description="Why, for the history; kept sealed.")
    tell: StrictBool = Field(default=True, description="Whether the owner is told, where this status tells.")


class EstimateSent(PriceSent):
    """An estimate to ask the owner."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"parts_cents": 5000, "labour_cents": 2500}]})

    note: web.LongLine | None = Field(default=None, description="For the history; kept sealed.")


class EstimateAnswerSent(web.Input):
    """What the owner said to an estimate at the counter or on the phone."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"estimate": 1, "agreed": True}]})

    estimate: StrictInt = Field(ge=1, le=32_000, description="Which one: its number on the ticket.")
    agreed: StrictBool


class AppointmentSent(web.Input):
    """When the device is fetched; null for no time any more."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"at": "2026-12-01T14:00:00+01:00"}]})

    at: web.Moment | None = None


class ForetellSent(web.Input):
    """A change to look ahead at: another status, an estimate, or another time of fetching (null: none any more); one of the three."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"status": "repairing"}]})

    status: Status | None = Field(default=None, examples=["repairing"])
    estimate: PriceSent | None = None
    appointment_at: web.Moment | None = None


class ShopHoursSent(web.Input):
    """When the shop is open on a weekday, by its own clocks."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"weekday": 0, "opens": "09:30", "closes": "18:30"}]})

    weekday: StrictInt = Field(ge=0, le=6, description="0 is Monday.")
    opens: web.TimeOfDay
    closes: web.TimeOfDay


class ShopSent(web.Input):
    """How a shop works."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"hours": [{"weekday": 0, "opens": "09:30", "closes": "18:30"}]}]})

    hours: list[ShopHoursSent] = Field(min_length=1, max_length=21)
    pickup_days: list[StrictInt] = Field(
        default=[3, 10, 30], max_length=10, description="How many days after a device began to wait its owner is reminded."
    )
    payment_days: list[StrictInt] = Field(default=[7, 21], max_length=10, description="How many days after an unpaid device was collected.")
    appointment_hours: StrictInt | None = Field(
        default=24, ge=1, le=168, description="How many hours before an appointment its owner is reminded of it; null: not at all."
    )
    monthly_budget_micros: StrictInt | None = Field(
        default=None, ge=1, le=10**15, description="What messages may cost a month before you are warned, in millionths of the currency."
    )
    emoji: StrictBool = Field(default=False, description="Send texts in their emoji version: it costs more segments.")

    def shop(self) -> Shop:
        """Return the settings that were sent."""
        hours = [Hours(each.weekday, each.opens, each.closes) for each in self.hours]
        return Shop(hours, self.pickup_days, self.payment_days, self.monthly_budget_micros, self.emoji, self.appointment_hours)


class TicketLinksSent(web.Input):
    """Which links are wanted."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"renew": False}]})

    renew: StrictBool = Field(default=False, description="Make them anew, as when they went to a wrong number.")
