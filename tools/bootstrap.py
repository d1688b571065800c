"""Make Tidings' environment, `.venv`, on a machine that has Python 3.11 or newer and nothing else.

`python3 tools/bootstrap.py` brings uv, at a version we tried, into `.tools/` and lets it install what uv.lock names.
Standard library only. Where packages come from is the user's to say, by pip's and uv's own settings. Why: docs/decisions/0003-setup.md.
"""

from __future__ import annotations

import hashlib
import io
import os
import platform
import re
import shutil
import ssl
import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# ruff: noqa: S603 -- the programs that run here are this Python, its pip, and the uv whose hash stands below

OLDEST_PYTHON = (3, 11)
TRIED_UV = (0, 13, 8)
"""The uv that we fetch; an older one of the user's own is left aside."""
UV_VERSION = ".".join(map(str, TRIED_UV))

FILES = "https://files.pythonhosted.org/packages/"
WHEELS = {
    # (system, machine): where the wheel lies in the public index, and its SHA-256
    ("Linux", "x86_64"): (
        "c5/32/52ee34636aea1ab3f8baeeae1c3599461b8cddfb379862cc72ac61b8d91c/uv-0.13.8-py3-none-manylinux_2_17_x86_64.manylinux2014_x86_64.whl",
        "e18a57b8b352eb7c8feb317b9f6f533c8f0ad9673fd6cf34bbe3cf1a9f6a8984",
    ),
    ("Linux", "aarch64"): (
        "80/ce/f5eba24d8ec7fa566f9d50d1a69dbf9510137c30366b9f16dbeaf9b9dae4/uv-0.13.8-py3-none-manylinux_2_28_aarch64.whl",
        "5337c30bb893b4f9ce0ceb921ba2da0d13f649da644f40ad3bef84083bef0203",
    ),
    ("Darwin", "arm64"): (
        "84/46/deb3a1eb3020575e41d1f9840c07185761d8d4c25cd6f58e813afb017476/uv-0.13.8-py3-none-macosx_11_0_arm64.whl",
        "62b6943c7fd64fac6854f780bea6e0359e5a5bc3241f83ee357bb38276afac49",
    ),
    ("Darwin", "x86_64"): (
        "be/7a/fd8a719c0198f8f8341847fc33b377f25ac79f7c4a56dbce5ceb086f239c/uv-0.13.8-py3-none-macosx_10_12_x86_64.whl",
        "b7124ca1956ec2e476a1003ea5715a15f0266afaec37f4dc9c6972ba8183e6d1",
    ),
}

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / ".tools" / f"uv-{UV_VERSION}"


class NoUv(Exception):
    """One way of getting uv does not work here; the message says why."""


def main() -> None:
    """Get uv and install what a lock names: ours into `.venv`, or that of the project and environment given as two words.

    Exits with a sentence that says what to do when it can't.
    """
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"Tidings needs Python 3.11 or newer; {sys.executable} is {platform.python_version()}. Try: make setup PYTHON=python3.12")
    uv = uv_program()
    project, environment = sys.argv[1:] or (".", ".venv")
    done = subprocess.run([uv, "sync", "--locked", "--project", ROOT / project], env=sync_environment(environment), cwd=ROOT, check=False)
    if done.returncode:
        sys.exit("The packages could not be installed; the lines above say why. Without a network, point UV_DEFAULT_INDEX to a mirror.")


def sync_environment(place: str) -> dict[str, str]:
    """Return uv's environment: the user's, with this Python, and the system's certificates, as behind a company's proxy.

    Packages are compiled as they are installed: where Python may not write bytecode itself, each process would compile them anew, for two seconds.
    """
    environment = dict(os.environ, UV_PYTHON=sys.executable, UV_PYTHON_DOWNLOADS="never", UV_PROJECT_ENVIRONMENT=str(ROOT / place))
    environment.setdefault("UV_COMPILE_BYTECODE", "1")
    environment.pop("VIRTUAL_ENV", None)  # the environment is the project's own, whichever one is active
    if has_system_certificates():
        environment.setdefault("UV_SYSTEM_CERTS", "true")
    return environment


def has_system_certificates() -> bool:
    """Whether the system keeps certificates of its own: bare containers have none, and uv then takes those it brings."""
    paths = ssl.get_default_verify_paths()
    folder = Path(paths.capath) if paths.capath else None
    return sys.platform == "darwin" or bool(paths.cafile) or bool(folder and any(folder.iterdir()))


def uv_program() -> Path:
    """Return a uv that works: the user's own, the one fetched before, or one fetched now."""
    for found in (own_uv(), HOME / "bin" / "uv"):
        if found and version_of(found) >= TRIED_UV:
            return found
    ways: tuple[Callable[[], None], ...] = (by_venv, by_pip, by_download)
    reasons: list[str] = []
    for way in ways:
        shutil.rmtree(HOME, ignore_errors=True)
        try:
            way()
        except NoUv as reason:
            reasons.append(f"  {way.__name__}: {reason}")
            continue
        return HOME / "bin" / "uv"
    sys.exit("uv could not be fetched:\n" + "\n".join(reasons) + "\nInstall uv (https://docs.astral.sh/uv) yourself, then run this again.")


def own_uv() -> Path | None:
    """Return the uv on PATH, if there is one."""
    found = shutil.which("uv")
    return Path(found) if found else None


def version_of(uv: Path) -> tuple[int, ...]:
    """Return the version of a uv; nothing for one that does not run."""
    try:
        said = subprocess.run([uv, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    number = re.search(r"(\d+)\.(\d+)\.(\d+)", said)
    return tuple(int(part) for part in number.groups()) if number else ()


def by_venv() -> None:
    """Install uv into a virtual environment of its own, from wherever pip is set to look."""
    run([sys.executable, "-m", "venv", HOME])
    pip_install([HOME / "bin" / "python", "-m", "pip"])


def by_pip() -> None:
    """Install uv into a plain folder: for Pythons without ensurepip."""
    pip_install([sys.executable, "-m", "pip"], "--target", HOME)


def by_download() -> None:
    """Take the wheel from the public index: for Pythons without pip."""
    place, digest = wheel()
    try:
        with urllib.request.urlopen(FILES + place, timeout=60) as answer:  # noqa: S310 (the address above, https)
            content = answer.read()
    except OSError as error:
        raise NoUv(f"{FILES} can't be reached: {error}") from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise NoUv(f"what {FILES} sent is not the file that was asked for")
    (HOME / "bin").mkdir(parents=True)
    program = HOME / "bin" / "uv"
    program.write_bytes(zipfile.ZipFile(io.BytesIO(content)).read(f"uv-{UV_VERSION}.data/scripts/uv"))
    program.chmod(0o755)


def pip_install(pip: list[str | Path], *options: str | Path) -> None:
    """Install the one build of uv that this machine needs; pip refuses any other by its hash."""
    _, digest = wheel()
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text(f"uv=={UV_VERSION} --hash=sha256:{digest}\n", encoding="ascii")
        run([*pip, "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes", "-r", wanted, *options])


def wheel() -> tuple[str, str]:
    """Return where this machine's wheel lies, and its hash."""
    machine = (platform.system(), platform.machine())
    if machine not in WHEELS:
        raise NoUv(f"no build of uv is listed for {' '.join(machine)}")
    return WHEELS[machine]


def run(command: list[str | Path]) -> None:
    """Run a command in silence; when it fails, what it said is the reason."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NoUv(said[-1] if said else f"{command[0]} failed")


if __name__ == "__main__":
    main()
