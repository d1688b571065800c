"""`tidings doctor`: look for what would keep messages from leaving, and say what to do."""

from collections.abc import Sequence

import typer

from tidings.apps.cli.failures import FAILED, code_of
from tidings.apps.cli.findings import Finding, Level
from tidings.apps.cli.health import examine
from tidings.apps.cli.options import DEFAULT_ORGANISATION, InOrganisation, Json
from tidings.apps.cli.output import say, write_json
from tidings.apps.cli.session import run
from tidings.kernel.errors import TidingsError

app = typer.Typer()

_MARKS = {Level.OK: "ok  ", Level.WARNING: "warn", Level.FAILURE: "FAIL"}
_COLOURS = {Level.OK: "green", Level.WARNING: "yellow", Level.FAILURE: "red"}


@app.command("doctor")
def doctor(json: Json = False, organisation: InOrganisation = DEFAULT_ORGANISATION) -> None:
    """Check database, keys, clock, connections (by asking the providers), senders, callbacks and workers. Exit code 1 if something fails."""
    code = 0
    try:
        findings = run(examine, organisation)
    except TidingsError as error:
        findings = [Finding("start", Level.FAILURE, error.message, fix=error.fix)]
        code = code_of(error)
    if any(each.level is Level.FAILURE for each in findings):
        code = code or FAILED
    if json:
        write_json({"healthy": code == 0, "findings": findings})
    else:
        _show(findings)
    raise typer.Exit(code)


def _show(findings: Sequence[Finding]) -> None:
    width = max(len(each.check) for each in findings)
    for each in findings:
        say(f"{typer.style(_MARKS[each.level], fg=_COLOURS[each.level])}  {each.check:<{width}}  {each.detail}")
        if each.why:
            say(f"{'':{width + 6}}  Why: {each.why}")
        if each.fix:
            say(f"{'':{width + 6}}  -> {each.fix}")
