"""`tidings campaigns`: from a draft to its last receipt. JSON answers are those of the API."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any
from uuid import UUID

import orjson
import typer

from tidings.apps.cli.approvals import steps as decisions
from tidings.apps.cli.attested import Attested, ConsentDate, ConsentSource, ConsentWording
from tidings.apps.cli.foresight import steps as foresight
from tidings.apps.cli.money import amount_of
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json, possible
from tidings.apps.cli.output import note, say, write_fields, write_json
from tidings.apps.cli.phone_lists import add_in_chunks, phones_of
from tidings.apps.cli.recipient_lists import page_of, write_csv, write_page
from tidings.apps.cli.reports import steps as reports
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.campaigns import service
from tidings.campaigns.http import Activated, CampaignShown, PlanShown, RecipientsAddedShown, StatsShown, recipient_filter, sending_days
from tidings.campaigns.types import Campaign, CampaignFilter, CampaignType, RecipientsAdded, Settings, Status
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.money import Money
from tidings.kernel.paging import MOST_ROWS
from tidings.kernel.words import Channel

app = typer.Typer()
app.add_typer(decisions)
app.add_typer(foresight)
app.add_typer(reports)

CampaignId = Annotated[UUID, typer.Argument(metavar="CAMPAIGN", help="The campaign's id.")]

_COLUMNS = {
    "id": "id",
    "name": "name",
    "status": "status",
    "channel": "channel",
    "daily_send_limit": "a day",
    "priority": "priority",
    "estimated_completion_date": "complete on",
}
_MOST_LISTED = 20
"""Refused numbers shown on a terminal; JSON has them all."""


@app.command("list")
def list_all(
    status: Annotated[list[Status] | None, typer.Option("--status", help="Only these; repeat the option.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List campaigns, newest first."""
    rows = run(lambda desk: _listed(desk, CampaignFilter(frozenset(status or ()))), organisation)
    shown = [row.model_dump(mode="json") for row in rows]
    if json:
        write_json({"items": shown})
    else:
        write_rows(shown, _COLUMNS, nothing="There are no such campaigns. `tidings campaigns create` makes one.")


