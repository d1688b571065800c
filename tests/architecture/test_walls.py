"""The walls between rooms. import-linter holds their order; these tests hold the doors, the files and the tools of each."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from graphlib import CycleError, TopologicalSorter

import pytest
from importlinter.cli import lint_imports

from architecture.codebase import EDGES, FLOOR, PACKAGE, imports, modules, part, rooms, settings

FILES = {
    "http": {"service", "types", "errors"},
    "jobs": {"service", "types", "errors"},
    "service": {"queries", "rules", "types", "errors"},
    "queries": {"tables", "types"},
    "tables": set[str](),
    "rules": {"types", "errors"},
    "views": {"tables", "types"},
    "types": set[str](),
    "errors": set[str](),
}
"""The files that a room may have, and what each may import of its own room (ARCHITECTURE.md, "What a room is made of")."""

DOORS = {"service", "types", "errors"}
VIEWERS = {"segments", "reports"}
"""The rooms that may use the second, narrow door, `views`."""

TOOLS = {
    "sqlalchemy": {"queries", "tables", "views"},
    "alembic": set[str](),
    "psycopg": {"queries"},
    "psycopg_pool": set[str](),
    "fastapi": {"http"},
    "starlette": {"http"},
    "pydantic": {"http"},
    "pyreqwest": set[str](),
    "cryptography": set[str](),
    "typer": set[str](),
    "rich": set[str](),
}
"""The files of a room that may use what reaches the outside world."""

BELOW = {
    "sqlalchemy": {"infra.db"},
    "alembic": {"infra.db", "apps.migrations"},
    "psycopg": {"infra", "apps"},
    "psycopg_pool": {"infra"},
    "fastapi": {"infra.web", "apps.api"},
    "starlette": {"infra.web", "apps.api"},
    "pydantic": {"infra.web", "apps.api"},
    "pyreqwest": {"infra.exchange", "infra.downloads", "simulator", "apps.demo"},
    "cryptography": {"infra.crypto", "providers.fcm.account", "simulator.fcm_access"},
    "typer": {"apps.cli"},
    "rich": {"apps.cli", "apps.demo", "simulator"},
}
"""Where, outside the rooms, the same things may be used; of cryptography beside our own sealing the signature that a provider asks for."""

LISTED = {
    ("psycopg", "tidings.channels.service.intake"): "the group commit of callbacks owns a connection and its life",
    ("psycopg", "tidings.messages.jobs.dispatcher"): "a batch of results is halved when the database refuses one of them",
}
"""Services that know an error of the database, each with the reason. What reads or writes belongs in queries."""


def test_import_linter_keeps_every_contract(capsys: pytest.CaptureFixture[str]) -> None:
    broken = lint_imports(no_cache=True, no_logo=True)
    assert not broken, f"Move what both sides need down, or turn the need round (ARCHITECTURE.md, Rooms):\n{capsys.readouterr().out}"


def test_import_linter_has_no_exceptions_and_knows_every_room() -> None:
    contracts = settings()["tool"]["importlinter"]["contracts"]
    excused = [contract["name"] for contract in contracts if contract.get("ignore_imports")]
    assert not excused, f"Take the ignored imports out of {excused} in pyproject.toml: the list of exceptions stays empty."
    shaped = {part(room, 1) for contract in contracts if contract["name"] == "Each room has the same shape" for room in contract["containers"]}
    assert shaped == rooms(), "Name every room, and nothing else, among the containers of 'Each room has the same shape' in pyproject.toml."


def test_another_room_is_entered_only_by_its_doors() -> None:
    wrong = [
        f"{importer} imports {imported}"
        for importer, imported in imports()
        if part(imported, 1) in rooms() and part(imported, 1) != part(importer, 1) and not _is_door(importer, imported)
    ]
    _expect_none(wrong, "Ask the other room through its service; put what you need from it there, as a function over a batch.")


def _is_door(importer: str, imported: str) -> bool:
    doors = set(DOORS)
    if part(importer, 1) == "apps":
        doors |= {"http", "jobs"}
    if part(importer, 1) in VIEWERS:
        doors |= {"views"}
    # The front of a package is the door; what stands behind it (service.planning) is the room's own.
    return part(imported, 2) in doors and part(imported, 3) == ""


def test_inside_a_room_each_file_imports_only_what_the_table_allows() -> None:
    wrong = [
        f"{importer} imports {imported}"
        for importer, imported in imports()
        if part(importer, 1) in rooms() and part(importer, 1) == part(imported, 1) and not _is_allowed_inside(part(importer, 2), part(imported, 2))
    ]
    _expect_none(wrong, "Let a file use only what stands below it in DESIGN's table; pass the rest in as an argument.")


def _is_allowed_inside(importer: str, imported: str) -> bool:
    return importer == imported or imported in FILES.get(importer, set[str]())


def test_a_room_has_only_the_files_of_the_table() -> None:
    wrong = [
        f"{module.path.parent.name}/{module.path.name} is no file of a room"
        for module in modules()
        if module.room in rooms() and module.file not in {"", *FILES}
    ]
    _expect_none(wrong, f"A room has {', '.join(FILES)} and no others: move the code to the one it belongs to, or make that one a package.")


@pytest.mark.parametrize("tool", sorted(TOOLS))
def test_what_reaches_the_outside_world_is_used_only_where_it_belongs(tool: str) -> None:
    users = {importer for importer, imported in imports() if imported == tool}
    wrong = [user for user in users if (tool, user) not in LISTED and not _may_use(user, TOOLS[tool], BELOW[tool])]
    _expect_none(wrong, f"Only {', '.join(sorted(TOOLS[tool]) + sorted(BELOW[tool]))} may import {tool}: hand the work over to them.")


def test_the_list_of_services_that_know_database_errors_is_not_longer_than_needed() -> None:
    unused = [user for tool, user in LISTED if (user, tool) not in imports()]
    _expect_none(unused, "Take these out of LISTED: they no longer import what they were listed for.")


def _may_use(importer: str, files: Collection[str], below: Iterable[str]) -> bool:
    if part(importer, 1) in rooms():
        return part(importer, 2) in files
    return any(f"{importer}.".startswith(f"{PACKAGE}.{place}.") for place in below)


def test_no_modules_import_each_other_in_a_circle() -> None:
    graph: defaultdict[str, set[str]] = defaultdict(set)
    for importer, imported in imports():
        if imported.startswith(f"{PACKAGE}."):
            graph[importer].add(imported)
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"Break this circle by moving what both need into a module below: {' -> '.join(error.args[1])}")


def test_what_is_not_a_room_is_known() -> None:
    first_names = {module.room for module in modules()} - {""}
    assert first_names <= rooms() | FLOOR | EDGES
    strays = [module.name for module in modules() if module.name.count(".") == 1 and module.path.name != "__init__.py"]
    _expect_none(strays, "Put the module into a room: nothing but rooms stands directly in the package.")


def _expect_none(wrong: list[str], advice: str) -> None:
    assert not wrong, f"{advice}\n  " + "\n  ".join(sorted(wrong))
