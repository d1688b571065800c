"""What lies in the repository is fit for any machine."""

import re
from collections.abc import Iterator
from pathlib import Path

from architecture.codebase import ROOT

PUBLIC = {"pypi.org", "files.pythonhosted.org"}
"""Where Python packages come from, unless the user says otherwise."""

_URL = re.compile(r"https?://(?P<host>[\w.:-]+)(?P<path>[^\s\"'<>)\]}]*)")
_PACKAGE_PATH = re.compile(r"/(?:simple|packages|pypi|artifactory|nexus|repository)(?:/|$)")
_MACHINE_PATH = re.compile(r"(?<![\w.])/(?:work/|root/\w|home/[a-z]\w*/|Users/\w)")
_NOT_OURS = {"node_modules", "dist", "build", "__pycache__"}
_HIDDEN_BUT_OURS = {".ci", ".github", ".gitignore"}


def test_the_locks_name_only_the_public_hosts() -> None:
    locks = [ROOT / "uv.lock", ROOT / "benchmarks" / "baseline" / "uv.lock"]
    hosts = {url["host"] for lock in locks for url in _URL.finditer(lock.read_text(encoding="utf-8"))}
    assert hosts <= PUBLIC, f"Lock again with the default index (uv lock --default-index https://pypi.org/simple); it names {hosts - PUBLIC}."


def test_no_file_sends_anybody_to_another_package_index() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}: {url[0]}"
        for path, text in _texts()
        for url in _URL.finditer(text)
        if _PACKAGE_PATH.search(url["path"]) and url["host"] not in PUBLIC
    ]
    assert not wrong, "Where packages come from is the user's to say, by pip's and uv's own settings; take these out:\n" + "\n".join(wrong)


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    wrong = [
        f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}"
        for path, text in _texts()
        for number, line in enumerate(text.splitlines(), 1)
        if _MACHINE_PATH.search(line)
    ]
    assert not wrong, "Say where it is relative to the repository, or ask the environment:\n" + "\n".join(wrong)


def _texts() -> Iterator[tuple[Path, str]]:
    for top in sorted(ROOT.iterdir()):
        if top.name.startswith(".") and top.name not in _HIDDEN_BUT_OURS:
            continue
        for path in [top] if top.is_file() else sorted(top.rglob("*")):
            hidden = any(part.startswith(".") for part in path.relative_to(ROOT).parts[1:])
            if path.is_file() and not hidden and not _NOT_OURS.intersection(path.parts):
                try:
                    yield path, path.read_text(encoding="utf-8")
                except UnicodeDecodeError:
                    continue
