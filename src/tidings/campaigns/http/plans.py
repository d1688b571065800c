"""The plan by day, and the days on which the law lets nothing leave."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Self

from pydantic import Field

from tidings.campaigns.service import Outline
from tidings.campaigns.types import Campaign, PlanDay, Status
from tidings.infra import web
from tidings.policy.types import ClosedBy

Closed = Mapping[date, Sequence[ClosedBy]]


class ClosingRuleShown(web.Output):
    """A rule of law that closes a whole day."""

    pack: str = Field(description="For GET /policy/packs/{pack_id}.", examples=["FR"])
    rule: str = Field(examples=["fr-holidays"])
    where: str = Field(description="The jurisdiction of the rule pack.", examples=["France"])
    title: str
    source: str = Field(description="Where the rule stands.")
    people: int = Field(description="Recipients who are, or may be, there.")


class ClosedDayShown(web.Output):
    """A day between the first and the last of a plan that the law closes where recipients are."""

    day: date
    rules: list[ClosingRuleShown] = Field(description="That of most people first.")

    @classmethod
    def all_of(cls, closed: Closed) -> list[Self]:
        """Show closed days, in their order."""
        return [cls(day=day, rules=[ClosingRuleShown.model_validate(rule) for rule in rules]) for day, rules in sorted(closed.items())]


class PlanDayShown(web.Output):
    """One day of a plan."""

    day: date
    planned: int
    released: int


class PlanShown(web.Output):
    """A campaign's plan by day; of a campaign that is not running, the plan if it started now."""

    status: Status
    forecast: bool = Field(description="True if the campaign is not running.")
    estimated_days: int | None
    estimated_completion_date: date | None
    days: list[PlanDayShown]
    closed: list[ClosedDayShown] = Field(description="Days between these that the law closes where recipients are who still wait.")

    @classmethod
    def of(cls, campaign: Campaign, outline: Outline, closed: Closed) -> Self:
        """Show a plan."""
        return cls(
            status=campaign.status,
            forecast=outline.forecast,
            estimated_days=outline.estimate.days,
            estimated_completion_date=outline.estimate.completes_on,
            days=[PlanDayShown.model_validate(day) for day in outline.days],
            closed=ClosedDayShown.all_of(closed),
        )


def sending_days(days: Sequence[PlanDay]) -> list[date]:
    """Return the days of a plan on which anybody leaves, or left."""
    return [each.day for each in days if each.planned or each.released]
