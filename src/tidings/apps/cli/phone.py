"""`tidings phone`: read a number."""

from typing import Annotated

import typer

from tidings.apps.cli.failures import FAILED, tell
from tidings.apps.cli.options import Json
from tidings.apps.cli.output import write_fields, write_json
from tidings.kernel.errors import Invalid
from tidings.kernel.phone import can_receive_sms, parse

app = typer.Typer()


@app.callback()
def phone() -> None:
    """Read a phone number."""


@app.command()
def check(
    number: Annotated[str, typer.Argument(metavar="NUMBER", help="The number in any usual way of writing.")],
    region: Annotated[
        str, typer.Option("--region", metavar="CC", help="Whose national way of writing is meant (ISO 3166).", envvar="TIDINGS_REGION")
    ] = "FR",
    json: Json = False,
) -> None:
    """Give E.164, kind, country and time zones, or say why the number is refused (exit code 1)."""
    try:
        read = parse(number, region)
    except Invalid as refusal:
        if json:
            write_json({"valid": False, "code": refusal.code, "reason": refusal.message, "fix": refusal.fix})
        else:
            tell(refusal)
        raise typer.Exit(FAILED) from None
    fields: dict[str, object] = {
        "e164": read.e164,
        "international": read.international,
        "national": read.national,
        "kind": read.kind,
        "sms": can_receive_sms(read.kind),
        "country": read.country,
        "time_zones": list(read.time_zones),
    }
    if json:
        write_json({"valid": True, **fields})
    else:
        write_fields(fields)
