"""People are found among many: by walking where many fit, by index where few do, and by both the same ones."""

from uuid import UUID

import pytest

from tidings.contacts import service
from tidings.contacts.queries import searching
from tidings.contacts.types import Changes, Filter
from tidings.infra.db.database import Database
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id

ASKED = [
    Filter(name="mar"),
    Filter(name="martin marie"),
    Filter(name="PIERRE"),
    Filter(name="jean-p"),
    Filter(name="o\u2019brien"),
    Filter(name="zöé"),
    Filter(name="<img src=x"),
    Filter(name="a\\b 'c:*&!|"),
    Filter(name="c=fr"),
    Filter(tag="it's \\ new"),
    Filter(country="FR"),
    Filter(lifecycle="student"),
    Filter(attributes={"city": "Brest"}),
    Filter(name="m", tag="vip", country="FR", lifecycle="student", attributes={"city": "Brest"}),
    Filter(name="nobody"),
]


@pytest.fixture
async def people(database: Database, organisation: UUID) -> UUID:
    """Some people, some of whom have names of a kind; returns the organisation's id."""
    named = [
        ("Marie", "Martin"),
        ("Martin", "Mariette"),
        ("Jean-Pierre", "Mar  tin"),
        ("Conan", "O'Brien"),
        ("Zoé", "a\\b 'c:*&!|"),
        ("<img src=x onerror=alert(1)>", "مريم 🎈"),
        ("C=FR", None),
        (None, None),
    ]
    async with database.unit(organisation) as unit:
        for place, (first, last) in enumerate(named):
            told = Changes(
                first_name=first,
                last_name=last,
                tags=["vip", "it's \\ new"][: place % 3],
                country=("FR", "BE")[place % 2],
                lifecycle=("student", "lead")[place % 4 == 1],
                attributes={"city": ("Brest", "Lyon")[place % 2]},
            )
            await service.create_contact(unit, organisation, "test", told, "FR")
    return organisation


async def found(database: Database, organisation: UUID, wanted: Filter, at_once: int) -> list[str]:
    """Return the first names of all who fit, page by page."""
    names: list[str] = []
    cursor = None
    while True:
        async with database.unit(organisation) as unit:
            page = await service.list_contacts(unit, organisation, wanted, cursor, at_once, "FR")
        names += [f"{each.first_name}" for each in page.rows]
        if (cursor := page.next_cursor) is None:
            return names


@pytest.mark.parametrize("wanted", ASKED)
async def test_the_index_finds_whom_a_walk_finds(database: Database, people: UUID, wanted: Filter, monkeypatch: pytest.MonkeyPatch) -> None:
    walked = await found(database, people, wanted, 50)
    monkeypatch.setattr(searching, "_LOOKED_THROUGH", 1)
    assert await found(database, people, wanted, 2) == walked
    assert await found(database, people, wanted, 50) == walked


async def test_each_word_begins_a_word_of_the_name_in_any_order(database: Database, people: UUID) -> None:
    expected = {
        "mar": ["Jean-Pierre", "Marie", "Martin"],
        "martin mari": ["Marie", "Martin"],
        "pierre": ["Jean-Pierre"],
        "brien": ["Conan"],
        "zoe": ["Zoé"],
        "مر": ["<img src=x onerror=alert(1)>"],
        "artin": [],
    }
    assert {name: sorted(await found(database, people, Filter(name=name), 50)) for name in expected} == expected


async def test_who_is_renamed_or_erased_is_found_no_more(database: Database, people: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_LOOKED_THROUGH", 1)
    async with database.unit(people) as unit:
        [conan] = (await service.list_contacts(unit, people, Filter(name="conan"), None, 10, "FR")).rows
        await service.update_contact(unit, people, "test", conan.id, Changes(first_name="Arthur", country="CH"), "FR")
    assert await found(database, people, Filter(name="conan"), 50) == []
    assert await found(database, people, Filter(name="brien", country="CH"), 50) == ["Arthur"]
    async with database.engine() as unit:
        await unit.run("DELETE FROM contacts WHERE id = %(id)s", {"id": conan.id})
    assert await found(database, people, Filter(name="brien"), 50) == []


async def asked_directly(unit: Unit, organisation: UUID, word: str) -> int:
    statement = "SELECT count(*) FROM contacts_found(%(org)s, ARRAY[%(word)s], NULL, NULL, NULL, NULL, NULL, 10)"
    return int(await unit.value(statement, {"org": organisation, "word": word}))


async def test_the_owners_function_answers_an_organisation_about_itself_alone(database: Database, people: UUID) -> None:
    async with database.unit(people) as unit:
        assert await asked_directly(unit, people, "zoe") == 1
    stranger = new_id(unit.at)
    async with database.unit(stranger) as unit:
        assert await asked_directly(unit, people, "zoe") == 0
        assert await asked_directly(unit, stranger, f"{people}zoe") == 0
        await unit.run("SELECT set_config('tidings.org', '', true)")
        assert await asked_directly(unit, people, "zoe") == 0


async def test_one_among_many_is_found_without_reading_the_others(database: Database, people: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    async with database.engine() as unit:
        await unit.run(
            "INSERT INTO contacts (organisation_id, id, first_name, tags, created_at, updated_at)"
            " SELECT %(org)s, gen_random_uuid(), 'Person' || n, ARRAY['crowd'], %(at)s, %(at)s FROM generate_series(1, 20000) AS n",
            {"org": people, "at": unit.at},
        )
        await unit.run("RESET ROLE")
        await unit.run("ANALYZE contacts")
        await unit.run("SET ROLE tidings_engine")
    monkeypatch.setattr(searching, "_LOOKED_THROUGH", 1)
    for wanted in (Filter(name="zoe"), Filter(tag="it's \\ new"), Filter(country="BE", lifecycle="lead")):
        async with database.unit(people) as unit:
            before = await rows_read(unit)
            page = await service.list_contacts(unit, people, wanted, None, 50, "FR")
            assert 0 < len(page.rows) < 10
            assert await rows_read(unit) - before < 100, wanted


async def rows_read(unit: Unit) -> int:
    """Count the rows of contacts that this transaction has read, through indexes or by scans."""
    statement = "SELECT coalesce(idx_tup_fetch, 0) + seq_tup_read FROM pg_stat_xact_user_tables WHERE relname = 'contacts'"
    return int(await unit.value(statement))


@pytest.mark.parametrize("wanted", [*ASKED, Filter()])
async def test_as_many_are_counted_as_are_found(database: Database, people: UUID, wanted: Filter) -> None:
    async with database.unit(people) as unit:
        assert await service.count_contacts(unit, people, wanted, "FR") == len(await found(database, people, wanted, 50))


async def test_a_count_ends_where_it_says_that_there_are_more(database: Database, people: UUID) -> None:
    everybody = searching.Search((), (), None, None, None, {})
    async with database.unit(people) as unit:
        assert await searching.count(unit, people, everybody, 3) == 3
