"""How a shop works, what its texts cost, and its figures."""

from datetime import date
from typing import Self

from pydantic import Field

from tidings.content.types import SmsReport
from tidings.infra import web
from tidings.kernel.sms import Encoding, Reason
from tidings.repairs import service
from tidings.repairs.types import Figures, Furnished, Shop, TextReport


class ShopHoursShown(web.Output):
    """When the shop is open on a weekday."""

    weekday: int
    opens: str = Field(examples=["09:30"])
    closes: str = Field(examples=["18:30"])


class ShopShown(web.Output):
    """How a shop works."""

    hours: list[ShopHoursShown]
    pickup_days: list[int]
    payment_days: list[int]
    appointment_hours: int | None
    monthly_budget_micros: int | None
    emoji: bool

    @classmethod
    def of(cls, shop: Shop) -> Self:
        """Show a shop."""
        hours = [ShopHoursShown(weekday=each.weekday, opens=f"{each.opens:%H:%M}", closes=f"{each.closes:%H:%M}") for each in shop.hours]
        return cls(
            hours=hours,
            pickup_days=list(shop.pickup_days),
            payment_days=list(shop.payment_days),
            appointment_hours=shop.appointment_hours,
            monthly_budget_micros=shop.budget,
            emoji=shop.emoji,
        )


class DearShown(web.Output):
    """A character that costs, and what it would save to write another."""

    character: str
    name: str
    reason: Reason
    replacement: str | None
    segments_saved: int


class ShopTextShown(web.Output):
    """One text, with usual words in it, and what it costs."""

    template: str
    kind: str
    locale: str
    emoji: bool = Field(description="The version with emoji, beside the plain one.")
    used: bool = Field(description="Whether this version is the one that is sent.")
    text: str
    encoding: Encoding
    units: int
    segments: int
    remaining: int = Field(description="Units still free in the last segment.")
    dear: list[DearShown] = Field(description="Characters that make it longer; empty where nothing saves a segment.")

    @classmethod
    def of(cls, told: TextReport) -> Self:
        """Show a text."""
        report: SmsReport = told.report
        dear = [
            DearShown(character=each.character, name=each.name, reason=each.reason, replacement=each.replacement, segments_saved=each.segments_saved)
            for each in report.suggestions
        ]
        return cls(
            template=told.template,
            kind=told.kind,
            locale=told.locale,
            emoji=told.emoji,
            used=told.used,
            text=told.text,
            encoding=report.count.encoding,
            units=report.count.units,
            segments=report.count.segments,
            remaining=report.count.remaining,
            dear=dear,
        )


class ShopTextsShown(web.Output):
    """What each text of the shop costs."""

    items: list[ShopTextShown]


class FurnishedShown(web.Output):
    """What setting up made."""

    templates: list[str]
    kinds: list[str]
    texts: list[ShopTextShown]

    @classmethod
    def of(cls, made: Furnished) -> Self:
        """Show what was made."""
        return cls(templates=[each.name for each in made.templates], kinds=list(made.kinds), texts=[ShopTextShown.of(each) for each in made.texts])


class ShopDayShown(web.Output):
    """A day of notices about tickets."""

    day: date
    notices: int
    arrived: int
    failed: int
    pending: int
    cost_micros: int
    unpriced: int


class ShopFiguresShown(web.Output):
    """What a shop told."""

    days: list[ShopDayShown]
    notices: int
    arrived: int
    failed: int
    success_rate: float | None = Field(description="Arrived among those of which it is known.")
    cost_micros: int
    unpriced: int = Field(description="Notices with a message whose cost nobody knows.")
    month_cost_micros: int
    monthly_budget_micros: int | None
    budget_used: float | None
    budget_alert: str | None = Field(description="`near` from four fifths of the budget on, `over` once it is used up.", examples=["near"])

    @classmethod
    def of(cls, figures: Figures) -> Self:
        """Show figures."""
        return cls(
            days=[ShopDayShown.model_validate(each) for each in figures.days],
            notices=figures.notices,
            arrived=figures.arrived,
            failed=figures.failed,
            success_rate=figures.rate,
            cost_micros=figures.cost_micros,
            unpriced=figures.unpriced,
            month_cost_micros=figures.month_micros,
            monthly_budget_micros=figures.budget_micros,
            budget_used=figures.budget_used,
            budget_alert=service.alert(figures.budget_used),
        )
