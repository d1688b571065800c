"""What of a campaign's budget is reserved."""

from uuid import UUID

from tidings.infra.db.unit import Unit


async def reserve(unit: Unit, organisation_id: UUID, campaign_id: UUID, reserved: int) -> None:
    """Write down what is reserved after a release."""
    await unit.run(
        "UPDATE campaigns SET reserved = %(reserved)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": campaign_id, "reserved": reserved},
    )


async def counted(unit: Unit, organisation_id: UUID, campaign_id: UUID, reserved: int) -> None:
    """Write down what is reserved as it was counted from the ledger now."""
    await unit.run(
        "UPDATE campaigns SET reserved = %(reserved)s, reserved_counted_at = %(at)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": campaign_id, "reserved": reserved, "at": unit.at},
    )


async def told(unit: Unit, organisation_id: UUID, campaign_id: UUID, per_cent: int) -> None:
    """Write down which threshold people were told of."""
    await unit.run(
        "UPDATE campaigns SET budget_told = %(told)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": campaign_id, "told": per_cent},
    )


async def forecast(unit: Unit, organisation_id: UUID, campaign_id: UUID, micros: int) -> None:
    """Write down what everybody is to cost."""
    await unit.run(
        "UPDATE campaigns SET forecast = %(micros)s WHERE organisation_id = %(org)s AND id = %(id)s",
        {"org": organisation_id, "id": campaign_id, "micros": micros},
    )
