"""Two stories played in the app and on simulated phones, kept as numbered screens with their moments: `make stories`.

A freed slot is offered by WhatsApp's buttons, passed on, falls back to SMS and is booked once; a walk-in without an email is welcomed by SMS. What is
timed is real time, from this machine's request until the simulator's books have the message.
"""

import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Generator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from support.clock import MONDAY_MORNING
from support.databases import cloned, migrated_template, running_server
from support.system import Story
from tidings.apps.demo.system import System, Wanted
from web import recorded_repair, recorded_slot
from web.browsers import ROOT, chromium
from web.reel import Reel
from web.town import Town

FOLDER = ROOT / ".tidings" / "stories"


STORIES = {
    "slot": ("A freed slot, from its cancellation to its booking", "en-GB", recorded_slot.play),
    "repair": ("A walk-in without an email, from the ticket to the registration", "fr-FR", recorded_repair.play),
}


def main() -> int:
    """Play the stories; the exit code says whether all held that must."""
    parser = ArgumentParser(prog="make stories", description="Play two stories in the app and on simulated phones, and keep screens of each step.")
    parser.add_argument("--only", choices=sorted(STORIES), help="play this one")
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where the screens go")
    asked = parser.parse_args()
    wanted = [asked.only] if asked.only else list(STORIES)
    failed: list[str] = []
    with ExitStack() as stack:
        browser = stack.enter_context(chromium())
        town = stack.enter_context(_town())
        for name in wanted:
            title, locale, play = STORIES[name]
            folder = asked.folder / name
            folder.mkdir(parents=True, exist_ok=True)
            for old in folder.glob("*.png"):
                old.unlink()
            sys.stdout.write(f"\n{title}. Screens: {folder}\n")
            reel = Reel(town, browser, folder, locale)
            play(reel)
            failed += reel.failed
    return 1 if failed else 0


@contextmanager
def _town() -> Generator[Town]:
    """Give a whole Tidings on a Monday at 09:00 in Paris, with nobody in it."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(running_server(folder / "postgres"))
        url = stack.enter_context(cloned(server, stack.enter_context(migrated_template(server))))
        system = stack.enter_context(System(Wanted(folder, MONDAY_MORNING, {}, {"DATABASE_URL": url})))
        yield Town(Story(system), (), folder)


if __name__ == "__main__":
    sys.exit(main())
