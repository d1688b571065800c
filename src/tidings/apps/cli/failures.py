"""How commands fail: in words on stderr, with an exit code, and never with a traceback unless asked for."""

import os
import secrets
import sys
import traceback
from collections.abc import Generator
from contextlib import contextmanager

import typer

from tidings.apps.cli.output import note
from tidings.kernel.errors import Busy, Invalid, TidingsError

FAILED = 1
"""Refused, failed, or done with a finding that needs somebody."""
WRONG_USE = 2
UNREACHABLE = 3
"""The database, a provider or a server does not answer: the same command may succeed later."""
INTERRUPTED = 130

_GONE = frozenset({"08", "57"})
"""Classes of SQLSTATE: connection exceptions, and the operator's intervention, such as a stop."""
_FULL = "53"
"""Insufficient resources."""

_HERE = {
    "campaign_not_found": "`tidings campaigns list` shows them.",
    "campaign_empty": "Add some with `tidings campaigns add`.",
    "template_not_found": "`tidings templates list` shows them.",
    "contact_not_found": "`tidings contacts list` shows them.",
    "organisation_unknown": "Look at the name after --organisation.",
    "no_column": "Name it with --column.",
}
"""What to do, where a room's own sentence speaks to users of the API."""


@contextmanager
def told(*, debug: bool) -> Generator[None]:
    """Turn what goes wrong inside into words and an exit code."""
    try:
        yield
    except (KeyboardInterrupt, BrokenPipeError) as error:
        _leave_quietly()
        raise SystemExit(INTERRUPTED if isinstance(error, KeyboardInterrupt) else FAILED) from None
    except TidingsError as error:
        tell(error)
        if debug:
            traceback.print_exc()
        raise SystemExit(code_of(error)) from None
    except Exception as error:  # noqa: BLE001 - the last place: nobody above could say it in words
        raise SystemExit(_tell_other(error, debug=debug)) from None


def tell(error: TidingsError) -> None:
    """Write what happened and what to do."""
    field = f" ({error.field})" if error.field else ""
    note(typer.style(f"{error.message}{field}", fg="red"))
    if fix := _HERE.get(error.code, error.fix):
        note(f"What to do: {fix}")


def code_of(error: TidingsError) -> int:
    """Return the exit code that stands for an error."""
    if isinstance(error, Busy):
        return UNREACHABLE
    return WRONG_USE if isinstance(error, Invalid) else FAILED


def _tell_other(error: Exception, *, debug: bool) -> int:
    """Say in words what the system or the database did; return the exit code."""
    if (lost := _lost(error)) is not None:
        tell(lost)
    elif isinstance(error, OSError) and error.filename is not None:
        note(typer.style(f"{error.filename}: {error.strerror}.", fg="red"))
        note("What to do: Look at this path, at who may read and write it, and at TIDINGS_DATA_DIR if it lies there.")
    else:
        _tell_unexpected(error, debug=debug)
        return FAILED
    if debug:
        traceback.print_exception(error)
    return UNREACHABLE if lost is not None else FAILED


def _lost(error: Exception) -> Busy | None:
    """Return the words for a database that has gone away, stops or starts, or has no room left; None for anything else."""
    psycopg = sys.modules.get("psycopg")  # not imported here: most small commands never need it
    if psycopg is None or not isinstance(error, psycopg.OperationalError):
        return None
    state: str | None = getattr(error, "sqlstate", None)
    if state is None or state[:2] in _GONE:
        return Busy("database_lost", "The database has gone away.", fix="Check that PostgreSQL runs, then run the command again.")
    if state[:2] == _FULL:
        return Busy("database_full", "The database has no room left: connections, memory or disk.", fix="Make room, then run the command again.")
    return None


def _tell_unexpected(error: Exception, *, debug: bool) -> None:
    # An exception's own text may quote a person's data, so only its kind is shown; the id ties a report to its traceback.
    number = secrets.token_hex(4)
    note(typer.style(f"An unexpected error ({type(error).__name__}), number {number}.", fg="red"))
    if debug:
        traceback.print_exception(error)
    else:
        note("What to do: run it again as `tidings --debug ...` and report the traceback with this number.")


def _leave_quietly() -> None:
    # Python would complain at exit about a reader that has gone: give what is left to nobody.
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
