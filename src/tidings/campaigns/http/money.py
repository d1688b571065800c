"""Money as the campaign API shows it."""

from datetime import date
from typing import Self

from pydantic import Field

from tidings.campaigns.types import Budget, Spent
from tidings.infra import web
from tidings.kernel.money import in_units
from tidings.kernel.words import Channel


class DaySpentShown(web.Output):
    """What was sent on a day of the organisation's has cost."""

    day: date
    spent: str = Field(examples=["11.25"])
    estimated: str = Field(description="The part of `spent` that is known from price lists only.")
    unpriced: int = Field(description="Sent at a price that neither the provider told nor a price list knows.")


class SpentShown(web.Output):
    """What a campaign has cost; amounts are in `currency`."""

    currency: str = Field(examples=["EUR"])
    committed: str = Field(description="For messages on their way or in doubt, as far as they were priced.")
    spent: str = Field(examples=["11.25"])
    estimated: str = Field(description="The part of `spent` that is known from price lists only.")
    unpriced: int = Field(description="Sent at a price that neither the provider told nor a price list knows.")
    days: list[DaySpentShown]

    @classmethod
    def of(cls, spent: Spent) -> Self:
        """Show what was spent."""
        return cls(
            currency=spent.currency,
            committed=in_units(spent.whole.committed),
            spent=in_units(spent.whole.spent),
            estimated=in_units(spent.whole.estimated),
            unpriced=spent.whole.unpriced,
            days=[
                DaySpentShown(day=day, spent=in_units(each.spent), estimated=in_units(each.estimated), unpriced=each.unpriced)
                for day, each in spent.by_day.items()
            ],
        )


class BudgetShown(web.Output):
    """How a budget stands; amounts are in `currency`."""

    amount: str = Field(examples=["250"])
    currency: str = Field(examples=["EUR"])
    channel: Channel
    planned: str | None = Field(description="What everybody was to cost at the launch; null before it.")
    committed: str = Field(description="For messages on their way or in doubt.")
    spent: str
    estimated: str = Field(description="The part of `spent` that is known from price lists only.")
    left: str
    unpriced: int = Field(description="Messages sent at a price that nobody knows.")

    @classmethod
    def of(cls, budget: Budget, channel: Channel) -> Self:
        """Show a budget."""
        return cls(
            amount=in_units(budget.amount),
            currency=budget.currency,
            channel=channel,
            planned=None if budget.planned is None else in_units(budget.planned),
            committed=in_units(budget.committed),
            spent=in_units(budget.spent),
            estimated=in_units(budget.estimated),
            left=in_units(budget.left),
            unpriced=budget.unpriced,
        )
