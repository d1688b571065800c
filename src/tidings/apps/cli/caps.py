"""`tidings caps`: how many marketing messages a person may get, when, and what a STOP closes (SPEC B2, B3, B4)."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, run
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.policy import service
from tidings.policy.types import Cap, OwnHours, Settings, StopScope

app = typer.Typer()

_CAP = re.compile(r"(\d{1,4})/(\d{1,4})(h|d)(?::(.+))?")
_DAY = 24
_CLOSED_BY_STOP = {
    StopScope.PROGRAMME: "the programme of the message that it answers, or the channel where none can be named and at a second STOP",
    StopScope.CHANNEL: "its whole channel",
    StopScope.ALL: "all channels",
}


@app.command()
def show(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Show how many marketing messages a person may get, what the organisation has set about hours, and what a STOP closes."""
    _change(lambda unit, desk: service.settings(unit, desk.organisation.id), organisation, json=json)


@app.command("set")
def set_caps(
    caps: Annotated[list[str], typer.Argument(metavar="MOST/WINDOW[:CHANNELS]...", help='Such as 3/7d:sms,whatsapp or 5/24h; "none" for no cap.')],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Set the frequency caps, all of them; whom former ones put off is looked at again."""
    wanted = [] if caps == ["none"] else [_cap(text) for text in caps]
    _change(lambda unit, desk: service.set_caps(unit, desk.organisation.id, desk.actor, wanted), organisation, json=json)


@app.command()
def default(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Go back to the default caps."""
    _change(lambda unit, desk: service.set_caps(unit, desk.organisation.id, desk.actor, None), organisation, json=json)


@app.command()
def hours(
    days: Annotated[list[str] | None, typer.Argument(metavar="[DAYS=HOURS]...", help="Such as mon-fri=09:00-18:00 sat=10:00-12:00.")] = None,
    pack: Annotated[str | None, typer.Option("--pack", help="Only for this rule pack; otherwise for all without settings of their own.")] = None,
    holidays: Annotated[bool, typer.Option("--holidays", help="Send on public holidays, where the law allows it.")] = False,
    law: Annotated[bool, typer.Option("--law", help="Keep to the law's own hours again.")] = False,
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Set when marketing messages may arrive, within what the law allows; other packs keep what was set for them."""
    week = dict(_day(text) for text in days) if days else None

    async def change(unit: Unit, desk: Desk) -> Settings:
        kept = [each for each in (await service.settings(unit, desk.organisation.id)).hours if each.pack != pack]
        wanted = kept if law else [*kept, OwnHours(pack, week, holidays)]
        return await service.set_hours(unit, desk.organisation.id, desk.actor, wanted)

    _change(change, organisation, json=json)


@app.command()
def stop(
    scope: Annotated[StopScope, typer.Argument(help="What a STOP closes from now on.")],
    json: Json = False,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Set what a STOP closes: the programme of the message that it answers, its channel, or all channels."""
    _change(lambda unit, desk: service.set_stop_scope(unit, desk.organisation.id, desk.actor, scope), organisation, json=json)


def _change(change: Callable[[Unit, Desk], Awaitable[Settings]], organisation: str, *, json: bool) -> None:
    async def work(desk: Desk) -> Settings:
        async with desk.unit() as unit:
            return await change(unit, desk)

    found = run(work, organisation)
    if json:
        write_json(_shown(found))
        return
    for cap in found.caps:
        say(f"At most {cap.words}" + ("." if found.own_caps else " (the default)."))
    if not found.caps:
        say("No cap on the number of marketing messages" + (": none was set." if found.own_caps else ", by default."))
    for own in found.hours:
        times = ", ".join(f"{days} {span}" for days, span in own.week.items()) if own.week else "the law's hours"
        say(f"{own.pack or 'Everywhere else'}: {times}" + (", on public holidays too where the law allows it." if own.holidays else "."))
    if not found.hours:
        say("Hours are those of the law: tidings rules list.")
    say(f"A STOP closes {_CLOSED_BY_STOP[found.stop_scope]}.")


def _shown(found: Settings) -> dict[str, Any]:
    caps = [{"channels": sorted(cap.channels), "most": cap.most, "hours": cap.hours} for cap in found.caps]
    return {"caps": caps, "own_caps": found.own_caps, "hours": [asdict(own) for own in found.hours], "stop_scope": found.stop_scope.value}


def _cap(text: str) -> Cap:
    read = _CAP.fullmatch(text.strip())
    names = [name.strip() for name in (read[4] or "").split(",") if name.strip()] if read else []
    known = {channel.value: channel for channel in Channel}
    if read is None or not set(names) <= known.keys():
        fix = f"Write MOST/WINDOW, the window in h or d, such as 3/7d:sms. Channels are {', '.join(known)}."
        raise Invalid("cap_invalid", f"{text[:40]!r} is no cap.", field="caps", fix=fix)
    return Cap(frozenset(known[name] for name in names), int(read[1]), int(read[2]) * (_DAY if read[3] == "d" else 1))


def _day(text: str) -> tuple[str, str]:
    days, found, span = text.partition("=")
    if not found:
        raise Invalid("hours_invalid", f"{text[:40]!r} names no hours.", field="days", fix="Write DAYS=HOURS, such as mon-fri=09:00-18:00.")
    return days, span
