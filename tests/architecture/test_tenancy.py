"""Every table of a migrated database keeps organisations apart; a new table is held to it without being named here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest

from tidings.infra.db.database import APP_ROLE, ENGINE_ROLE, Database

OF_NO_ORGANISATION = {
    "alembic_version": "which migrations were run",
    "figures": "counts of the installation for whoever runs it; no id is a label",
    "ledger_months": "a month is a partition, and holds the messages of all organisations",
    "organisations": "the organisations themselves; row-level security goes by their id",
    "recovery_codes": "of a person, who may belong to several organisations; hashes",
    "sessions": "of a person, who may belong to several organisations; the role is asked for each of them",
    "sign_in_attempts": "counts by keyed index, before anybody is known",
    "user_links": "of a person, who may belong to several organisations; hashes",
    "users": "a person may belong to several organisations; email and codes are sealed under the platform's keys",
    "workers": "the processes of the installation, which work for all organisations",
}
NOT_FIRST_IN_INDEX = {
    "api_keys_by_secret": "a secret is what tells the organisation, so it is looked up before the organisation is known",
    "connections_by_id": "a webhook names its connection, which is what tells the organisation",
}
WITHOUT_A_KEY = {
    "attempts": "only grows: a second row for one attempt tells more, not wrongly",
    "provider_refs": "only grows: a provider's id that comes twice names the same message",
}
POLICIES = {APP_ROLE: "own_rows", ENGINE_ROLE: "all_rows"}

TABLES = """
    SELECT c.relname, c.relrowsecurity, EXISTS (
        SELECT FROM pg_attribute a WHERE a.attrelid = c.oid AND a.attname = 'organisation_id' AND NOT a.attisdropped)
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    secured: bool
    of_an_organisation: bool


@pytest.fixture
def owner(database_url: str) -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(database_url, autocommit=True) as connection:
        yield connection


def tables(owner: psycopg.Connection[Any]) -> list[Table]:
    # Tables of the job library hold no rows of organisations' own and are its to define.
    return [Table(*row) for row in owner.execute(TABLES) if not row[0].startswith("procrastinate_")]


def test_every_table_belongs_to_organisations_or_says_why_not(owner: psycopg.Connection[Any]) -> None:
    assert {table.name for table in tables(owner) if not table.of_an_organisation} == set(OF_NO_ORGANISATION)
    assert sum(table.of_an_organisation for table in tables(owner)) > 20


