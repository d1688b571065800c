"""Making two contacts one in tests, with all that the application does."""

from uuid import UUID

from tidings.apps.people import PEOPLE
from tidings.contacts import service
from tidings.contacts.types import AddressKind, Changes, Contact, Merge, NewAddress, Rank
from tidings.infra.db.database import Database


def phone(value: str, rank: int = Rank.PROFILE) -> NewAddress:
    return NewAddress(AddressKind.PHONE, value, rank)


def email(value: str) -> NewAddress:
    return NewAddress(AddressKind.EMAIL, value)


async def create(database: Database, organisation: UUID, changes: Changes) -> Contact:
    async with database.unit(organisation) as unit:
        return await service.create_contact(unit, organisation, "test", changes, "FR")


async def merge(database: Database, organisation: UUID, kept: UUID, gone: UUID) -> Merge:
    async with database.unit(organisation) as unit:
        return await service.merge(unit, organisation, "test", kept, gone, PEOPLE)


async def undo(database: Database, organisation: UUID, merge_id: UUID) -> list[str]:
    async with database.unit(organisation) as unit:
        return list(await service.undo_merge(unit, organisation, "test", merge_id, PEOPLE))


async def shown(database: Database, organisation: UUID, contact_id: UUID) -> Contact:
    async with database.unit(organisation) as unit:
        return await service.contact(unit, organisation, contact_id)
