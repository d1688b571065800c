"""What SQL may say, read from its text: whose tables, whose time, whose values."""

import ast
import re
from collections.abc import Iterator

from architecture.codebase import EDGES, SQL_WORD, Module, Statement, modules, owners, rooms, statements

_NAMES_A_TABLE = re.compile(r"\b(?:FROM|JOIN|INTO|UPDATE|USING|TABLE|COPY)\s+(?:ONLY\s+)?(?:public\.)?([a-z_]+)")
_ONE_MORE = re.compile(r",\s*([a-z_]+)\s+(?:AS\s+)?[a-z]{1,2}\b(?!\s*\.)")
_DATABASE_TIME = re.compile(
    r"\b(?:now\s*\(|(?:clock_timestamp|statement_timestamp|transaction_timestamp|current_timestamp|localtimestamp|current_date|current_time|localtime)\b)",
    re.IGNORECASE,
)
_SPEAKS_SQL = re.compile(r"^\s*\(?(?:SELECT(?! set_config)|INSERT INTO|UPDATE \w+ (?:\w+ )?SET|DELETE FROM|WITH \w+ AS)\b")

VIEWING = {"reports"}
"""Rooms that keep nothing of their own: they ask others' views."""


def test_a_room_names_only_its_own_tables() -> None:
    wrong = [
        f"{statement.where} names {table}, a table of {owners()[table]}"
        for statement in statements()
        if statement.room in rooms()
        for table in _tables_of(statement.text)
        if owners().get(table, statement.room) != statement.room
    ]
    assert not wrong, "Ask the room that owns the table, by a function of its service that takes the whole batch:\n" + "\n".join(wrong)


def test_every_table_belongs_to_a_room_by_the_name_of_its_migration_file() -> None:
    orphans = {room for room in rooms() - VIEWING if room not in owners().values()}
    assert not orphans, f"Name the migration files NN_<room>.sql; these rooms own no table: {sorted(orphans)}"


def test_sql_stands_only_in_queries_and_below() -> None:
    wrong = [
        f"{module.at(node)}: {text[:60]!r}"
        for module in modules()
        if module.room in rooms() and module.file != "queries"
        for node, text in _texts(module)
        if _SPEAKS_SQL.search(text)
    ]
    assert not wrong, "Move these statements into queries:\n" + "\n".join(wrong)


def test_the_database_is_never_asked_for_the_time() -> None:
    in_sql = [f"{statement.where}: {statement.text.strip()[:60]!r}" for statement in statements() if _DATABASE_TIME.search(statement.text)]
    in_core = [
        module.at(node)
        for module in modules()
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "func" and _DATABASE_TIME.match(f"{node.attr}(")
    ]
    assert not in_sql + in_core, "Times come from the clock: pass unit.at as a parameter.\n" + "\n".join(in_sql + in_core)


def test_input_never_becomes_part_of_a_statement() -> None:
    wrong = [
        f"{module.at(node)}: {ast.unparse(node)[:90]}"
        for module in modules()
        if module.room in rooms() | EDGES - {"simulator"} and module.file in {"queries", "worker", "api"}
        for node in _composed_inside_functions(module)
    ]
    assert not wrong, "Put values in parameters, %(name)s; only constants (UPPER_CASE) may be composed into SQL:\n" + "\n".join(wrong)


def _tables_of(text: str) -> set[str]:
    found = set(_NAMES_A_TABLE.findall(text))
    return found | {name for name in _ONE_MORE.findall(text) if found and name in owners()}


def _texts(module: Module) -> Iterator[tuple[ast.Constant, str]]:
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node, node.value


def _composed_inside_functions(module: Module) -> Iterator[ast.expr]:
    """Texts with SQL words that are put together from something that is not a constant, at run time."""
    for function in ast.walk(module.tree):
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            for node in ast.walk(function):
                if isinstance(node, ast.JoinedStr) and _speaks(node) and not all(_is_constant(value) for value in node.values):
                    yield node
                if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and _speaks(node.left):
                    yield node
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format" and _speaks(node.func.value):
                    yield node


def _speaks(node: ast.expr) -> bool:
    texts = [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]
    return any(SQL_WORD.search(text) for text in texts)


def _is_constant(node: ast.expr) -> bool:
    match node:
        case ast.Constant():
            return True
        case ast.FormattedValue(value=value):
            return _is_constant(value)
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.isupper()
        case ast.IfExp(body=body, orelse=otherwise):
            return _is_constant(body) and _is_constant(otherwise)
        case ast.Subscript(value=value):
            return _is_constant(value)
        case _:
            return False


def test_the_reader_of_statements_sees_what_it_should() -> None:
    seen = Statement("here", "campaigns", "SELECT 1 FROM contacts c, addresses a JOIN outbox o ON true")
    assert _tables_of(seen.text) == {"contacts", "addresses", "outbox"}
