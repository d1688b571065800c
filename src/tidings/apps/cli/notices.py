"""`tidings notices`: kinds, and one thing to say to one person."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, cast
from uuid import UUID

import orjson
import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.kernel.words import Channel, Purpose
from tidings.notices import service
from tidings.notices.http import ChannelShown, KindShown, NoticeAskedShown, NoticeShown, NoticeWhole
from tidings.notices.types import Budget, Kind, NoticeState, Request, Search, Settings, Stops

app = typer.Typer(no_args_is_help=True)
kind_app = typer.Typer(no_args_is_help=True)
app.add_typer(kind_app, name="kinds", help="What notices of one sort share.")

Data = Annotated[str, typer.Option("--data", metavar="JSON", help="What the templates say; @FILE reads it from a file.")]
Channels = Annotated[list[str], typer.Option("--template", metavar="CHANNEL=TEMPLATE", help="The text by channel; repeat it.")]
_MILLIONTHS = 1_000_000
_COLUMNS = {"created_at": "asked for", "kind": "kind", "key": "key", "state": "state", "tried": "tried", "why": "why", "id": "id"}


@kind_app.command("list")
def list_kinds(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the kinds of notices."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            return [_kind(each) for each in await service.kinds(unit, desk.organisation.id)]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
    else:
        columns = {
            "key": "key",
            "name": "name",
            "class": "class",
            "cascade": "cascade",
            "templates": "texts",
            "rollout_percent": "rollout %",
            "budget": "budget",
        }
        write_rows(
            [{**each, "templates": _pairs(each["templates"]), "budget": _budget(each["budget"])} for each in rows],
            columns,
            nothing="There are no kinds yet.",
        )


@kind_app.command("set")
def set_kind(
    key: Annotated[str, typer.Argument(metavar="KEY")],
    template: Channels,
    name: Annotated[str | None, typer.Option(help="What people call it; by default its key.")] = None,
    marketing: Annotated[bool, typer.Option("--marketing", help="It is marketing: its consent and hours hold.")] = False,
    cascade: Annotated[str, typer.Option(help=f"One of {', '.join(service.CASCADES)}.")] = "standard",
    wait: Annotated[list[str] | None, typer.Option(metavar="CHANNEL=SECONDS", help="How long a channel may be silent; repeat it.")] = None,
    hours: Annotated[float, typer.Option(help="How long the notice makes sense.")] = 24.0,
    smart: Annotated[bool, typer.Option("--smart", help="The channel that worked best for the person before goes first.")] = False,
    budget: Annotated[float | None, typer.Option(help="What its messages may cost in a month, in the organisation's currency.")] = None,
    warn: Annotated[int, typer.Option(min=1, max=100, metavar="PERCENT", help="From which part of the budget on Home tells of it.")] = 80,
    stops: Annotated[Stops, typer.Option(help="What no longer leaves by channels that cost money once the budget is used up.")] = Stops.NOTHING,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Make or change a kind. The API sets rollout, grouping and the rest."""
    settings = Settings(
        name=name or key,
        purpose=Purpose.MARKETING if marketing else Purpose.TRANSACTIONAL,
        templates=_by_channel(template),
        cascade=cascade,
        waits={channel: timedelta(seconds=_seconds(text)) for channel, text in _by_channel(wait or ()).items()},
        expires_after=timedelta(hours=hours),
        smart=smart,
        budget=None if budget is None else Budget(round(budget * _MILLIONTHS), warn / 100, stops),
    )

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            return _kind(await service.put_kind(unit, desk.organisation.id, desk.actor, key, settings))

    shown = run(work, organisation)
    if json:
        write_json(shown)
    else:
        say(f"{shown['key']}: {_pairs(shown['templates'])}, {shown['cascade']}.")


