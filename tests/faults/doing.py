"""How each fault is done, and how it is mended."""

import signal
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from functools import partial
from typing import Any

from psycopg import OperationalError

from faults.disk import SmallDisk
from faults.forging import forge
from faults.scene import Scene
from faults.schedule import Act, Fault
from tidings.apps.demo.client import Declined
from tidings.apps.demo.days import move
from tidings.simulator.settings import PHONE_NUMBER_ID, SENDER_NUMBER

Mend = Callable[[], None]
_MOST_HOURS = 30
_MOST_STOPS = 20
_CONFLICT = 409
_ALL_FROM = 0.5
_HANG_SECONDS = 2.5
_HOURS_LATER = 5 * 3600
_UP_TO = (500, 502, 503, 504)


class Skipped(Exception):
    """This fault can't be done on this machine, or there was nothing to do it to."""


class NotYet(Exception):
    """It can't be mended before something else is: to be tried again."""


def do(scene: Scene, act: Act) -> Mend | None:
    """Do a fault; returns how to mend it, None when it is over at once. Raises Skipped; a mend raises NotYet."""
    return _DOING[act.fault](scene, act)


def _kill_worker(scene: Scene, act: Act) -> Mend:
    """Kill one worker, or all of them: then nobody sends and nobody reads callbacks until they are started again."""
    running = len(scene.system.workers)
    if not running:
        raise Skipped("no worker runs")
    killed = [scene.system.kill_worker() for _ in range(running if act.amount > _ALL_FROM else 1)]
    scene.say(f"{', '.join(each.name for each in killed)} killed")

    def start() -> None:
        for _ in killed:
            scene.system.start_worker()

    return start


def _kill_api(scene: Scene, _act: Act) -> Mend:
    scene.system.kill_api()
    return _unless_started(scene)


def _unless_started(scene: Scene) -> Mend:
    def start() -> None:
        if not scene.system.api_process.runs:
            scene.system.start_api()

    return start


def _kill_postgres(scene: Scene, _act: Act) -> None:
    scene.say(f"PostgreSQL {scene.server.kill()} was killed")


def _kill_session(scene: Scene, act: Act) -> None:
    try:
        killed = scene.server.kill_session(scene.database_url, act.amount)
    except OperationalError as error:
        raise Skipped("the database does not answer just now") from error
    if killed is None:
        raise Skipped("no session is open")


def _freeze_worker(scene: Scene, _act: Act) -> Mend:
    if not scene.system.workers:
        raise Skipped("no worker runs")
    frozen = scene.system.workers[0]
    frozen.signal(signal.SIGSTOP)
    return partial(frozen.signal, signal.SIGCONT)


def _rolling_restart(scene: Scene, _act: Act) -> None:
    scene.system.restart_workers()
    scene.system.restart_api()


def _trouble(act: Act, **settings: Any) -> dict[str, Any]:
    return {act.provider or "meta": {"trouble": settings}}


def _timeouts(scene: Scene, act: Act) -> Mend:
    scene.provider(**_trouble(act, timeout_after_accept=act.amount, hang_seconds=_HANG_SECONDS))
    return partial(scene.provider, **_trouble(act, timeout_after_accept=0))


def _resets(scene: Scene, act: Act) -> Mend:
    scene.provider(**_trouble(act, reset_mid_answer=act.amount))
    return partial(scene.provider, **_trouble(act, reset_mid_answer=0))


def _server_errors(scene: Scene, act: Act) -> Mend:
    scene.provider(**_trouble(act, error_mix={str(code): round(act.amount / len(_UP_TO), 3) for code in _UP_TO}))
    return partial(scene.provider, **_trouble(act, error_mix=dict.fromkeys(map(str, _UP_TO))))


def _throttling(scene: Scene, act: Act) -> Mend:
    scene.provider(**_trouble(act, throttle_rate=act.amount))
    return partial(scene.provider, **_trouble(act, throttle_rate=0))


def _outage(scene: Scene, act: Act) -> Mend:
    """Be away for hours: business time passes while the provider refuses or hangs up."""
    scene.provider(**_trouble(act, outage="refuse" if act.amount < 0.5 else "close"))
    for _ in range(3):
        scene.to_work(0.3)
        _advance(scene, act.amount * 4)
    return partial(scene.provider, **_trouble(act, outage="off"))


