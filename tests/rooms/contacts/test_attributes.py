"""What an organisation declares of attributes is checked wherever they are written."""

import io
from uuid import UUID

import pytest

from support.people import create, phone
from tidings.contacts import service
from tidings.contacts.types import AttributeType, AttributeValue, Changes, Definition, Filter, ImportOptions
from tidings.infra.db.database import Database
from tidings.kernel.errors import Conflict, Invalid

SIZE = Definition("size", AttributeType.CHOICE, {"fr": "Taille"}, choices=("Small", "Large"))
AGE = Definition("age", AttributeType.NUMBER)


async def declare(database: Database, organisation: UUID, *said: Definition, strict: bool = False) -> None:
    async with database.unit(organisation) as unit:
        for each in said:
            await service.declare(unit, organisation, "test", each)
        await service.refuse_undeclared(unit, organisation, "test", strict=strict)


@pytest.mark.parametrize(
    ("kind", "given", "kept"),
    [
        (AttributeType.NUMBER, "12,5", 12.5), (AttributeType.NUMBER, 3, 3), (AttributeType.BOOL, "oui", True), (AttributeType.BOOL, False, False),
        (AttributeType.DATE, "28/02/1990", "1990-02-28"), (AttributeType.TEXT, " a ", "a"),
    ],
)  # fmt: skip
async def test_values_are_kept_as_declared(
    database: Database, organisation: UUID, kind: AttributeType, given: AttributeValue, kept: AttributeValue
) -> None:
    await declare(database, organisation, Definition("it", kind))
    made = await create(database, organisation, Changes(attributes={"it": given}))
    assert made.attributes == {"it": kept}


@pytest.mark.parametrize(("name", "value"), [("age", "old"), ("age", True), ("size", "huge"), ("size", 4)])
async def test_what_does_not_fit_is_refused_by_name(database: Database, organisation: UUID, name: str, value: AttributeValue) -> None:
    await declare(database, organisation, SIZE, AGE)
    with pytest.raises(Invalid) as refused:
        await create(database, organisation, Changes(attributes={name: value}))
    assert refused.value.field == f"attributes.{name}"


async def test_undeclared_ones_are_taken_and_listed_or_refused(database: Database, organisation: UUID) -> None:
    await declare(database, organisation, AGE)
    await create(database, organisation, Changes(attributes={"dog": True, "age": 3}))
    async with database.unit(organisation) as unit:
        listed = [(each.name, each.contacts, each.definition) for each in await service.attribute_uses(unit, organisation)]
    assert listed == [("age", 1, AGE), ("dog", 1, None)]
    await declare(database, organisation, strict=True)
    with pytest.raises(Invalid) as refused:
        await create(database, organisation, Changes(attributes={"cat": True}))
    assert refused.value.code == "attribute_undeclared"


async def test_a_type_that_values_contradict_is_refused_with_how_many(database: Database, organisation: UUID) -> None:
    for value in ("12", "old", "older"):
        await create(database, organisation, Changes(attributes={"age": value}))
    with pytest.raises(Conflict) as refused:
        await declare(database, organisation, AGE)
    assert refused.value.message == "3 contacts have a value of 'age' that does not fit."


async def test_a_required_one_must_be_there(database: Database, organisation: UUID) -> None:
    await declare(database, organisation, Definition("age", AttributeType.NUMBER, required=True))
    with pytest.raises(Invalid):
        await create(database, organisation, Changes(addresses=[phone("0612345678")]))
    made = await create(database, organisation, Changes(attributes={"age": 4}))
    async with database.unit(organisation) as unit:
        with pytest.raises(Invalid):
            await service.update_contact(unit, organisation, "test", made.id, Changes(attributes={"age": None}), "FR")


async def test_an_import_reads_declared_columns_and_refuses_rows_that_do_not_fit(database: Database, organisation: UUID) -> None:
    await declare(database, organisation, SIZE, AGE)
    content = b"phone;age;size\n0612345678;12,5;LARGE\n0698765432;x;small\n0611111111;3;\n"
    report = await service.import_csv(
        database, organisation, lambda: io.BytesIO(content), file_name="x.csv", mapping=None, options=ImportOptions("FR"), actor="test"
    )
    assert (report.created, report.rejected) == (2, 1)
    async with database.unit(organisation) as unit:
        errors = (await service.import_errors(unit, organisation, report.id)).rows
        people = (await service.list_contacts(unit, organisation, Filter(), None, 10, "FR")).rows
    assert [(each.line, each.field, each.code) for each in errors] == [(3, "attributes.age", "number_invalid")]
    assert [each.attributes for each in people] == [{"age": 12.5, "size": "Large"}, {"age": 3}]