@kind_app.command("archive")
def archive_kind(key: Annotated[str, typer.Argument(metavar="KEY")], organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Offer a kind no more; what was asked for goes on."""

    async def work(desk: Desk) -> None:
        async with desk.unit() as unit:
            await service.archive_kind(unit, desk.organisation.id, desk.actor, key)

    run(work, organisation)
    say(f"{key} is archived.")


@app.command()
def send(
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    to: Annotated[str, typer.Argument(metavar="TO", help="A contact's id, a phone number, or a known email.")],
    key: Annotated[str, typer.Option(help="Yours: the same again is the notice that is there; anything else under it is refused.")],
    data: Data = "{}",
    about: Annotated[str | None, typer.Option(metavar="KIND:ID", help="What it is about, such as ticket:118.")] = None,
    urgent: Annotated[bool, typer.Option("--urgent", help="It leaves although the kind's budget is used up, unless that stops all.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Send one notice by whichever channel works."""
    contact_id = _uuid(to)
    subject_kind, _, subject_id = (about or "").partition(":")
    request = Request(kind, key, contact_id, None if contact_id else to, _object(data), subject_kind or None, subject_id or None, urgent=urgent)

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            (asked,) = await service.notify(unit, desk.organisation.id, [request], exact=True)
        if asked.error is not None:
            raise asked.error
        return NoticeAskedShown.of(asked).model_dump(mode="json")

    shown = run(work, organisation)
    if json:
        write_json(shown)
    else:
        say(f"{shown['id']}: {'there already, ' if shown['repeated'] else ''}{shown['state']}.")


@app.command()
def show(notice_id: Annotated[UUID, typer.Argument(metavar="ID")], json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show one notice: its attempts, its outcome, and why each channel was used or not."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            found = await service.notice(unit, desk.organisation.id, notice_id)
            data = await service.said(unit, desk.organisation.id, found.notice)
        return NoticeWhole.with_data(found, data, desk.language).model_dump()

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    write_fields({"state": shown["state"], "why": _sentence(shown["reason"]), "kind": shown["kind"], "key": shown["key"], "data": shown["data"]})
    if shown["plan"]:
        _write_plan(shown["plan"]["channels"])
    columns = {"step": "step", "channel": "tried by", "state": "state", "why": "why", "sent_at": "sent", "delivered_at": "delivered"}
    write_rows([{**each, "why": _sentence(each["reason"])} for each in shown["attempts"]], columns, nothing="Nothing was tried.")


@app.command("list")
def list_notices(
    kind: Annotated[str | None, typer.Option(help="Of this kind.")] = None,
    contact: Annotated[UUID | None, typer.Option(help="To this contact.")] = None,
    state: Annotated[NoticeState | None, typer.Option(help="In this state.")] = None,
    about: Annotated[str | None, typer.Option(metavar="KIND:ID", help="About this.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=500)] = 50,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """List notices, newest first."""
    subject_kind, _, subject_id = (about or "").partition(":")
    search = Search(contact, kind, state, subject_kind or None, subject_id or None)

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            page = await service.notices(unit, desk.organisation.id, search, limit=limit)
        return [NoticeShown.of(each, desk.language).model_dump() for each in page.rows]

    rows = run(work, organisation)
    if json:
        write_json({"items": rows})
        return
    table = [{**each, "tried": [one["channel"] for one in each["attempts"]], "why": _sentence(each["reason"])} for each in rows]
    write_rows(table, _COLUMNS, nothing="There are no such notices.")


@app.command()
def preview(
    kind: Annotated[str, typer.Argument(metavar="KIND")],
    contact: Annotated[UUID, typer.Argument(metavar="CONTACT")],
    data: Data = "{}",
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Say by which channels a notice would go to somebody now, and why not by others. Nothing is sent."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            plan, first = await service.preview(unit, desk.organisation.id, kind, contact, _object(data))
        channels = [ChannelShown.of(each, desk.language).model_dump(mode="json") for each in plan.entries]
        return {"by": plan.by, "channels": channels, "begins_with": [each.channel.value for each in first]}

    shown = run(work, organisation)
    if json:
        write_json(shown)
        return
    say(f"It would begin with {', '.join(shown['begins_with'])}." if shown["begins_with"] else "It would be refused.")
    _write_plan(shown["channels"])


def _write_plan(channels: list[dict[str, Any]]) -> None:
    columns = {"channel": "channel", "usable": "usable", "beside": "beside", "why": "why not"}
    write_rows([{**each, "why": _sentence(each["reason"])} for each in channels], columns, nothing="No channel is named.")


def _kind(kind: Kind) -> dict[str, Any]:
    return KindShown.of(kind).model_dump(mode="json", by_alias=True)


def _budget(shown: dict[str, Any] | None) -> str | None:
    """Say how far a kind's budget is used."""
    if shown is None:
        return None
    spent = "?" if shown["spent_micros"] is None else f"{shown['spent_micros'] / _MILLIONTHS:.2f}"
    return f"{spent} of {shown['month_micros'] / _MILLIONTHS:.2f}, stops {shown['stops']}"


def _sentence(reason: dict[str, Any] | None) -> str | None:
    return reason["sentence"] if reason else None


def _pairs(texts: dict[str, str]) -> str:
    return ", ".join(f"{channel} {name}" for channel, name in texts.items())


def _by_channel(texts: Sequence[str]) -> dict[Channel, str]:
    found: dict[Channel, str] = {}
    for text in texts:
        channel, equals, value = text.partition("=")
        if not equals or channel not in set(Channel):
            raise typer.BadParameter(f"{text!r} is not CHANNEL=VALUE; there are {', '.join(Channel)}.")
        found[Channel(channel)] = value
    return found


def _seconds(text: str) -> int:
    if not text.isdigit():
        raise typer.BadParameter(f"{text!r} is no number of seconds.")
    return int(text)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _object(text: str) -> dict[str, Any]:
    """Read what a notice brings, from the option itself or the file that it names."""
    try:
        source = Path(text[1:]).read_bytes() if text.startswith("@") else text
        value: object = orjson.loads(source)
    except (OSError, orjson.JSONDecodeError) as error:
        raise typer.BadParameter(f"--data can't be read as JSON: {error}.") from error
    if not isinstance(value, dict):
        raise typer.BadParameter("--data is not a JSON object.")
    return cast("dict[str, Any]", value)
