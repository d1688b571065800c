"""`tidings approvals`, and what is asked and decided of one campaign."""

from typing import Annotated
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.campaigns import service
from tidings.campaigns.http import ApprovalShown
from tidings.campaigns.types import Approval, ApprovalState

app = typer.Typer()
steps = typer.Typer()
"""Commands of `tidings campaigns`."""

CampaignId = Annotated[UUID, typer.Argument(metavar="CAMPAIGN", help="The campaign's id.")]
_COLUMNS = {
    "campaign_id": "campaign",
    "state": "state",
    "recipients": "recipients",
    "cost": "cost",
    "asked_by": "asked by",
    "asked_at": "at",
    "reason": "reason",
}


@app.command("approvals")
def list_all(
    state: Annotated[list[ApprovalState] | None, typer.Option("--state", help="By default what waits; repeat the option.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List what waits for another person's approval."""

    async def work(desk: Desk) -> list[ApprovalShown]:
        async with desk.unit() as unit:
            page = await service.approvals(unit, desk.organisation.id, frozenset(state or ()), limit=500)
            return [ApprovalShown.of(each) for each in page.rows]

    shown = [each.model_dump(mode="json") for each in run(work, organisation)]
    if json:
        write_json({"items": shown})
        return
    rows = [{**each, "recipients": each["asked"]["recipients"], "cost": f"{each['asked']['cost']} {each['asked']['currency']}"} for each in shown]
    write_rows(rows, _COLUMNS, nothing="Nothing waits for approval.")


@steps.command()
def submit(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Ask another person to approve it as it stands."""

    async def work(desk: Desk) -> Approval:
        async with desk.unit() as unit:
            return await service.submit(unit, desk.organisation.id, desk.actor, campaign)

    _show(run(work, organisation), json=json)


@steps.command()
def approve(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Approve what another person asked; whoever may change it can launch it then."""

    async def work(desk: Desk) -> Approval:
        async with desk.unit() as unit:
            return await service.approve(unit, desk.organisation.id, desk.caller, campaign)

    _show(run(work, organisation), json=json)


@steps.command()
def refuse(
    campaign: CampaignId,
    reason: Annotated[str, typer.Option("--reason", help="For whoever asked.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Refuse what another person asked; it is a draft again."""

    async def work(desk: Desk) -> Approval:
        async with desk.unit() as unit:
            return await service.refuse(unit, desk.organisation.id, desk.caller, campaign, reason)

    _show(run(work, organisation), json=json)


def _show(approval: Approval, *, json: bool) -> None:
    shown = ApprovalShown.of(approval)
    if json:
        write_json(shown.model_dump(mode="json"))
        return
    asked = shown.asked
    say(f"{shown.state}: {asked.recipients} recipients, {asked.template_name} version {asked.template_version}, {asked.cost} {asked.currency}.")
    for lacking, people in asked.unknown_prices.items():
        say(f"No price is known for {lacking}: {people} people are not in this.")
