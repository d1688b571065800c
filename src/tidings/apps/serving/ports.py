"""The port to listen on: known to be free, and kept ours."""

import errno
import socket
from collections.abc import Generator
from contextlib import contextmanager

from tidings.kernel.errors import Conflict, Invalid


def require_free(host: str, port: int) -> None:
    """Refuse a port that somebody listens on: granian shares ports, so two servers would take turns without a word.

    Raises Conflict, and Invalid for an address that is not this machine's or a port that needs more rights.
    """
    with socket.socket(_family(host), socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError as error:
            raise _refusal(host, port, error) from error


@contextmanager
def held(host: str, port: int) -> Generator[int]:
    """Keep a port for our children while the block runs; 0 takes a free one. Raises as `require_free`."""
    require_free(host, port)
    with socket.socket(_family(host), socket.SOCK_STREAM) as held_one:
        # Bound and never listened on: children listen beside it by SO_REUSEPORT, and a second `tidings serve` finds it taken.
        held_one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        try:
            held_one.bind((host, port))
        except OSError as error:
            raise _refusal(host, port, error) from error
        yield held_one.getsockname()[1]


def free_port(host: str) -> int:
    """Return a port that nobody listens on now, for a server that shares none: it could not bind one that is held."""
    with socket.create_server((host, 0)) as found:
        return found.getsockname()[1]


def reachable_host(host: str) -> str:
    """Return the address by which this machine reaches a server that listens on `host`."""
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - the words for "everywhere", not a choice of it


def base_address(host: str, port: int) -> str:
    """Return the address to give to a person on this machine."""
    reachable = reachable_host(host)
    return f"http://[{reachable}]:{port}" if ":" in reachable else f"http://{reachable}:{port}"


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _refusal(host: str, port: int, error: OSError) -> Conflict | Invalid:
    if error.errno == errno.EADDRINUSE:
        return Conflict(
            "port_in_use",
            f"Another program listens on {host}, port {port}.",
            fix=f"End it (perhaps another `tidings serve`), or choose a port: --port {port + 1}.",
        )
    reason = error.strerror or str(error)
    return Invalid(
        "address_unusable", f"Nothing can listen on {host}, port {port}: {reason}.", field="--host", fix="Choose another --host or --port."
    )
