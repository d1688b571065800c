"""Options that many commands share."""

from datetime import datetime
from typing import Annotated

import typer

from tidings.kernel.moments import BOUNDS, is_possible

DEFAULT_ORGANISATION = "default"

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, with stable fields.")]
InOrganisation = Annotated[str, typer.Option("--organisation", "-o", metavar="SLUG", help="The organisation that is meant.")]


def possible(moment: datetime | None) -> datetime | None:
    """Refuse a time that nobody can mean (`kernel.moments`): the callback of every option that takes one."""
    if moment is not None and not is_possible(moment.date()):
        message = f"A time is {BOUNDS}."
        raise typer.BadParameter(message)
    return moment
