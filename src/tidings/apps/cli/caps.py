"""`tidings caps`: how many marketing messages a person may get, when, and what a STOP closes (SPEC B2, B3, B4)."""

import re
from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Annotated, Any

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import Desk, Language, run
from tidings.infra.db.unit import Unit
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.policy import service
from tidings.policy.types import Cap, OwnHours, Settings, StopScope

app = typer.Typer()

_CAP = re.compile(r"(\d{1,4})/(\d{1,4})(h|d)(?::(.+))?")
_DAY = 24
_CLOSED_BY_STOP: Mapping[Language, Mapping[StopScope, str]] = {
    "en": {
        StopScope.PROGRAMME: (
            "A STOP closes the programme of the message that it answers, or the channel where none can be named and at a second STOP."
        ),
        StopScope.CHANNEL: "A STOP closes its whole channel.",
        StopScope.ALL: "A STOP closes all channels.",
    },
    "fr": {
        StopScope.PROGRAMME: (
            "Un STOP ferme le programme du message auquel il répond, ou le canal si aucun ne peut être nommé et dès un deuxième STOP."
        ),
        StopScope.CHANNEL: "Un STOP ferme tout son canal.",
        StopScope.ALL: "Un STOP ferme tous les canaux.",
    },
}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "own_cap": "At most {most} in {hours} h by {channels}.",
        "default_cap": "At most {most} in {hours} h by {channels} (the default).",
        "any": "any channel",
        "own_none": "No cap on the number of marketing messages: none was set.",
        "default_none": "No cap on the number of marketing messages, by default.",
        "span": "{pack}: {times}.",
        "span_and_holidays": "{pack}: {times}, on public holidays too where the law allows it.",
        "elsewhere": "Everywhere else",
        "lawful": "the law's hours",
        "law_alone": "Hours are those of the law: tidings rules list.",
    },
    "fr": {
        "own_cap": "Au plus {most} en {hours} h par {channels}.",
        "default_cap": "Au plus {most} en {hours} h par {channels} (par défaut).",
        "any": "tout canal",
        "own_none": "Le nombre de messages commerciaux n'est pas limité : aucune limite n'est fixée.",
        "default_none": "Le nombre de messages commerciaux n'est pas limité, par défaut.",
        "span": "{pack} : {times}.",
        "span_and_holidays": "{pack} : {times}, les jours fériés aussi là où la loi le permet.",
        "elsewhere": "Partout ailleurs",
        "lawful": "les heures de la loi",
        "law_alone": "Les heures sont celles de la loi : tidings rules list.",
    },
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
    async def work(desk: Desk) -> tuple[Settings, Language]:
        async with desk.unit() as unit:
            return await change(unit, desk), desk.language

    found, language = run(work, organisation)
    if json:
        write_json(_shown(found))
        return
    for line in _told(found, language):
        say(line)


def _told(found: Settings, language: Language) -> Iterator[str]:
    """Say what is set, a sentence for each."""
    words, whose = _WORDS[language], "own" if found.own_caps else "default"
    for cap in found.caps:
        yield words[f"{whose}_cap"].format(most=cap.most, hours=cap.hours, channels=", ".join(sorted(cap.channels)) or words["any"])
    if not found.caps:
        yield words[f"{whose}_none"]
    for own in found.hours:
        times = ", ".join(f"{days} {span}" for days, span in own.week.items()) if own.week else words["lawful"]
        yield words["span_and_holidays" if own.holidays else "span"].format(pack=own.pack or words["elsewhere"], times=times)
    if not found.hours:
        yield words["law_alone"]
    yield _CLOSED_BY_STOP[language][found.stop_scope]


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