@app.command()
def create(
    name: Annotated[str, typer.Argument(metavar="NAME")],
    template: Annotated[str | None, typer.Option("--template", help="The name of the template; `tidings templates list` shows them.")] = None,
    channel: Annotated[Channel | None, typer.Option("--channel", help="By which channel, if its template is to be chosen later.")] = None,
    daily_limit: Annotated[int, typer.Option("--daily-limit", min=1, help="People a day.")] = 250,
    priority: Annotated[int, typer.Option("--priority", help="1 comes first when campaigns share a limit.")] = 5,
    description: Annotated[str, typer.Option("--description")] = "",
    type_: Annotated[CampaignType, typer.Option("--type", help="What it is for.")] = CampaignType.EVENT,
    target_audience: Annotated[str | None, typer.Option("--target-audience", metavar="JSON", help='Such as {"customer_tier": "premium"}.')] = None,
    start: Annotated[datetime | None, typer.Option("--start", formats=["%Y-%m-%d"], callback=possible, help="The first day.")] = None,
    end: Annotated[
        datetime | None, typer.Option("--end", formats=["%Y-%m-%d"], callback=possible, help="The last day; who is not reached by then expires.")
    ] = None,
    budget: Annotated[str | None, typer.Option("--budget", metavar="AMOUNT", help="It pauses by itself when so much is used up.")] = None,
    accept_unknown_prices: Annotated[bool, typer.Option("--accept-unknown-prices", help="Send where no price is known, too.")] = False,
    programme: Annotated[str, typer.Option("--programme", help="Which series people must have agreed to, by key.")] = "",
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make a draft."""
    settings = Settings(
        name=name,
        template_name=template,
        description=description,
        type=type_,
        daily_send_limit=daily_limit,
        priority=priority,
        target_audience=_audience(target_audience),
        start_date=start.date() if start else None,
        end_date=end.date() if end else None,
        budget=None if budget is None else Money.of(amount_of(budget), "").micros,
        accept_unknown_prices=accept_unknown_prices,
        programme=programme,
    )
    made = _steered(organisation, lambda unit, desk: service.create(unit, desk.organisation.id, desk.actor, settings, channel=channel))
    _show(made, json=json, done=f"Made the draft {made.id}. Add people: tidings campaigns add {made.id} ...")


@app.command()
def add(
    campaign: CampaignId,
    phones: Annotated[list[str] | None, typer.Argument(metavar="[PHONE]...", help="Phone numbers, in any usual way of writing.")] = None,
    file: Annotated[
        Path | None,
        typer.Option("--file", exists=True, dir_okay=False, help="A CSV file with a column of phones; - for standard input.", allow_dash=True),
    ] = None,
    column: Annotated[str | None, typer.Option("--column", help="The title of that column; found by itself where it is plain.")] = None,
    target_audience: Annotated[bool, typer.Option("--target-audience", help="Everybody who fits the campaign's target audience.")] = False,
    consent_basis: ConsentSource = None,
    consent_wording: ConsentWording = None,
    consent_date: ConsentDate = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Add people; a person is in a campaign once, however often added."""
    if sum((bool(phones), file is not None, target_audience)) != 1:
        raise typer.BadParameter("Give phone numbers, or --file, or --target-audience: one of them.")
    attested = Attested.of(consent_basis, consent_wording, consent_date)

    async def work(desk: Desk) -> RecipientsAdded:
        if target_audience:
            async with desk.unit() as unit:
                return await service.add_target_audience(unit, desk.organisation.id, desk.caller, campaign)
        given = phones or [] if file is None else phones_of(file, column, desk.organisation.region)
        caller = replace(desk.caller, consent_basis=attested.basis(desk) if attested else None)
        return await add_in_chunks(desk, caller, campaign, given)

    _show_added(run(work, organisation), json=json)


def _show_added(added: RecipientsAdded, *, json: bool) -> None:
    shown = RecipientsAddedShown.of(added).model_dump(mode="json")
    if json:
        write_json(shown)
        return
    suppressed = shown.pop("suppressed")
    invalid = shown.pop("invalid")
    write_fields({**shown, "invalid": len(invalid), "would be refused now": _reasons(suppressed["reasons"])})
    if invalid:
        note("")
        columns = {"position": "place", "value": "number", "reason": "why it was not added"}
        write_rows(invalid[:_MOST_LISTED], columns, nothing="", to_stderr=True)


@app.command()
def activate(
    campaign: CampaignId,
    start_date: Annotated[
        datetime | None, typer.Option("--start-date", formats=["%Y-%m-%d"], callback=possible, help="The first day; by default today.")
    ] = None,
    waive_text: Annotated[
        str | None, typer.Option("--waive-required-text", help="Launch although a law seems to demand more words; say why, for the audit.")
    ] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Launch: check that it can succeed, and begin now or on the start date."""
    first = start_date.date() if start_date else None

    async def work(desk: Desk) -> Activated:
        async with desk.unit() as unit:
            return Activated.after(await service.activate(unit, desk.organisation.id, desk.caller, campaign, first, text_waiver=waive_text))

    launched = run(work, organisation)
    if json:
        write_json(launched.model_dump(mode="json"))
    else:
        say(f"{launched.recipients} people in {launched.estimated_days} days; the last on {launched.estimated_completion_date}.")


@app.command()
def pause(
    campaign: CampaignId,
    reason: Annotated[str | None, typer.Option("--reason", help="For the others to read.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Let nothing more leave, within a second."""
    done = _steered(organisation, lambda unit, desk: service.pause(unit, desk.organisation.id, desk.actor, campaign, reason))
    _show(done, json=json, done="Paused.")


@app.command()
def resume(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Go on where it stood."""
    done = _steered(organisation, lambda unit, desk: service.resume(unit, desk.organisation.id, desk.actor, campaign))
    _show(done, json=json, done=f"It is {done.status}; estimated to be complete on {done.estimated_completion_date}.")


@app.command()
def cancel(
    campaign: CampaignId,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """End it for good: whoever was not sent to is cancelled."""
    if not yes and not typer.confirm("A cancelled campaign can't be resumed. Cancel it?", err=True):
        raise typer.Exit(1)
    done = _steered(organisation, lambda unit, desk: service.cancel(unit, desk.organisation.id, desk.actor, campaign))
    _show(done, json=json, done="Cancelled.")


@app.command()
def stats(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show how far it is."""

    async def work(desk: Desk) -> StatsShown:
        async with desk.unit() as unit:
            return StatsShown.of(await service.stats(unit, desk.organisation.id, campaign))

    shown = run(work, organisation).model_dump(mode="json")
    if json:
        write_json(shown)
        return
    states, reasons, costs = shown.pop("states"), shown.pop("reasons"), shown.pop("costs")
    days = costs.pop("days")
    write_fields({**shown, "now": _reasons(states), **{f"costs: {what}": said for what, said in costs.items()}})
    if days:
        columns = {"day": "day", "spent": f"spent ({costs['currency']})", "estimated": "of it estimated", "unpriced": "without a price"}
        write_rows(days, columns, nothing="")
    for state, codes in reasons.items():
        say(f"{state}: {_reasons(codes)}")


@app.command()
def recipients(
    campaign: CampaignId,
    status: Annotated[
        list[str] | None, typer.Option("--status", help="planned, queued, sent, failed... or pending; several by commas, or repeated.")
    ] = None,
    reason: Annotated[list[str] | None, typer.Option("--reason", help="A reason code, as in the list; several by commas, or repeated.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=MOST_ROWS)] = 50,
    cursor: Annotated[str | None, typer.Option("--cursor", help="Where the last list ended.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="All of them, as CSV.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List who is in it: name, masked number, status, and the reason where a message was not sent."""
    wanted = recipient_filter(status or [], reason or [])
    if csv and (json or cursor):
        raise typer.BadParameter("--csv writes all of them, and nothing else.")
    if csv:
        run(lambda desk: write_csv(desk, campaign, wanted), organisation)
        return
    rows, next_cursor = run(lambda desk: page_of(desk, campaign, wanted, cursor=cursor, limit=limit), organisation)
    write_page(rows, next_cursor, json=json)


@app.command()
def plan(campaign: CampaignId, json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show how many are reached on which day; of a campaign that does not run, how it would be if it began now."""

    async def work(desk: Desk) -> PlanShown:
        async with desk.unit() as unit:
            found = await service.campaign(unit, desk.organisation.id, campaign)
            outline = await service.outline(unit, desk.organisation.id, found)
            return PlanShown.of(found, outline, await service.closed_days(unit, desk.organisation.id, campaign, sending_days(outline.days)))

    shown = run(work, organisation).model_dump(mode="json")
    if json:
        write_json(shown)
        return
    write_rows(shown["days"], {"day": "day", "planned": "planned", "released": "released"}, nothing="There is nobody to reach.")
    for closed in shown["closed"]:
        rules = "; ".join(f"{rule['title']} ({rule['where']})" for rule in closed["rules"])
        say(f"{closed['day']} is closed: {rules}.")
    if shown["estimated_days"]:
        say(
            f"{shown['estimated_days']} days, the last on {shown['estimated_completion_date']}"
            + (" (if it began now)." if shown["forecast"] else ".")
        )


async def _listed(desk: Desk, wanted: CampaignFilter) -> list[CampaignShown]:
    found: list[CampaignShown] = []
    cursor: str | None = None
    async with desk.unit() as unit:
        while True:
            page = await service.campaigns(unit, desk.organisation.id, wanted, cursor=cursor, limit=MOST_ROWS)
            estimates = await service.estimates(unit, desk.organisation.id, page.rows)
            found.extend(CampaignShown.of(each, estimates[each.id]) for each in page.rows)
            cursor = page.next_cursor
            if cursor is None:
                return found


def _steered(organisation: str, change: Callable[[Unit, Desk], Awaitable[Campaign]]) -> CampaignShown:
    async def work(desk: Desk) -> CampaignShown:
        async with desk.unit() as unit:
            changed = await change(unit, desk)
            estimates = await service.estimates(unit, desk.organisation.id, [changed])
            return CampaignShown.of(changed, estimates[changed.id])

    return run(work, organisation)


def _show(campaign: CampaignShown, *, json: bool, done: str) -> None:
    if json:
        write_json(campaign.model_dump(mode="json"))
    else:
        say(done)


def _audience(text: str | None) -> dict[str, Any] | None:
    if text is None:
        return None
    try:
        read: Any = orjson.loads(text)
    except orjson.JSONDecodeError:
        read = None
    if not isinstance(read, dict):
        raise Invalid(
            "target_audience_invalid", "The target audience is no JSON object.", field="--target-audience", fix='Write {"attribute": "value"}.'
        )
    return read  # pyright: ignore[reportUnknownVariableType] - checked by the room, as from the API


def _reasons(counts: dict[str, int]) -> str:
    return ", ".join(f"{word} {count}" for word, count in counts.items() if count) or "none"
