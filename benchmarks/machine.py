"""What ran the measurements: without it no figure means anything."""

import os
import platform
import subprocess
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_PARTS = ("psycopg", "granian", "pyreqwest", "fastapi", "sqlalchemy", "minijinja")


def facts() -> dict[str, Any]:
    """Return the machine, the versions and the commit; `load` is what else was running when it began."""
    return {
        "cpus": os.cpu_count(),
        "cpu": _first("/proc/cpuinfo", "model name"),
        "memory": _first("/proc/meminfo", "MemTotal"),
        "kernel": platform.release(),
        "python": platform.python_version(),
        "load": [round(load, 2) for load in os.getloadavg()],
        "commit": _git("rev-parse", "HEAD"),
        "changed_since_commit": bool(_git("status", "--porcelain", "--", "src", "benchmarks")),
        "packages": {name: version(name) for name in _PARTS},
    }


def _first(file: str, name: str) -> str:
    """Return the first value of that name in a file of the kernel's; empty where there is none."""
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "")


def _git(*words: str) -> str:
    done = subprocess.run(["git", "-C", ROOT, *words], capture_output=True, text=True, check=False)  # noqa: S603, S607 - git has no one place
    return done.stdout.strip()
