"""What somebody sees first: what runs, what needs a person, how full today's limits are, and the first steps of a new organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from tidings.accounts.types import Caller, Scope
from tidings.campaigns import service as campaigns
from tidings.campaigns.service import Running
from tidings.campaigns.types import Approval, ApprovalState, CampaignFilter, Finding
from tidings.campaigns.types import Status as CampaignStatus
from tidings.channels import service as channels
from tidings.channels.types import Portfolio, Sender, Status
from tidings.contacts import service as contacts
from tidings.contacts.types import Filter, ImportReport
from tidings.content import service as content
from tidings.content.types import Refiled
from tidings.conversations import service as conversations
from tidings.inbox import service as inbox
from tidings.inbox.types import Escalations
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.limits import service as limits
from tidings.notices import service as notices
from tidings.notices.types import Kind
from tidings.repairs import service as repairs
from tidings.repairs.types import Budget

_MOST_APPROVALS = 5
_MOST_IMPORTS = 5
_MOST_REFILED = 5
_WAITING = frozenset({ApprovalState.ASKED, ApprovalState.APPROVED})


@dataclass(frozen=True, slots=True)
class Waiting:
    """A campaign that waits for another person's word, or has it and waits for its launch. Whoever made it or asked can't give theirs."""

    approval: Approval
    name: str
    created_by: str


@dataclass(frozen=True, slots=True)
class Needs:
    """What needs a person, as far as the role of whoever looks goes; `unclear` counts messages that may be opt-outs and hold their addresses.

    `repairs` is the repair shop's budget for messages where it is nearly or wholly used this month, `kinds` are kinds of notices with such a budget.
    """

    findings: Sequence[Finding]
    approvals: Sequence[Waiting]
    imports: Sequence[ImportReport]
    refiled: Sequence[Refiled]
    unclear: int
    repairs: Budget | None
    kinds: Sequence[Kind]
    escalated: Escalations | None


@dataclass(frozen=True, slots=True)
class Line:
    """What senders share a limit: people of a rolling 24 hours (`a_day`) or messages of a rolling hour; None is unlimited. Figures are of today."""

    names: Sequence[str]
    channel: Channel
    a_day: bool
    limit: int | None
    used: int
    planned: int
    released: int


@dataclass(frozen=True, slots=True)
class Steps:
    """How far a new organisation is on the way to its first campaign."""

    sender: bool
    people: bool
    campaign: bool


@dataclass(frozen=True, slots=True)
class Home:
    """What somebody sees first; what the role may not read is None."""

    steps: Steps
    running: Sequence[Running] | None
    needs: Needs
    lines: Sequence[Line] | None


async def home(unit: Unit, caller: Caller, region: str, wanted: str | None = None) -> Home:
    """Return what somebody sees first, in a constant number of statements, in a language that is `wanted` (Accept-Language) or the organisation's."""
    organisation_id = caller.organisation_id
    senders = await channels.senders(unit, organisation_id)
    reads = Scope.CAMPAIGNS_READ in caller.scopes
    running = await campaigns.running(unit, organisation_id) if reads else None
    return Home(
        steps=await _steps(unit, caller, senders, region),
        running=running,
        needs=await _needs(unit, caller, wanted),
        lines=None if running is None else await _lines(unit, organisation_id, senders, running),
    )


async def _steps(unit: Unit, caller: Caller, senders: Sequence[Sender], region: str) -> Steps:
    organisation_id = caller.organisation_id
    anybody = await contacts.list_contacts(unit, organisation_id, Filter(), None, 1, region)
    any_campaign = await campaigns.campaigns(unit, organisation_id, CampaignFilter(), limit=1)
    return Steps(any(each.status is Status.OPEN for each in senders), bool(anybody.rows), bool(any_campaign.rows))


async def _needs(unit: Unit, caller: Caller, wanted: str | None) -> Needs:
    organisation_id, scopes = caller.organisation_id, caller.scopes
    reads = Scope.CAMPAIGNS_READ in scopes
    return Needs(
        findings=(await campaigns.health(unit, organisation_id, wanted)).findings if reads else [],
        approvals=await _waiting(unit, caller) if reads else [],
        imports=await contacts.imports_to_see(unit, organisation_id, _MOST_IMPORTS) if Scope.CONTACTS_READ in scopes else [],
        refiled=await content.refiled(unit, organisation_id, _MOST_REFILED) if Scope.TEMPLATES_READ in scopes else [],
        unclear=await conversations.count_unclear(unit, organisation_id) if Scope.CONTACTS_READ in scopes else 0,
        repairs=await repairs.budget_near(unit, organisation_id) if Scope.CONTACTS_READ in scopes else None,
        kinds=await notices.budgets_near(unit, organisation_id) if Scope.MESSAGES_READ in scopes else [],
        escalated=await inbox.escalated(unit, organisation_id) if Scope.INBOX_READ in scopes else None,
    )


async def _waiting(unit: Unit, caller: Caller) -> list[Waiting]:
    asked = await campaigns.approvals(unit, caller.organisation_id, _WAITING, limit=_MOST_APPROVALS)
    made = {each.campaign_id: await campaigns.campaign(unit, caller.organisation_id, each.campaign_id) for each in asked.rows}
    return [
        Waiting(each, made[each.campaign_id].settings.name, made[each.campaign_id].created_by)
        for each in asked.rows
        if made[each.campaign_id].status is CampaignStatus.IN_REVIEW
    ]


async def _lines(unit: Unit, organisation_id: UUID, senders: Sequence[Sender], running: Sequence[Running]) -> list[Line]:
    """Group senders by what they share: a portfolio, or nothing."""
    people, messages = await limits.used_now(unit, organisation_id)
    shared = {each.id: each for each in await channels.portfolios(unit, organisation_id)}
    groups: dict[UUID, list[Sender]] = {}
    for each in senders:
        groups.setdefault(each.portfolio_id or each.id, []).append(each)
    used = people | messages
    return [_line(members, shared.get(key), used.get(key, 0), running) for key, members in groups.items()]


def _line(members: Sequence[Sender], portfolio: Portfolio | None, used: int, running: Sequence[Running]) -> Line:
    ids = {each.id for each in members}
    mine = [each for each in running if each.sender_id in ids]
    return Line(
        names=[each.label for each in members],
        channel=members[0].channel,
        a_day=portfolio is not None,
        limit=members[0].per_hour if portfolio is None else portfolio.daily_people,
        used=used,
        planned=sum(each.planned_today for each in mine),
        released=sum(each.released_today for each in mine),
    )
