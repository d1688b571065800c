"""How the embedded server is tuned: sensible on a laptop, to be overridden on a big machine."""

import os
import shlex

OVERRIDES = "TIDINGS_POSTGRES_OPTIONS"
"""Settings of the operator's own, as `name=value name=value`; read when the server starts."""

_ALWAYS = {
    "listen_addresses": "",  # no network: the socket's folder is closed to others, and that is the whole access control
    "unix_socket_directories": ".",  # relative to the cluster, so no path is ever too long for the server
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # One log file for each weekday, written over after a week.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    # No personal data in logs: neither statements nor the values of a key that was refused.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
_DURABLE = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on"}
_VOLATILE = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "128MB", "max_wal_size": "256MB"}


def server_arguments(*, durable: bool) -> list[str]:
    """Return the server's settings as arguments. Not `durable`: a machine's crash may lose everything; for tests."""
    chosen = _ALWAYS | (_DURABLE if durable else _VOLATILE) | _overrides()
    return [argument for name, value in chosen.items() for argument in ("-c", f"{name}={value}")]


def _overrides() -> dict[str, str]:
    pairs = (word.partition("=") for word in shlex.split(os.environ.get(OVERRIDES, "")))
    return {name: value for name, _, value in pairs}
