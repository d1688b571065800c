"""`tidings inbox`: what it does of its own accord, and how well people are answered."""

from datetime import date, datetime
from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json, possible
from tidings.apps.cli.output import say, write_fields, write_json
from tidings.apps.cli.session import Desk, run
from tidings.apps.cli.tables import write_rows
from tidings.inbox import service
from tidings.inbox.http import AllInboxFiguresShown, AutoAnswerShown, TriedShown
from tidings.inbox.types import By, History
from tidings.kernel.words import Channel

app = typer.Typer(no_args_is_help=True)

_ANSWERS = {"name": "name", "kind": "by", "holds": "holds", "version": "version", "id": "id"}
_MOST_WORDS = 10


@app.command()
def classify(
    text: Annotated[str, typer.Argument(metavar="TEXT", help="A message as somebody would write it.")],
    channel: Annotated[Channel, typer.Option(help="By which channel.")] = Channel.SMS,
    closed: Annotated[bool, typer.Option("--closed", help="As if it came out of hours.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Say what would be done about a message, and why. Nothing is sent or kept."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            spoken = service.Spoken(text, channel, unit.at, History(), closed=closed, closed_since=unit.at if closed else None)
            names = {str(each.id): each.answer.name for each in await service.auto_answers(unit, desk.organisation.id)}
            told = TriedShown.of(await service.try_out(unit, desk.organisation.id, spoken)).model_dump(mode="json")
        return {**told, "names": names}

    told = run(work, organisation)
    names = told.pop("names")
    if json:
        write_json(told)
        return
    say(told["explanation"]["en"])
    write_fields({
        "reading": told["verdict"],
        "best": _fit(told["best"], names),
        "runner-up": _fit(told["runner_up"], names),
        "words not explained": told["unexplained"],
        "escalated by": told["escalates_by"],
        "urgency": told["urgency"],
        "language": told["language"],
    })  # fmt: skip


@app.command("auto-answers")
def list_answers(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """List the automatic answers."""

    async def work(desk: Desk) -> list[dict[str, Any]]:
        async with desk.unit() as unit:
            return [AutoAnswerShown.of(each).model_dump(mode="json") for each in await service.auto_answers(unit, desk.organisation.id)]

    rows = run(work, organisation)
    if json:
        write_json(rows)
    else:
        write_rows(rows, _ANSWERS, nothing="There are no automatic answers.")


@app.command()
def figures(
    by: Annotated[By, typer.Option(help="Told apart by what.")] = By.DAY,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="From this day on, 2026-10-05 for instance; else the last thirty days.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DAY", help="To this day; else to today.")] = None,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Show how quickly people are answered, how much needs nobody, and how content they are."""

    async def work(desk: Desk) -> dict[str, Any]:
        async with desk.unit() as unit:
            whole, parts = await service.figures(unit, desk.organisation.id, by, since=_day(since), until=_day(until))
        return AllInboxFiguresShown.of(whole, parts).model_dump(mode="json")

    told = run(work, organisation)
    if json:
        write_json(told)
        return
    rows = [{**_row(each), "key": each["key"] or "nobody's"} for each in told["items"]]
    write_rows([*rows, {**_row(told["all"]), "key": "all"}], {name: name for name in ("key", *_row(told["all"]))}, nothing="Nothing happened.")


def _row(figures: dict[str, Any]) -> dict[str, Any]:
    automatic = figures["automatic"]
    return {
        "conversations": figures["conversations"],
        "first answer (median min)": _minutes(figures["first_response"]["median"]),
        "in hours": _minutes(figures["first_response"]["median_in_hours"]),
        "resolved (median min)": _minutes(figures["resolution"]["median"]),
        "automatic": automatic,
        "needed nobody": f"{figures['deflected'] / automatic:.0%}" if automatic else "-",
        "rated": figures["rated"],
        "score": figures["score"] if figures["score"] is not None else "-",
    }


def _minutes(seconds: float | None) -> str:
    return "-" if seconds is None else f"{seconds / 60:.1f}"


def _fit(fit: dict[str, Any] | None, names: dict[str, str]) -> str | None:
    if fit is None:
        return None
    return f"{names.get(fit['answer_id'], fit['answer_id'])} ({fit['score']:.2f}: {', '.join(fit['words'][:_MOST_WORDS])})"


def _day(text: str | None) -> date | None:
    try:
        moment = possible(datetime.fromisoformat(text) if text else None)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is no day; write it as 2026-10-05.") from error
    return moment.date() if moment else None
