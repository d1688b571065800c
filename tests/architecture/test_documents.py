"""What the documents name exists."""

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

from architecture.codebase import EDGES, FLOOR, PACKAGE, ROOT, rooms
from tidings.campaigns.types import Status
from tidings.kernel.words import Lane
from tidings.messages.types import State

FOUNDING = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
_CODE = re.compile(r"`([^`\n]+)`")
_DOTTED = re.compile(r"[a-z]\w*(?:\.\w+)+")
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")
_ENDINGS = {"py", "toml", "md", "sql", "json", "lock"}


@pytest.mark.parametrize("document", FOUNDING, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_name_of_our_code_exists(document: Path) -> None:
    wrong = [name for name in _names(document) if not _exists(name)]
    assert not wrong, f"Mend these names in {document.name}; nothing in {PACKAGE} is called so: {wrong}"


@pytest.mark.parametrize("document", FOUNDING, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_path_and_link_leads_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link for link in _LINK.findall(text) if not (document.parent / link).exists()]
    paths = [code for code in _CODE.findall(text) if re.match(r"(?:src|tests|docs|tools)/[\w/.-]+$", code) and not (ROOT / code).exists()]
    assert not links + paths, f"Mend these in {document.name}: {links + paths}"


def test_the_index_of_decisions_is_whole() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(_LINK.findall((folder / "README.md").read_text(encoding="utf-8")))
    missing = {path.name for path in folder.glob("0*.md")} ^ listed
    assert not missing, f"List every decision, and none that is gone, in docs/decisions/README.md: {sorted(missing)}"


def test_every_room_is_drawn() -> None:
    drawn = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    missing = {room for room in rooms() | FLOOR | EDGES if f"`{room}`" not in drawn}
    assert not missing, f"Give these a line among the rooms of ARCHITECTURE.md: {sorted(missing)}"


def test_a_name_that_is_gone_is_noticed() -> None:
    assert _exists("messages.service.claim")
    assert not _exists("messages.service.send_everything")


def _names(document: Path) -> Iterator[str]:
    for code in _CODE.findall(document.read_text(encoding="utf-8")):
        name = code.removeprefix(f"{PACKAGE}.")
        if _DOTTED.fullmatch(name) and name.partition(".")[0] in rooms() | FLOOR | EDGES and name.rpartition(".")[2] not in _ENDINGS:
            yield name


def _exists(name: str) -> bool:
    parts = name.split(".")
    for length in range(len(parts), 0, -1):
        try:
            found: object = import_module(".".join((PACKAGE, *parts[:length])))
        except ModuleNotFoundError:
            continue
        for part in parts[length:]:
            if not hasattr(found, part):
                return False
            found = getattr(found, part)
        return True
    return False


def test_every_state_that_people_see_is_in_the_glossary() -> None:
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    words = {state.word for state in State} | {status.value.replace("_", " ") for status in Status} | {lane.value for lane in Lane}
    missing = {word for word in words if word not in glossary}
    assert not missing, f"Say in one sentence each, in docs/glossary.md, what these are: {sorted(missing)}"
