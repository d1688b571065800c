"""What the campaign API takes."""

from collections.abc import Sequence
from datetime import time
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, JsonValue, StrictBool, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from tidings.campaigns.service import MOST_NUMBERS, Changes
from tidings.campaigns.types import CampaignType, Hours, Settings, Trial
from tidings.infra import web
from tidings.kernel.money import Money
from tidings.kernel.words import Channel, Purpose

_EXAMPLE: dict[str, JsonValue] = {
    "name": "Autumn courses",
    "template_name": "hello_world",
    "daily_send_limit": 250,
    "description": "Everybody who asked for the programme",
    "priority": 5,
    "target_audience": {"customer_tier": "premium"},
}


def _local(clock_time: time) -> time:
    if clock_time.tzinfo is not None:
        raise PydanticCustomError("time_local", "Sending hours are local times: give one without an offset, such as 09:00.")
    return clock_time


LocalTime = Annotated[
    # JSON Schema's own format "time" asks for an offset, which is what a local time has not.
    time, AfterValidator(_local), WithJsonSchema({"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$"})
]
Limit = Annotated[int, Field(ge=1, le=10_000_000, description="People a day at most.")]
Priority = Annotated[int, Field(ge=1, le=10, description="1 is first.")]
LongText = Annotated[web.Text, StringConstraints(max_length=2_000)]
Weekday = Annotated[int, Field(ge=1, le=7)]


Amount = Annotated[Decimal, Field(gt=0, le=1_000_000_000, max_digits=16, decimal_places=6)]
_BUDGET = "In the organisation's currency: the campaign pauses by itself when it is used up."
_PROGRAMME = "Which series people must have agreed to (GET /programmes); empty: in general. Who is brought with a basis is granted it."
_UNKNOWN = "With a budget: send to people whose price nobody knows, too; they count nothing."


class Clock(StrEnum):
    """Whose clock sending hours are read on."""

    ORGANISATION = "organisation"
    RECIPIENT = "recipient"

    @classmethod
    def of(cls, hours: Hours) -> "Clock":
        """Return whose clock hours are read on."""
        return cls.RECIPIENT if hours.own_time else cls.ORGANISATION


class SendingHours(web.Input):
    """When messages may leave."""

    opens: LocalTime = Field(default=time(9), alias="from", examples=["09:00"])
    closes: LocalTime = Field(default=time(20), alias="to", examples=["20:00"], description="Excluded; later than `from`.")
    clock: Clock = Field(
        default=Clock.ORGANISATION,
        description="Whose clock, and whose days of the week: `organisation`'s time zone for everybody, or each `recipient`'s own.",
    )


