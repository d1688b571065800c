"""`tidings rules`: the law as Tidings knows it, and what it says of one number at one moment."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Annotated, Any, cast
from zoneinfo import ZoneInfo

import typer

from tidings.apps.cli.options import Json, possible
from tidings.apps.cli.output import say, shown, write_fields, write_json
from tidings.apps.cli.tables import write_rows
from tidings.contacts import service as contacts
from tidings.contacts.types import Whereabouts
from tidings.kernel.clock import SystemClock
from tidings.kernel.phone import parse
from tidings.kernel.words import Channel, Purpose
from tidings.policy import service
from tidings.policy.service import Asked, Opening, Pack

app = typer.Typer()

_PACKS = {"id": "id", "name": "name", "countries": "countries", "rules": "rules", "reviewed_on": "reviewed"}
_RULES = {"id": "rule", "what": "what", "parts": "where", "terms": "says", "in_force": "in force", "confidence": "confidence", "source": "source"}


@app.command("list")
def list_packs(json: Json = False) -> None:
    """List the jurisdictions whose law is known. This is no legal advice."""
    rows = [{**_head(pack), "rules": len(pack.rules)} for pack in service.packs()]
    if json:
        write_json({"items": rows})
    else:
        write_rows(rows, _PACKS, nothing="There are no rule packs.")


@app.command()
def show(
    pack: Annotated[str, typer.Argument(metavar="PACK", help="Such as FR, US, default.")],
    on: Annotated[
        datetime | None, typer.Option("--on", metavar="YYYY-MM-DD", formats=["%Y-%m-%d"], callback=possible, help="Only what is in force that day.")
    ] = None,
    json: Json = False,
) -> None:
    """Show the rules of a jurisdiction with their sources. This is no legal advice."""
    found = service.pack(pack)
    rows = _rules(found, on.date() if on else None)
    if json:
        write_json({**_head(found), "rules": rows})
        return
    say(f"{found.name} ({found.id}), reviewed {found.reviewed_on}. No legal advice.\n")
    for row in rows:
        row["parts"] = row["subdivisions"] or ("where the part is not known" if row["only_without_subdivision"] else "everywhere")
        row["terms"] = _said(row["terms"])
        row["in_force"] = f"{row['valid_from']} to {row['valid_to'] or '-'}"
    write_rows(rows, _RULES, nothing="No rule is in force that day.")


@app.command()
def sample(
    phone: Annotated[str, typer.Option("--phone", help="The number; but for a postcode nothing else is known of the person.")],
    at: Annotated[
        datetime | None,
        typer.Option(
            "--at", help="UTC, or with an offset (2026-12-26T10:00+01:00); now otherwise.", parser=datetime.fromisoformat, callback=possible
        ),
    ] = None,
    channel: Annotated[Channel, typer.Option("--channel")] = Channel.SMS,
    purpose: Annotated[Purpose, typer.Option("--purpose")] = Purpose.MARKETING,
    region: Annotated[str, typer.Option("--region", metavar="CC", help="Whose national way of writing is meant.", envvar="TIDINGS_REGION")] = "FR",
    postcode: Annotated[
        str | None, typer.Option("--postcode", help="Theirs, in the number's country, if it is known: 67000 has Alsace's holidays.")
    ] = None,
    zone: Annotated[str, typer.Option("--zone", help="The organisation's time zone, for people whose zone nothing tells.")] = "UTC",
    json: Json = False,
) -> None:
    """Say where a number may be, and whether a message to it may leave at a moment by the hours of the law; else when, and by which rule."""
    where = contacts.places_of_number(parse(phone, region), postcode)
    moment = _moment(at)
    told = service.opening(Asked(channel, purpose, zone), where, moment)
    if json:
        write_json({"at": moment, **_where(where), **_opening(told)})
        return
    write_fields({"at": moment, **_where(where), "open": told.open, "until": told.until, "opens": told.opens} | _local(told, where))
    for closing in told.closed_by:
        say(f"\n{closing.code} by {closing.rule} of {closing.pack} in {closing.zone}\n  {closing.source}")


def _moment(at: datetime | None) -> datetime:
    if at is None:
        return SystemClock().now()
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _local(told: Opening, where: Whereabouts) -> dict[str, Any]:
    """Return the moment on which it turns in the person's own time, where that is one."""
    turn = told.until if told.open else told.opens
    if turn is None or len(where.zones) != 1:
        return {}
    (zone,) = where.zones
    return {"local": f"{turn.astimezone(ZoneInfo(zone)):%a %Y-%m-%d %H:%M} {zone}"}


def _where(where: Whereabouts) -> dict[str, Any]:
    places = sorted("-".join(filter(None, place)) for place in where.places)
    return {"places": places, "zones": sorted(where.zones), "known_by": where.places_told}


def _opening(told: Opening) -> dict[str, Any]:
    closed = [{"code": each.code, "pack": each.pack, "rule": each.rule, "zone": each.zone, "source": each.source} for each in told.closed_by]
    return {"open": told.open, "until": told.until, "opens": told.opens, "closed_by": closed}


def _head(pack: Pack) -> dict[str, Any]:
    return {"id": pack.id, "name": pack.name, "countries": sorted(pack.countries), "reviewed_on": pack.reviewed_on}


def _rules(pack: Pack, on: date | None) -> list[dict[str, Any]]:
    """Return the rules of a pack, all or those in force on a day."""
    return [
        {
            "id": rule.id,
            "what": rule.what,
            "title": rule.title,
            "subdivisions": sorted(rule.subdivisions),
            "only_without_subdivision": rule.only_without_subdivision,
            "terms": rule.terms,
            "may_be_widened": rule.may_be_widened,
            "channels": sorted(rule.channels),
            "purposes": sorted(rule.purposes),
            "valid_from": rule.valid_from,
            "valid_to": rule.valid_to,
            "confidence": rule.confidence,
            "source": rule.source,
            "note": rule.note,
        }
        for rule in pack.rules
        if on is None or (rule.valid_from <= on and (rule.valid_to is None or on < rule.valid_to))
    ]


def _said(terms: Mapping[str, Any]) -> str:
    """Return what a rule demands in a few words: `hours: mon-sat 08:00-20:00`."""
    return "; ".join(f"{name}: {_words(value)}" for name, value in terms.items())


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{days} {hours}" for days, hours in cast("Mapping[str, str]", value).items())
    return shown(value)
