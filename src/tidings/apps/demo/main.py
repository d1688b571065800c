"""`tidings demo`: one campaign, ten thousand people, forty days in under two minutes, and the books compared."""

import os
import shutil
import signal
import time
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import FrameType
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tidings.apps.demo.books import close
from tidings.apps.demo.door import EMAIL, open_door
from tidings.apps.demo.everyday import furnish
from tidings.apps.demo.forty_days import FortyDays
from tidings.apps.demo.inbox import inbox_people, open_inbox
from tidings.apps.demo.launch import START, launch
from tidings.apps.demo.people import CustomerFile, customers
from tidings.apps.demo.repairs import TICKETS
from tidings.apps.demo.salon import Salon, open_salon, salon_people
from tidings.apps.demo.system import System, Wanted
from tidings.apps.demo.view import View
from tidings.infra.config import data_directory, load
from tidings.infra.postgres import locks
from tidings.infra.postgres.layout import Layout
from tidings.kernel.errors import Conflict

BEGINS = datetime(START.year, START.month, START.day, 8, 30, tzinfo=ZoneInfo("Europe/Paris"))
SIMULATOR = {
    "meta": {"trouble": {"error_mix": {"131000": 0.005}, "reset_mid_answer": 0.001}, "batch": 50},
    "receipts": {"fail_rate": 0.01, "duplicate_rate": 0.02, "shuffle_rate": 0.02, "read_rate": 0.62},
    "people": {"stop_rate": 0.004, "reply_rate": 0.02},
}
"""A provider with everyday trouble: errors that heal, answers that break off, receipts told twice and out of order, people who answer."""

FILE_NAME = "customers.csv"
EXCHANGE_SECONDS = "5"
"""The longest that the simulator takes; a dead worker's messages are in doubt after it."""
_FREE_SECONDS = 15.0


def run(*, exit_after: bool) -> int:
    """Tell the story and return the exit code: 0, or 1 when the books do not agree. Without `exit_after` it serves on until Ctrl-C."""
    _end_on_sigterm()
    with View() as view, _fresh_folder(data_directory(os.environ) / "demo") as folder:
        began = time.monotonic()
        wanted = Wanted(folder, BEGINS, SIMULATOR, {"TIDINGS_EXCHANGE_SECONDS": EXCHANGE_SECONDS}, workers=2, port=port_of(os.environ))
        with System(wanted) as system:
            view.step(
                f"Started in {time.monotonic() - began:.1f} s: API, two workers, PostgreSQL and, as a witness with books of its own, the simulator"
            )
            file = customers()
            agree = _tell(system, view, folder, file)
            if not exit_after:
                salon = open_salon(system, salon_people(file.numbers))
                view.step(f"A salon with a waitlist: a slot is freed, and {salon.number} is asked; nobody has answered yet")
                open_inbox(system, inbox_people(file.numbers))
                view.step("An inbox: one was answered by itself, one complains and comes first, one sent a picture, one gave a five")
                running = furnish(system, file.numbers)
                view.step("For the pages of the web app: courses, segments, templates, a campaign to approve, and one that sends a text a second")
                view.note(f"and a repair shop with {len(TICKETS)} devices, whose owners were told by SMS: see Repairs and Simulator")
                _serve(system, view, running, salon)
    return 0 if agree else 1


def port_of(environment: Mapping[str, str]) -> int:
    """Return the port that TIDINGS_PORT asks for; a free one (0) without it, since 8000 may be an installation's. Raises Invalid."""
    asked = environment.get("TIDINGS_PORT")
    return load({"TIDINGS_PORT": asked}).port if asked else 0


def _tell(system: System, view: View, folder: Path, file: CustomerFile) -> bool:
    """Tell the whole story; says whether the books agree."""
    began = time.monotonic()
    (folder / FILE_NAME).write_bytes(file.content())
    launched = launch(system, view, file)
    zone = ZoneInfo(system.api.get("/organisation")["time_zone"])
    course = FortyDays(system, view, launched, file.numbers, zone)
    figures = course.pass_by()
    agree = close(view, figures, system.simulator.get("/_/report"), launched, course.days)
    view.console.print(f"The whole story took {time.monotonic() - began:.0f} s of real time.")
    return agree


def _serve(system: System, view: View, campaign: str, salon: Salon) -> None:
    """Keep everything running until Ctrl-C, and say what to try with a campaign that runs and a slot that is offered."""
    api, key, simulator = system.api.base, system.api.key, system.simulator.base
    door = open_door(system.environment, api)
    view.console.print(
        f"""
[bold]Still serving.[/] Ctrl-C ends everything.
  [bold]Look here[/]    {door.link}   (signs you in, once; later: {EMAIL}, {door.password})
  API          {api}   (documentation: {api}/docs)
  API key      {key}
  Simulator    {simulator}   (its books: {simulator}/_/report)
  Waitlist     press Oui on this phone: {api}/app/o/default/simulator?open={quote(salon.number)}
               and see it booked:       {api}/app/o/default/waitlist/slots/{salon.slot}
  Inbox        answer whoever wrote:    {api}/app/o/default/inbox

Try, for example:
  curl -H 'Authorization: Bearer {key}' {api}/marketing/campaigns/{campaign}/stats
  curl -H 'Authorization: Bearer {key}' '{api}/marketing/campaigns/{campaign}/recipients?status=suppressed&limit=5'
  curl -H 'Authorization: Bearer {key}' -X POST {api}/marketing/campaigns/{campaign}/copy
  curl -d '{{"advance_seconds": 86400}}' {simulator}/_/clock
""",
        soft_wrap=True,
        markup=True,
    )
    while True:
        time.sleep(1.0)
        system.check()


@contextmanager
def _fresh_folder(folder: Path) -> Generator[Path]:
    """Empty the demo's folder and keep it ours. Raises Conflict while another demo runs in it."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    lock = locks.try_exclusive(folder.with_suffix(".lock"))
    if lock is None:
        fix = "End it first, or set TIDINGS_DATA_DIR to another folder."
        raise Conflict("demo_running", f"Another demo runs in {folder}.", fix=fix)
    with lock:
        _wait_for_database(Layout.under(folder / "data").keeper_lock)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        yield folder


def _wait_for_database(keeper_lock: Path) -> None:
    """Wait until the database of an earlier demo, which stops a moment after its last user, is down."""
    until = time.monotonic() + _FREE_SECONDS
    while keeper_lock.exists() and time.monotonic() < until:
        if free := locks.try_exclusive(keeper_lock):
            free.close()
            return
        time.sleep(0.1)


def _end_on_sigterm() -> None:
    """Have SIGTERM leave through the `with` blocks, as Ctrl-C does."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, end)
