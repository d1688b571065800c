"""`tidings campaigns compliance-report`: how a campaign kept the rules, for whoever has to show it."""

import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation
from tidings.apps.cli.output import note
from tidings.apps.cli.session import Desk, run
from tidings.kernel.errors import Invalid
from tidings.reports import service
from tidings.reports.http import made
from tidings.reports.types import ComplianceReport, Form

steps = typer.Typer()
"""Commands of `tidings campaigns`."""


@steps.command("compliance-report")
def compliance_report(
    campaign: Annotated[UUID, typer.Argument(metavar="CAMPAIGN", help="The campaign's id.")],
    form: Annotated[Form | None, typer.Option("--format", help="By default what the file's name ends in, else JSON.")] = None,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Where to write it; by default what `>` names.")] = None,
    language: Annotated[str | None, typer.Option("--language", help="en or fr; by default the organisation's.")] = None,
    verify: Annotated[bool, typer.Option("--verify/--no-verify", help="Read both chains to their ends and say whether they are whole.")] = True,
    organisation: InOrganisation = DEFAULT_ORGANISATION,
) -> None:
    """Tell who asked for it and approved it, whom it was for, on what consent, by which rules, and what followed. No recipient is named."""
    form = form or _form_of(output)
    if form is Form.PDF and output is None and sys.stdout.isatty():
        raise Invalid("output_missing", "A PDF can't be shown on a terminal.", field="--output", fix="Name a file: --output report.pdf.")

    async def work(desk: Desk) -> ComplianceReport:
        async with desk.unit() as unit:
            return await service.compliance_report(unit, desk.organisation.id, campaign, wanted=language, verify=verify)

    told = made(run(work, organisation), form)
    if output is None:
        sys.stdout.buffer.write(told)
        return
    output.write_bytes(told)
    note(f"Written to {output}: {len(told):,} bytes.")


def _form_of(output: Path | None) -> Form:
    ending = output.suffix.lower().removeprefix(".") if output else ""
    return next((form for form in Form if ending in {form.value, form.value[:3]}), Form.JSON)
