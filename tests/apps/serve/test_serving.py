"""One command runs everything, brings back what dies, and leaves nothing behind."""

import os
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from apps.serve.conftest import Served, eventually, runs

pytestmark = [
    pytest.mark.timeout(300),
    pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc"),
]
Serve = Callable[..., Served]


def test_it_serves_says_where_and_stops_in_order(serve: Serve) -> None:
    served = serve("--workers", "2")
    assert served.health() == 200
    assert served.health("/readyz") == 200
    eventually(lambda: served.workers_alive() == 3, lambda: "two workers for everything and one for what is urgent hold their locks")
    assert served.event("worker_started", lanes=["transactional", "conversational"])
    assert served.event("first_key_made")["file"] == str(served.data / "first.key")
    assert served.stop() == 0
    assert f"Tidings API:    http://127.0.0.1:{served.port}\n" in served.said
    assert not any("tdg_live_" in line for line in served.said), "a secret went where logs are kept"
    assert [each["event"] for each in served.events[-1:]] == ["stopped"]
    assert not any(runs(pid) for pid in served.children())


def test_a_child_that_is_killed_comes_back(serve: Serve) -> None:
    served = serve()
    assert served.health() == 200
    children = {name: served.event("child_started", child=name)["pid"] for name in ("api", "worker 1", "urgent worker")}
    for name, pid in children.items():
        os.kill(pid, signal.SIGKILL)
        assert served.event("child_died", child=name)["code"] == -signal.SIGKILL
        assert served.event("child_started", child=name, nth=2)["pid"] != pid
    eventually(lambda: served.health("/readyz") == 200, lambda: "the API answers again")
    eventually(lambda: served.workers_alive() == 2, lambda: "both workers work again")
    assert served.stop(signal.SIGINT) == 130


def test_the_database_comes_back_when_its_keeper_and_its_server_are_killed(serve: Serve) -> None:
    served = serve("--workers", "0")
    assert served.health("/readyz") == 200
    for pid in _keepers(served):
        os.kill(pid, signal.SIGKILL)
    os.kill(int((served.data / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
    eventually(lambda: bool(_keepers(served)), lambda: "a new keeper runs")
    eventually(lambda: served.health("/readyz") == 200, lambda: "the API has its database again")
    assert served.stop() == 0


def test_children_follow_a_parent_that_is_killed(serve: Serve) -> None:
    served = serve()
    assert served.health() == 200
    served.process.kill()
    served.process.wait()
    eventually(lambda: not any(runs(pid) for pid in served.children()), lambda: "children outlived their parent")


def test_a_port_in_use_is_told_of_and_nothing_is_started(serve: Serve) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        served = serve("--port", str(port))
        assert served.process.wait(60) == 1
    eventually(lambda: len(served.events) >= 2, lambda: "it says why")
    told = "".join(str(each.get("line", "")) for each in served.events)
    assert f"port {port}" in told
    assert f"--port {port + 1}" in told
    assert not served.data.exists()


def test_a_simulated_clock_is_refused_with_a_real_provider(serve: Serve) -> None:
    served = serve(
        TIDINGS_CLOCK="simulated",
        TWILIO_ACCOUNT_SID="AC00000000000000000000000000000000",
        TWILIO_AUTH_TOKEN="simulated-twilio-token",
        TWILIO_PHONE_NUMBER="+15005550006",
    )
    assert served.process.wait(90) == 2
    eventually(lambda: any("What to do" in str(each.get("line")) for each in served.events), lambda: "it says what to do")
    assert not served.children()


def test_it_serves_with_a_database_of_the_operators_own(serve: Serve, database_url: str) -> None:
    served = serve("--workers", "1", DATABASE_URL=database_url)
    assert served.health("/readyz") == 200
    assert not (served.data / "postgres").exists()
    assert served.stop() == 0


def _keepers(served: Served) -> list[int]:
    root = str(served.data / "postgres").encode()
    found: list[int] = []
    for folder in Path("/proc").iterdir():
        try:
            words = (folder / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if root in words and b"tidings.infra.postgres.keeper" in words:
            found.append(int(folder.name))
    return found
