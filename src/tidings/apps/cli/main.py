"""The entry of the `tidings` command."""

import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated

import typer

from tidings.apps.cli import failures
from tidings.infra.garbage import nothing_collected

_OPERATION = "Operation"
_PEOPLE = "People and campaigns"
_TOOLS = "Tools"


@dataclass(frozen=True, slots=True)
class Entry:
    """A command or a group of them: the module has `app`, a Typer of one command or several."""

    name: str
    module: str
    help: str
    panel: str


ENTRIES = (
    Entry("serve", "serve", "Run the API, workers and the embedded database.", _OPERATION),
    Entry("api", "api", "Run the API alone.", _OPERATION),
    Entry("worker", "worker", "Run one worker alone.", _OPERATION),
    Entry("migrate", "migrate", "Bring the database to this release.", _OPERATION),
    Entry("doctor", "doctor", "Look for what would keep messages from leaving, and say what to do.", _OPERATION),
    Entry("sending", "sending", "The switch that stops all sending at once.", _OPERATION),
    Entry("ledger", "ledger", "The months of the ledger: how far back it goes, and taking old ones out.", _OPERATION),
    Entry("retention", "retention", "How long what is kept, and ending what is over its time.", _OPERATION),
    Entry("audit", "audit", "Whether what was written down is still as it was, and heads to keep elsewhere.", _OPERATION),
    Entry("backup", "backup", "Write the database to a sealed file, while everything runs.", _OPERATION),
    Entry("restore", "restore", "Put a backup in the place of the database; nothing is sent before you say so.", _OPERATION),
    Entry("organisations", "organisations", "The businesses of this installation: create, list.", _OPERATION),
    Entry("keys", "keys", "API keys: create, list, revoke.", _OPERATION),
    Entry("users", "users", "People who sign in to the web app: invite, list, links.", _OPERATION),
    Entry("secrets", "secrets", "The keys that seal what is stored.", _OPERATION),
    Entry("contacts", "contacts", "Import, list and export contacts.", _PEOPLE),
    Entry("imports", "schedules", "Files that are imported again and again, by themselves.", _PEOPLE),
    Entry("events", "events", "What people did: bring, list, what names there are.", _PEOPLE),
    Entry("courses", "courses", "Courses, and who takes part in them.", _PEOPLE),
    Entry("leads", "leads", "Who is interested in a course, and how far that has come.", _PEOPLE),
    Entry("segments", "segments", "Who is meant: try conditions, keep them, count and list people.", _PEOPLE),
    Entry("templates", "templates", "What messages say.", _PEOPLE),
    Entry("campaigns", "campaigns", "Create, fill, launch, steer and follow campaigns.", _PEOPLE),
    Entry("approvals", "approvals", "What waits for another person's approval.", _PEOPLE),
    Entry("repairs", "repairs", "The counter of a repair shop: tickets, estimates, and what their owners are told.", _PEOPLE),
    Entry("notices", "notices", "One thing to say to one person, by whichever channel works.", _PEOPLE),
    Entry("inbox", "inbox", "Conversations with people: who waits, what was said, answers.", _PEOPLE),
    Entry("waitlist", "waitlist", "Freed slots: who waits, whom they are offered to, who has booked.", _PEOPLE),
    Entry("messages", "messages", "What a person must decide, and the trace of one message.", _PEOPLE),
    Entry("explain", "explain", "Why somebody was reached by a campaign, or not.", _PEOPLE),
    Entry("consent", "consent", "What people's words are taken for.", _PEOPLE),
    Entry("verify", "verify", "Show by a code that a phone is somebody's.", _PEOPLE),
    Entry("rules", "rules", "The law as Tidings knows it: hours, days, limits, with their sources.", _PEOPLE),
    Entry("caps", "caps", "How many marketing messages a person may get, and when.", _PEOPLE),
    Entry("prices", "prices", "What messages cost: lists, own prices, rates.", _PEOPLE),
    Entry("sms", "sms", "What a text costs as an SMS.", _TOOLS),
    Entry("phone", "phone", "Read a phone number.", _TOOLS),
    Entry("simulator", "simulator", "A stand-in for Twilio and Meta; nothing reaches a real person.", _TOOLS),
    Entry("demo", "demo", "Forty days of a campaign in a minute, against the simulator.", _TOOLS),
)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit: 0 done, 1 refused or failed, 2 wrong use, 3 not reachable, 130 interrupted."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    with failures.told(debug="--debug" in words[: _place_of_command(words)]):
        with nothing_collected():
            app = build(_wanted(words))
        app(words, prog_name="tidings")


def build(wanted: str | None) -> typer.Typer:
    """Make the application with the module of `wanted` alone, or with all; the others only show their line of help."""
    app = typer.Typer(
        name="tidings",
        help="Tidings: each person is reached exactly once, only when allowed, and every decision is explained.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for entry in ENTRIES:
        if wanted in {entry.name, "*"}:
            _add(app, entry)
        else:
            app.command(entry.name, help=entry.help, rich_help_panel=entry.panel)(_unloaded)
    return app


def _add(app: typer.Typer, entry: Entry) -> None:
    part: typer.Typer = import_module(f"tidings.apps.cli.{entry.module}").app
    alone = part.registered_commands[0] if len(part.registered_commands) == 1 and part.registered_commands[0].name == entry.name else None
    if alone is not None and alone.callback is not None:
        settings = alone.context_settings
        app.command(entry.name, help=entry.help, rich_help_panel=entry.panel, context_settings=settings)(alone.callback)
    else:
        app.add_typer(part, name=entry.name, help=entry.help, rich_help_panel=entry.panel, no_args_is_help=True)


def _say_version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version  # noqa: PLC0415 - slow, and seldom asked

        sys.stdout.write(f"tidings {version('tidings')}\n")
        raise typer.Exit


def _root(
    show_version: Annotated[bool, typer.Option("--version", help="Say which release this is.", callback=_say_version, is_eager=True)] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an unexpected error.")] = False,
) -> None:
    del show_version, debug  # both have done their work by now


def _unloaded() -> None:
    """Stand in for a command that was not asked for."""


def _place_of_command(words: Sequence[str]) -> int:
    return next((place for place, word in enumerate(words) if not word.startswith("-")), len(words))


def _wanted(words: Sequence[str]) -> str | None:
    if "_TIDINGS_COMPLETE" in os.environ:  # a shell asks for completions
        return "*"
    return next(iter(words[_place_of_command(words) :]), None)
