"""`tidings campaigns why`, `dry-run` and `copy`: where everybody stands, what would happen, and another campaign for those left out."""

from typing import Annotated
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.campaigns import service
from tidings.campaigns.http import CampaignShown, CopyShown, DryRunShown, WhyShown

steps = typer.Typer()
"""Commands of `tidings campaigns`."""

CampaignId = Annotated[UUID, typer.Argument(metavar="CAMPAIGN", help="The campaign's id.")]
_REASONS = {"people": "people", "status": "status", "reason": "reason", "until": "from", "sentence": "why"}


@steps.command()
def why(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say where everybody stands, and why; `tidings campaigns recipients --reason` lists who they are."""

    async def work(desk: Desk) -> WhyShown:
        async with desk.unit() as unit:
            return WhyShown.of(await service.why(unit, desk.organisation.id, campaign))

    shown = run(work, organisation).model_dump(mode="json")
    if json:
        write_json(shown)
    else:
        for halt in shown["halts"]:
            say(
                " ".join(
                    filter(None, (halt["sentence"], halt["said"] and f"({halt['said']})", halt["until"] and f"Until {halt['until']}.", halt["fix"]))
                )
            )
        write_rows(shown["reasons"], _REASONS, nothing="Nobody is in it.")


@steps.command("dry-run")
def dry_run(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Say who would get it when, who not and why, and what it costs. Nothing is sent or written."""

    async def work(desk: Desk) -> DryRunShown:
        async with desk.unit() as unit:
            found = await service.dry_run(unit, desk.organisation.id, campaign)
            told = await service.reasons_told(unit, desk.organisation.id, [each.reason for each in found.left_out])
            names = await service.names_of(unit, desk.organisation.id, [each.contact_id for each in found.first])
            closed = await service.closed_days(unit, desk.organisation.id, campaign, [each.day for each in found.days if each.people])
            return DryRunShown.of(found, told, names, closed)

    shown = run(work, organisation)
    if json:
        write_json(shown.model_dump(mode="json"))
        return
    rows = shown.model_dump(mode="json")
    write_rows(
        rows["days"], {"day": "day", "people": "people", "segments": "segments", "cost": f"cost ({shown.currency})"}, nothing="Nobody gets it."
    )
    for out in shown.left_out:
        say(f"{out.people} get nothing: {out.sentence}")
    for lacking, people in shown.unknown_prices.items():
        say(f"No price is known for {lacking}: {people} people are not in the cost.")
    for other in shown.reroutes:
        say(f"{other.sentence} {other.fix}\n  tidings campaigns copy {campaign} --left-out {other.reason} --template NAME")
    for text in shown.texts:
        say(f"{'Keeps the launch back' if text.blocking else 'Advice'}: {text.sentence} {text.fix}")
    ends = f"the last at {shown.finishes_at:%Y-%m-%d %H:%M} UTC" if shown.finishes_at else "some are never reached"
    say(f"{shown.will_get_it} of {shown.people} get it, {ends}; {shown.segments} segments, {shown.cost} {shown.currency}.")


@steps.command()
def copy(
    campaign: CampaignId,
    left_out: Annotated[
        list[str] | None,
        typer.Option("--left-out", help="For those left out for this reason, as in dry-run; repeat it for more."),
    ] = None,
    template: Annotated[str | None, typer.Option("--template", help="Another template, of another channel if wanted.")] = None,
    name: Annotated[str | None, typer.Option("--name", help="By default the original's name and (copy).")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a draft like a campaign: without people, or for those whom it leaves out."""

    async def work(desk: Desk) -> CopyShown:
        async with desk.unit() as unit:
            added = 0
            if left_out:
                made, added = await service.copy_for_left_out(
                    unit, desk.organisation.id, desk.caller, campaign, left_out, template_name=template, name=name
                )
            else:
                made = await service.copy(unit, desk.organisation.id, desk.actor, campaign, name, template)
            estimate = (await service.estimates(unit, desk.organisation.id, [made]))[made.id]
            return CopyShown(**dict(CampaignShown.of(made, estimate)), recipients_added=added)

    shown = run(work, organisation)
    if json:
        write_json(shown.model_dump(mode="json"))
    else:
        say(f"{shown.id}: {shown.name} by {shown.channel}, {shown.recipients_added} people, a draft.")
