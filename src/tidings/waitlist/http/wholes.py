"""How an organisation asks, and what came of it, as sent and answered over HTTP."""

from datetime import datetime, time, timedelta
from typing import Annotated, Self

from pydantic import Field, StrictBool, StrictInt

from tidings.infra import web
from tidings.waitlist.types import Figures, Response, Settings


class SettingsSent(web.Input):
    """How an organisation asks; what is left out is the default."""

    hold_minutes: StrictInt = Field(default=10, ge=1, le=1440, description="How long an offer is held from when its message left.", examples=[10])
    at_once: StrictInt = Field(default=1, ge=1, le=500, description="How many people are asked at a time.")
    opens: web.TimeOfDay = Field(default=time(8), description="Nobody is asked before, in the organisation's time zone.")
    closes: web.TimeOfDay = Field(default=time(21), description="Nor from then on; the same as `opens`: at any hour.")
    most_a_day: StrictInt = Field(default=3, ge=1, le=100, description="How often somebody is asked in 24 hours at most.")
    notice_minutes: StrictInt = Field(default=30, ge=0, le=10_080, description="A slot that begins sooner is not offered.")
    reminders_minutes: list[Annotated[StrictInt, Field(ge=1, le=100_000)]] = Field(default=[1440, 120], max_length=5)
    sign_up: StrictBool = Field(default=True, description="Whether people may put themselves on the list.")

    def settings(self) -> Settings:
        """Return the settings."""
        return Settings(
            hold=timedelta(minutes=self.hold_minutes),
            at_once=self.at_once,
            opens=self.opens,
            closes=self.closes,
            most_a_day=self.most_a_day,
            notice_needed=timedelta(minutes=self.notice_minutes),
            reminders=[timedelta(minutes=each) for each in self.reminders_minutes],
            sign_up=self.sign_up,
        )


class SettingsShown(web.Output):
    """How an organisation asks."""

    hold_minutes: int
    at_once: int
    opens: web.TimeOfDay
    closes: web.TimeOfDay
    most_a_day: int
    notice_minutes: int
    reminders_minutes: list[int]
    sign_up: bool
    sign_up_url: str = Field(description="The page where people put themselves on the list.", examples=["https://tidings.example.org/w/AZzI"])

    @classmethod
    def of(cls, settings: Settings, sign_up_url: str) -> Self:
        """Show settings."""
        return cls(
            hold_minutes=_minutes(settings.hold),
            at_once=settings.at_once,
            opens=settings.opens,
            closes=settings.closes,
            most_a_day=settings.most_a_day,
            notice_minutes=_minutes(settings.notice_needed),
            reminders_minutes=[_minutes(each) for each in settings.reminders],
            sign_up=settings.sign_up,
            sign_up_url=sign_up_url,
        )


class SetUpShown(web.Output):
    """What setting up made."""

    kinds_made: int = Field(description="Kinds of notices that were not there.")
    sign_up_url: str = Field(description="The page where people put themselves on the list.", examples=["https://tidings.example.org/w/AZzI"])


class ResponseShown(web.Output):
    """How people answer by a channel."""

    channel: str
    offers: int
    answered: int
    accepted: int
    response_rate: float | None = Field(description="Answered of those that left; null without any.")
    half_within_seconds: int | None = Field(description="Half of those who answered did within so long of the message's leaving.")

    @classmethod
    def of(cls, response: Response) -> Self:
        """Show how people answer by a channel."""
        return cls(
            channel=response.channel,
            offers=response.offers,
            answered=response.answered,
            accepted=response.accepted,
            response_rate=round(response.answered / response.offers, 4) if response.offers else None,
            half_within_seconds=int(response.half_within.total_seconds()) if response.half_within is not None else None,
        )


class FiguresShown(web.Output):
    """What came of the list."""

    since: datetime
    slots_freed: int = Field(description="Slots whose booking was cancelled.")
    offers: int
    bookings: int
    cancelled: int
    attended: int
    no_shows: int
    by_channel: list[ResponseShown]

    @classmethod
    def of(cls, figures: Figures, since: datetime) -> Self:
        """Show figures."""
        return cls(
            since=since,
            slots_freed=figures.slots_freed,
            offers=figures.offers,
            bookings=figures.bookings,
            cancelled=figures.cancelled,
            attended=figures.attended,
            no_shows=figures.no_shows,
            by_channel=[ResponseShown.of(each) for each in figures.by_channel],
        )


def _minutes(length: timedelta) -> int:
    return int(length.total_seconds() // 60)
