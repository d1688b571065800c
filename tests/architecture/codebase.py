"""The repository as data for the tests of its walls: files, syntax trees, imports, SQL."""

import ast
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import grimp

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src"
PACKAGE = "tidings"
MIGRATIONS = SOURCE / PACKAGE / "apps" / "migrations" / "sql"

FLOOR = frozenset({"infra", "ports", "kernel"})
"""What all rooms stand on; the table of files does not hold for them."""
EDGES = frozenset({"apps", "providers", "simulator"})
"""What stands round the rooms."""


@dataclass(frozen=True, slots=True)
class Module:
    """One Python file of the product."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def room(self) -> str:
        """The first name under the package: a room, the floor or an edge; empty for the package itself."""
        return part(self.name, 1)

    @property
    def file(self) -> str:
        """The file of the room, by DESIGN's table: service.py and service/planning.py are both `service`."""
        return part(self.name, 2)

    def at(self, node: ast.AST) -> str:
        """Where a node stands, for a message."""
        return f"{self.path.relative_to(ROOT)}:{getattr(node, 'lineno', 1)}"


def part(name: str, position: int) -> str:
    """Return one name of a dotted path, empty if the path is shorter."""
    names = name.split(".")
    return names[position] if len(names) > position else ""


@cache
def modules() -> tuple[Module, ...]:
    """Every Python file of the product, parsed."""
    return tuple(Module(_name(path), path, ast.parse(path.read_text(encoding="utf-8"))) for path in sorted((SOURCE / PACKAGE).rglob("*.py")))


@cache
def rooms() -> frozenset[str]:
    """The rooms that exist."""
    folders = {path.name for path in (SOURCE / PACKAGE).iterdir() if (path / "__init__.py").is_file()}
    return frozenset(folders - FLOOR - EDGES)


@cache
def imports() -> frozenset[tuple[str, str]]:
    """Every import between modules (importer, imported); packages of others are squashed to their first name."""
    graph = grimp.build_graph(PACKAGE, include_external_packages=True)
    return frozenset((importer, imported) for importer in graph.modules for imported in graph.find_modules_directly_imported_by(importer))


@cache
def settings() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Statement:
    """A text of SQL, or a part of one: where it stands, and what; the values of an f-string are left out."""

    where: str
    room: str
    text: str


SQL_WORD = re.compile(r"\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN|SET|VALUES|WHERE|COPY|CREATE|ON CONFLICT|USING)\b")


@cache
def statements() -> tuple[Statement, ...]:
    """All SQL of the product outside its migrations: texts in Python that speak SQL, and sql files."""
    return tuple(_in_python()) + tuple(_in_files())


def _in_python() -> Iterator[Statement]:
    for module in modules():
        prose = set(_docstrings(module.tree))
        for node in ast.walk(module.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose and SQL_WORD.search(node.value):
                yield Statement(module.at(node), module.room, node.value)


def _in_files() -> Iterator[Statement]:
    for path in sorted((SOURCE / PACKAGE).rglob("*.sql")):
        if not path.is_relative_to(MIGRATIONS):
            name = path.relative_to(SOURCE / PACKAGE)
            yield Statement(str(path.relative_to(ROOT)), name.parts[0], without_comments(path.read_text(encoding="utf-8")))


def without_comments(sql: str) -> str:
    """Return SQL without its line comments."""
    return re.sub(r"--[^\n]*", "", sql)


@cache
def owners() -> dict[str, str]:
    """Which room each table and view belongs to, by the name of the migration file that creates it: 20_contacts.sql."""
    found: dict[str, str] = {}
    for path in sorted(MIGRATIONS.rglob("*.sql")):
        owner = path.stem.partition("_")[2]
        for name in re.findall(r"CREATE (?:TABLE|VIEW)(?: IF NOT EXISTS)? (\w+)", without_comments(path.read_text(encoding="utf-8"))):
            found[name] = owner if owner in rooms() else "infra"
    return found


def _docstrings(tree: ast.Module) -> Iterator[int]:
    # A text that stands alone as a statement is prose: a docstring, or the note under a constant.
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield id(node.value)


def _name(path: Path) -> str:
    names = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(names[:-1] if names[-1] == "__init__" else names)
