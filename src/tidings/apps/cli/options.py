"""Options that many commands share."""

from typing import Annotated

import typer

DEFAULT_ORGANISATION = "default"

Json = Annotated[bool, typer.Option("--json", help="Answer in JSON, with stable fields.")]
InOrganisation = Annotated[str, typer.Option("--organisation", "-o", metavar="SLUG", help="The organisation that is meant.")]
