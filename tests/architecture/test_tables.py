"""The tables that composed statements are built on are those of the migrated database."""

from collections.abc import Iterator
from importlib import import_module

import pytest
from sqlalchemy import ARRAY, CHAR, VARCHAR, Column, MetaData, Table, create_engine
from sqlalchemy.dialects.postgresql import dialect
from sqlalchemy.engine import make_url
from sqlalchemy.types import TEXT, TypeEngine, Uuid

from architecture.codebase import PACKAGE, modules, owners, rooms


def _declared() -> Iterator[tuple[str, Table]]:
    for module in modules():
        if module.room in rooms() and module.file == "tables":
            for value in vars(import_module(module.name)).values():
                if isinstance(value, Table):
                    yield module.room, value


@pytest.fixture
def reflected(database_url: str) -> MetaData:
    """All tables as the migrations left them."""
    engine = create_engine(make_url(database_url).set(drivername="postgresql+psycopg"))
    found = MetaData()
    found.reflect(engine)
    engine.dispose()
    return found


def test_declared_tables_agree_with_the_migrated_database(reflected: MetaData) -> None:
    wrong = [fault for _, table in _declared() for fault in _faults(table, reflected.tables.get(table.name))]
    assert not wrong, "Mend tables.py (or the migration) so that they say the same:\n" + "\n".join(wrong)


def test_a_room_declares_only_its_own_tables() -> None:
    wrong = [
        f"{PACKAGE}.{room}.tables declares {table.name} of {owners().get(table.name)}"
        for room, table in _declared()
        if owners().get(table.name) != room
    ]
    assert not wrong, "Ask the owner's service, or use its views:\n" + "\n".join(wrong)


def _faults(declared: Table, found: Table | None) -> Iterator[str]:
    if found is None:
        yield f"{declared.name} is not in the database"
        return
    if set(declared.primary_key.columns.keys()) != set(found.primary_key.columns.keys()):
        yield f"{declared.name}: the primary key is {', '.join(found.primary_key.columns.keys())}"
    for column in declared.columns:
        real = found.columns.get(column.name)
        if real is None:
            yield f"{declared.name}.{column.name} is not in the database"
            continue
        if _type_name(column.type) != _type_name(real.type):
            yield f"{declared.name}.{column.name} is {_type_name(real.type)}, not {_type_name(column.type)}"
        if column.nullable != real.nullable:
            yield f"{declared.name}.{column.name}: write {_nullable(real)}"


def _type_name(kind: TypeEngine[object]) -> str:
    """Name a type as PostgreSQL does; texts of every length are one type, for composed statements treat them alike."""
    if isinstance(kind, ARRAY):
        return f"{_type_name(kind.item_type)}[]"
    if isinstance(kind, TEXT | VARCHAR | CHAR) or kind.__class__.__name__ == "String":
        return "TEXT"
    return "UUID" if isinstance(kind, Uuid) else str(kind.compile(dialect=dialect()))


def _nullable(column: Column[object]) -> str:
    return f"nullable={column.nullable}"