def _receipts(name: str, usual: float) -> Callable[[Scene, Act], Mend]:
    """Receipts of messages accepted meanwhile are told otherwise."""

    def do_it(scene: Scene, act: Act) -> Mend:
        scene.provider(receipts={name: act.amount})
        return partial(scene.provider, receipts={name: usual})

    return do_it


def _delayed(scene: Scene, _act: Act) -> Mend:
    scene.provider(receipts={"delivered_seconds": _HOURS_LATER})
    return partial(scene.provider, receipts={"delivered_seconds": 2})


def _missing(scene: Scene, act: Act) -> Mend:
    """Some messages are told of no further than that they were sent, and for a while nothing is told at all."""
    scene.provider(receipts={"on": act.amount < 0.6, "silent_rate": act.amount})
    return partial(scene.provider, receipts={"on": True, "silent_rate": 0})


def _forged(scene: Scene, act: Act) -> None:
    forge(scene, round(act.amount * _MOST_STOPS))


def _clock_jump(scene: Scene, act: Act) -> None:
    _advance(scene, act.amount * _MOST_HOURS)


def _advance(scene: Scene, hours: float) -> None:
    move(scene.system, scene.system.clock.now() + timedelta(hours=hours))


def _disk_full(scene: Scene, _act: Act) -> Mend:
    disk = scene.server.disk
    if not isinstance(disk, SmallDisk):
        raise Skipped(disk)
    disk.fill()
    return disk.free


def _connections_taken(scene: Scene, _act: Act) -> Mend:
    try:
        taken = scene.server.take_connections(scene.database_url)
    except OperationalError as error:
        raise Skipped("the database does not answer just now") from error
    scene.say(f"{len(taken)} connections were taken")

    def give_back() -> None:
        for connection in taken:
            with suppress(OperationalError):
                connection.close()

    return give_back


def _people_stop(scene: Scene, act: Act) -> None:
    count = max(1, round(act.amount * _MOST_STOPS))
    for numbers, sender in ((scene.whatsapp, PHONE_NUMBER_ID), (scene.sms, SENDER_NUMBER)):
        for number in scene.random.sample(numbers, k=count):
            scene.system.simulator.post(f"/_/people/{number}/say", {"text": "STOP", "to": sender})


def _pause(scene: Scene, act: Act) -> Mend:
    chosen = scene.campaigns[int(act.amount * len(scene.campaigns))]
    try:
        chosen.pause()
    except Declined as error:
        raise Skipped(f"to pause was declined ({error.answered or 'no answer'})") from error

    def resume() -> None:
        try:
            chosen.resume()
        except Declined as error:
            if error.answered != _CONFLICT:  # that says that it goes on already: an earlier answer was lost
                raise NotYet from error

    return resume


_DOING: Mapping[Fault, Callable[[Scene, Act], Mend | None]] = {
    Fault.KILL_WORKER: _kill_worker,
    Fault.KILL_API: _kill_api,
    Fault.KILL_POSTGRES: _kill_postgres,
    Fault.KILL_SESSION: _kill_session,
    Fault.FREEZE_WORKER: _freeze_worker,
    Fault.ROLLING_RESTART: _rolling_restart,
    Fault.TIMEOUTS: _timeouts,
    Fault.RESETS: _resets,
    Fault.SERVER_ERRORS: _server_errors,
    Fault.THROTTLING: _throttling,
    Fault.OUTAGE: _outage,
    Fault.DUPLICATED_RECEIPTS: _receipts("duplicate_rate", 0),
    Fault.REORDERED_RECEIPTS: _receipts("shuffle_rate", 0),
    Fault.DELAYED_RECEIPTS: _delayed,
    Fault.MISSING_RECEIPTS: _missing,
    Fault.FORGED_RECEIPTS: _forged,
    Fault.CLOCK_JUMP: _clock_jump,
    Fault.DISK_FULL: _disk_full,
    Fault.CONNECTIONS_TAKEN: _connections_taken,
    Fault.PEOPLE_STOP: _people_stop,
    Fault.PAUSE: _pause,
}