def test_row_level_security_is_on_with_a_policy_for_each_role(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("SELECT tablename, roles::text[], policyname, cmd, coalesce(with_check, qual), qual FROM pg_policies").fetchall()
    found = {(table, roles[0]): (name, command, check, qual) for table, roles, name, command, check, qual in rows if len(roles) == 1}
    for table in tables(owner):
        if not table.of_an_organisation and table.name != "organisations":
            continue
        assert table.secured, table.name
        for role, policy in POLICIES.items():
            name, command, check, qual = found[table.name, role]
            assert (name, command, check) == (policy, "ALL", qual), table.name
        column = "id" if table.name == "organisations" else "organisation_id"
        assert found[table.name, APP_ROLE][3] == f"({column} = (current_setting('tidings.org'::text, true))::uuid)", table.name
        assert found[table.name, ENGINE_ROLE][3] == "true", table.name
    assert len(rows) == len(found), "a policy for other roles, or two for one role"


def test_the_organisation_comes_first_in_every_primary_and_unique_key(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("""
        SELECT t.relname, i.relname, a.attname FROM pg_index x
        JOIN pg_class t ON t.oid = x.indrelid JOIN pg_class i ON i.oid = x.indexrelid
        LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = x.indkey[0]
        WHERE x.indisunique AND t.relnamespace = 'public'::regnamespace AND NOT t.relispartition
    """).fetchall()
    ours = {table.name for table in tables(owner) if table.of_an_organisation}
    wrong = {index for table, index, first in rows if table in ours and first != "organisation_id"}
    assert wrong == set(NOT_FIRST_IN_INDEX)
    assert ours - {table for table, _, _ in rows} == set(WITHOUT_A_KEY)


def test_foreign_keys_between_tables_of_organisations_carry_the_organisation(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute("""
        SELECT c.conrelid::regclass::text, c.confrelid::regclass::text, a.attname FROM pg_constraint c
        JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
        WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
    """).fetchall()
    ours = {table.name for table in tables(owner) if table.of_an_organisation}
    assert [row for row in rows if row[0] in ours and row[1] in ours and row[2] != "organisation_id"] == []


def test_the_working_roles_are_bound_by_row_level_security(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolcanlogin FROM pg_roles WHERE rolname = ANY(%s)",
        ([APP_ROLE, ENGINE_ROLE],),
    ).fetchall()
    assert sorted(rows) == [(APP_ROLE, *[False] * 5), (ENGINE_ROLE, *[False] * 5)]
    owned = owner.execute("SELECT count(*) FROM pg_class WHERE relowner IN (%s::regrole, %s::regrole)", (APP_ROLE, ENGINE_ROLE)).fetchone()
    assert owned == (0,)


def test_partitions_are_reached_through_their_parent_only(owner: psycopg.Connection[Any]) -> None:
    owner.execute("SELECT open_ledger_month('2026-10-05T07:00:00Z')")
    rows = owner.execute(
        "SELECT c.relname FROM pg_class c WHERE c.relispartition AND c.relkind IN ('r', 'p') AND EXISTS ("
        " SELECT FROM aclexplode(c.relacl) g WHERE g.grantee <> c.relowner)"
    ).fetchall()
    assert rows == []
    assert owner.execute("SELECT count(*) > 1 FROM pg_class WHERE relispartition AND relkind = 'r'").fetchone() == (True,)


def test_the_app_role_cannot_touch_what_belongs_to_the_installation(owner: psycopg.Connection[Any]) -> None:
    for table, action in (("users", "SELECT"), ("users", "UPDATE"), ("alembic_version", "UPDATE")):
        row = owner.execute("SELECT has_table_privilege(%s, %s, %s)", (APP_ROLE, table, action)).fetchone()
        assert row == (False,), (table, action)


def test_what_works_as_the_owner_is_given_by_name_and_says_where_it_looks(owner: psycopg.Connection[Any]) -> None:
    rows = owner.execute(
        "SELECT proname, proconfig, prorettype = 'trigger'::regtype, proacl IS NULL OR EXISTS (SELECT FROM aclexplode(proacl) g WHERE g.grantee = 0)"
        " FROM pg_proc WHERE prosecdef AND pronamespace = 'public'::regnamespace"
    ).fetchall()
    assert "contacts_found" in {name for name, _, _, _ in rows}
    assert [name for name, settings, _, _ in rows if not any(each.startswith("search_path=") for each in settings or ())] == []
    assert [name for name, _, trigger, everybodys in rows if everybodys and not trigger] == []


async def test_the_app_role_sees_nothing_before_it_names_an_organisation(owner: psycopg.Connection[Any], organisation: UUID) -> None:
    owner.execute(f"SET ROLE {APP_ROLE}")
    for table in ("organisations", "contacts", "api_keys"):
        assert owner.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # pyright: ignore[reportArgumentType] - names from above
    owner.execute("SELECT set_config('tidings.org', %s, false)", (str(organisation),))
    assert owner.execute("SELECT id FROM organisations").fetchall() == [(organisation,)]


async def test_a_connection_forgets_the_organisation_with_its_transaction(database: Database, organisation: UUID) -> None:
    async with database.unit(organisation) as unit:
        assert await unit.value("SELECT current_setting('tidings.org')") == str(organisation)
        connection = unit.connection
    cursor = await connection.execute("SELECT current_setting('tidings.org', true)")
    assert await cursor.fetchone() == ("",)