class NewCampaign(web.Input):
    """A campaign to make; it starts as a draft."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    name: web.Line
    template_name: web.Line | None = Field(
        default=None, description="Its channel and purpose become the campaign's. A draft may stand without one, and is not launched so."
    )
    channel: Channel | None = Field(default=None, description="By which channel, where no template says so yet.")
    purpose: Purpose | None = Field(default=None, description="The template's; without one marketing, unless it is given.")
    daily_send_limit: Limit = 250
    description: LongText = ""
    priority: Priority = 5
    target_audience: dict[web.Text, Any] | None = Field(
        default=None, description="Attributes, tags, lifecycle, country, locale to be met, and `segment`: the name or id of a segment or a list."
    )
    type: CampaignType = CampaignType.EVENT
    objective: LongText = ""
    sender_id: UUID | None = Field(default=None, description="By default the first open sender of the channel.")
    each_person: StrictBool = Field(default=False, description="Reach each person, also where several share a phone.")
    start_date: web.Day | None = None
    end_date: web.Day | None = Field(default=None, description="Included; people unsent after it expire.")
    sending_hours: SendingHours = Field(default_factory=SendingHours)
    quiet_days: list[Weekday] = Field(default=[], max_length=7, description="ISO weekdays, 1 is Monday, on which nothing is sent.")
    budget: Amount | None = Field(default=None, description=f"{_BUDGET} Null for none.", examples=["250.00"])
    accept_unknown_prices: StrictBool = Field(default=False, description=_UNKNOWN)
    programme: web.Text = Field(default="", max_length=64, description=_PROGRAMME, examples=["newsletter"])

    def settings(self) -> Settings:
        """Return the settings that this describes."""
        return Settings(
            name=self.name,
            template_name=self.template_name,
            description=self.description,
            type=self.type,
            objective=self.objective,
            sender_id=self.sender_id,
            daily_send_limit=self.daily_send_limit,
            priority=self.priority,
            target_audience=self.target_audience or None,
            each_person=self.each_person,
            start_date=self.start_date,
            end_date=self.end_date,
            hours=_hours(self.sending_hours, self.quiet_days),
            budget=_micros(self.budget),
            accept_unknown_prices=self.accept_unknown_prices,
            programme=self.programme,
        )


class CampaignChanges(web.Input):
    """What to change of a campaign; what is left out stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"daily_send_limit": 500, "priority": 1}]})

    name: web.Line = ""
    template_name: web.Line = ""
    daily_send_limit: Limit = 250
    description: LongText = ""
    priority: Priority = 5
    target_audience: dict[web.Text, Any] | None = None
    type: CampaignType = CampaignType.EVENT
    objective: LongText = ""
    sender_id: UUID | None = None
    each_person: StrictBool = False
    start_date: web.Day | None = None
    end_date: web.Day | None = None
    sending_hours: SendingHours = Field(default_factory=SendingHours)
    quiet_days: list[Weekday] = Field(default_factory=list[Weekday], max_length=7)
    budget: Amount | None = Field(default=None, description=f"{_BUDGET} Null takes it away.")
    accept_unknown_prices: StrictBool = False
    programme: web.Text = Field(default="", max_length=64, description=_PROGRAMME)

    def changes(self, present: Hours) -> Changes:
        """Return what was sent; hours and quiet days left out are those of `present`."""
        sent = self.model_fields_set
        changes: dict[str, Any] = {field: getattr(self, field) for field in sent - {"sending_hours", "quiet_days"}}
        if sent & {"sending_hours", "quiet_days"}:
            hours = self.sending_hours if "sending_hours" in sent else _present(present)
            changes["hours"] = _hours(hours, self.quiet_days if "quiet_days" in sent else sorted(present.quiet_days))
        if "target_audience" in changes:
            changes["target_audience"] = changes["target_audience"] or None
        if "budget" in changes:
            changes["budget"] = _micros(self.budget)
        return Changes(**changes)


class NewCopy(web.Input):
    """How to name a copy, and whom it is for: by default nobody yet."""

    name: web.Line | None = Field(default=None, description="By default the original's name and (copy).", examples=["Spring courses"])
    template_name: web.Line | None = Field(
        default=None, description="By default the original's; that of another channel makes it a campaign of that channel.", examples=["welcome_sms"]
    )
    left_out: list[web.Line] | None = Field(
        default=None,
        min_length=1,
        max_length=20,
        description="Those whom the original does not reach for one of these reasons become recipients.",
        examples=[["us_marketing_whatsapp"]],
    )


class NewRecipients(web.Input):
    """Who is to be added: phone numbers in any usual way of writing, or contacts."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone_numbers": ["+33 6 12 00 00 01", "06 12 00 00 02"]}]})

    phone_numbers: list[Any] | None = Field(
        default=None,
        description=f"At most {MOST_NUMBERS}, each as text; by WhatsApp also ids of WhatsApp users (FR.1349...)."
        " What is no text, or holds NUL, is answered as invalid and loses no other.",
    )
    contact_ids: list[UUID] | None = Field(default=None, description=f"At most {MOST_NUMBERS}.")


class TestSend(web.Input):
    """Where a test message goes: an address on the allow-list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"phone_number": "+33612000001"}, {"email": "me@example.org"}]})

    phone_number: web.Line | None = Field(default=None, description="By SMS or WhatsApp.")
    email: web.Line | None = Field(default=None, description="By email.")

    def to(self) -> Trial:
        """Return where it goes."""
        return Trial(self.phone_number, self.email)


class RefusalReason(web.Input):
    """Why a campaign is not approved."""

    reason: web.Line = Field(examples=["The offer ends before the last day of the plan."])


class PauseReason(web.Input):
    """Why a campaign is paused, for those who look at it later."""

    reason: web.Line | None = Field(default=None, examples=["The course is full."])


def _micros(amount: Decimal | None) -> int | None:
    return None if amount is None else Money.of(amount, "").micros


def _present(hours: Hours) -> SendingHours:
    return SendingHours.model_validate({"from": hours.opens, "to": hours.closes, "clock": Clock.of(hours)})


def _hours(hours: SendingHours, quiet_days: Sequence[int]) -> Hours:
    return Hours(hours.opens, hours.closes, frozenset(quiet_days), own_time=hours.clock is Clock.RECIPIENT)
