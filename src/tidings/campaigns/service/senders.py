"""Which sender a campaign sends by, and which campaigns share a limit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.campaigns.errors import NoSender
from tidings.campaigns.types import Campaign
from tidings.channels import service as channels
from tidings.channels.types import Sender, Status
from tidings.infra.db.unit import Unit


@dataclass(frozen=True, slots=True)
class Lines:
    """An organisation's senders, and the people a day of each portfolio (None is unlimited)."""

    senders: Sequence[Sender]
    tiers: Mapping[UUID, int | None]

    def sender_of(self, campaign: Campaign) -> Sender | None:
        """Return the sender that was chosen, else the first open one of the channel, else any."""
        fitting = [sender for sender in self.senders if sender.channel is campaign.channel]
        wanted = campaign.settings.sender_id
        if wanted is not None:
            return next((sender for sender in fitting if sender.id == wanted), None)
        return next((sender for sender in fitting if sender.status is Status.OPEN), fitting[0] if fitting else None)

    def tier(self, portfolio_id: UUID | None) -> int | None:
        """Return the distinct people a portfolio may reach in a rolling 24 hours, None without a limit."""
        return None if portfolio_id is None else self.tiers.get(portfolio_id)

    def groups(self, campaigns: Iterable[Campaign]) -> list[tuple[UUID | None, list[Campaign]]]:
        """Group campaigns that share a portfolio, or a sender where there is none; each with its portfolio, if any."""
        groups: dict[UUID | None, tuple[UUID | None, list[Campaign]]] = {}
        for campaign in campaigns:
            sender = self.sender_of(campaign)
            portfolio = sender.portfolio_id if sender else None
            name = portfolio or (sender.id if sender else None)
            groups.setdefault(name, (portfolio, []))[1].append(campaign)
        return list(groups.values())

    def portfolio_of(self, campaign: Campaign) -> UUID | None:
        """Return the portfolio whose people a campaign counts against."""
        sender = self.sender_of(campaign)
        return sender.portfolio_id if sender else None


def sender_for(lines: Lines, campaign: Campaign) -> Sender:
    """Return the sender that a campaign would send by, open or not. Raises NoSender if there is none."""
    sender = lines.sender_of(campaign)
    if sender is None:
        raise NoSender(campaign.channel, f"Nothing can send {campaign.channel} messages.")
    return sender


async def lines_of(unit: Unit, organisation_id: UUID) -> Lines:
    """Return an organisation's senders and portfolios, by two statements."""
    senders = await channels.senders(unit, organisation_id)
    tiers = {portfolio.id: portfolio.daily_people for portfolio in await channels.portfolios(unit, organisation_id)}
    return Lines(senders, tiers)
