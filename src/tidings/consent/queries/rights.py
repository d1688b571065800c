"""What is left of a person's consent when they are erased: lines of the ledger that lead to nobody."""

from collections.abc import Sequence
from uuid import UUID

from tidings.consent.types import GENERAL
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel


async def refused(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> dict[tuple[UUID, Channel], bool]:
    """Return which contacts refuse messages on which channels, if only of a programme, and whether that is all: transactional ones, too."""
    rows = await unit.fetch(
        _refusal,
        "SELECT contact_id, channel, bool_or(purpose = 'transactional' AND programme = %(general)s) FROM consents"
        " WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s) AND status = 'withdrawn' AND purpose <> 'tracking'"
        " GROUP BY contact_id, channel",
        {"org": organisation_id, "contacts": list(contact_ids), "general": GENERAL},
    )
    return dict(rows)


async def blank(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Blank the personal parts of people's statements (engine role); returns how many. The chain stays whole."""
    return await unit.value("SELECT blank_consent_proofs(%(org)s, %(contacts)s)", {"org": organisation_id, "contacts": list(contact_ids)})


async def forget_states(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> int:
    """Delete what holds now of people: it derives from the ledger."""
    return await unit.run(
        "DELETE FROM consents WHERE organisation_id = %(org)s AND contact_id = ANY(%(contacts)s)",
        {"org": organisation_id, "contacts": list(contact_ids)},
    )


async def forget_lookups(unit: Unit, organisation_id: UUID, lookups: Sequence[bytes]) -> None:
    """Delete what is kept of addresses beside their closings, and the words beside these."""
    params = {"org": organisation_id, "lookups": list(lookups)}
    await unit.run("DELETE FROM openings WHERE organisation_id = %(org)s AND lookup = ANY(%(lookups)s)", params)
    await unit.run("DELETE FROM address_failures WHERE organisation_id = %(org)s AND lookup = ANY(%(lookups)s)", params)
    await unit.run(
        "UPDATE suppressions SET detail = NULL WHERE organisation_id = %(org)s AND lookup = ANY(%(lookups)s) AND detail IS NOT NULL", params
    )


def _refusal(contact_id: UUID, channel: str, whole: bool) -> tuple[tuple[UUID, Channel], bool]:  # noqa: FBT001 - a column
    return (contact_id, Channel(channel)), whole
