"""Audiences: who fits a target and can be reached by a kind of address."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from psycopg.types.json import Jsonb
from sqlalchemy import ColumnElement, Select, and_, bindparam, func, literal, or_, select, true
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.types import Text

from tidings.contacts.tables import addresses, contact_addresses, contacts
from tidings.contacts.types import AddressKind, Target
from tidings.infra.db.unit import Unit


async def members(
    unit: Unit, organisation_id: UUID, target: Target, kind: AddressKind, worse: Collection[str], after: UUID | None, limit: int
) -> list[tuple[UUID, UUID]]:
    """Return (contact, best address) pairs in the order of contact ids, after one of them.

    Best is the lowest rank, lines of the types in `worse` last.
    """
    best = _best(organisation_id, kind, worse)
    statement = select(contacts.c.id, best.c.address_id).select_from(contacts.join(best, true())).where(*_conditions(organisation_id, target))
    if after is not None:
        statement = statement.where(contacts.c.id > after)
    return await unit.select(_pair, statement.order_by(contacts.c.id).limit(limit))


async def size(unit: Unit, organisation_id: UUID, target: Target, kind: AddressKind) -> int:
    """Count who fits and has such an address."""
    reachable = (
        select(literal(1))
        .where(
            contact_addresses.c.organisation_id == organisation_id,
            contact_addresses.c.contact_id == contacts.c.id,
            contact_addresses.c.kind == str(kind),
        )
        .exists()
    )
    statement = select(func.count()).select_from(contacts).where(*_conditions(organisation_id, target), reachable)
    return (await unit.select(int, statement))[0]


def _best(organisation_id: UUID, kind: AddressKind, worse: Collection[str]) -> Any:
    joined = contact_addresses.join(addresses, addresses.c.id == contact_addresses.c.address_id)
    statement: Select[Any] = (
        select(contact_addresses.c.address_id)
        .select_from(joined)
        .where(
            contact_addresses.c.organisation_id == organisation_id,
            addresses.c.organisation_id == organisation_id,
            contact_addresses.c.contact_id == contacts.c.id,
            contact_addresses.c.kind == str(kind),
        )
        .order_by(
            func.coalesce(addresses.c.line_type, "").in_(sorted(worse)),
            contact_addresses.c.rank,
            contact_addresses.c.address_id,
        )
        .limit(1)
    )
    return statement.correlate(contacts).lateral("best")


def _conditions(organisation_id: UUID, target: Target) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [contacts.c.organisation_id == organisation_id]
    for name, values in target.attributes:
        # Containment, so that the index over attributes can serve it.
        found.append(or_(*(contacts.c.attributes.contains(bindparam(None, Jsonb({name: value}), JSONB)) for value in values)))
    if target.tags is not None:
        found.append(contacts.c.tags.overlap(bindparam("tags", list(target.tags), ARRAY(Text))))
    if target.lifecycles is not None:
        found.append(contacts.c.lifecycle.in_(target.lifecycles))
    if target.countries is not None:
        found.append(contacts.c.country.in_(target.countries))
    if target.locales is not None:
        found.append(or_(*(_speaks(each) for each in target.locales)))
    return found


def _speaks(locale: str) -> ColumnElement[bool]:
    exact = contacts.c.locale == locale
    return exact if "-" in locale else or_(exact, and_(contacts.c.locale >= f"{locale}-", contacts.c.locale < f"{locale}."))


def _pair(contact_id: UUID, address_id: UUID) -> tuple[UUID, UUID]:
    return contact_id, address_id
