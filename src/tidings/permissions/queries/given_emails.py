"""Emails that somebody gave for themselves and did not verify yet: one of a person waits at a time."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.permissions.types import GivenEmail


async def put(unit: Unit, organisation_id: UUID, made: GivenEmail) -> UUID | None:
    """Keep an email that somebody gave in the place of their one before; returns the address of that one, if it was another."""
    before = await unit.fetch_one(
        _id,
        "SELECT address_id FROM unverified_emails WHERE organisation_id = %(org)s AND contact_id = %(contact)s FOR UPDATE",
        {"org": organisation_id, "contact": made.contact_id},
    )
    await unit.run(
        "INSERT INTO unverified_emails (organisation_id, contact_id, address_id, source, given_at)"
        " VALUES (%(org)s, %(contact)s, %(address)s, %(source)s, %(at)s) ON CONFLICT (organisation_id, contact_id)"
        " DO UPDATE SET address_id = excluded.address_id, source = excluded.source, given_at = excluded.given_at",
        {"org": organisation_id, "contact": made.contact_id, "address": made.address_id, "source": made.source, "at": made.given_at},
    )
    return before if before != made.address_id else None


async def of_people(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> list[GivenEmail]:
    """Return the emails that people gave, with until when a link that was sent last opens something (None: there is no such link)."""
    return await unit.fetch(
        _given,
        "SELECT c.contact_id, c.address_id, c.source, c.given_at, v.expires_at FROM unverified_emails c"
        " LEFT JOIN verifications v ON v.organisation_id = c.organisation_id AND v.address_id = c.address_id"
        "   AND v.contact_id = c.contact_id AND v.channel = 'email' AND v.state = 'pending' AND v.expires_at > %(at)s"
        " WHERE c.organisation_id = %(org)s AND c.contact_id = ANY(%(contacts)s) ORDER BY c.contact_id",
        {"org": organisation_id, "contacts": list(contact_ids), "at": unit.at},
    )


async def giver(unit: Unit, organisation_id: UUID, address_id: UUID, expires_at: datetime) -> UUID | None:
    """Return who gave an address, by the link to it that ends at a moment; None for a link that was replaced, or whose email waits no more."""
    return await unit.fetch_one(
        _id,
        "SELECT c.contact_id FROM verifications v JOIN unverified_emails c ON c.organisation_id = v.organisation_id"
        " AND c.contact_id = v.contact_id AND c.address_id = v.address_id"
        " WHERE v.organisation_id = %(org)s AND v.address_id = %(address)s AND v.channel = 'email' AND v.state = 'pending'"
        " AND date_trunc('second', v.expires_at) = %(expires)s",
        {"org": organisation_id, "address": address_id, "expires": expires_at},
    )


async def end(unit: Unit, organisation_id: UUID, contact_id: UUID, address_id: UUID, *, verified: bool) -> bool:
    """Let an email wait no more, nor its link; False if it did not."""
    params = {"org": organisation_id, "contact": contact_id, "address": address_id, "state": "verified" if verified else "replaced", "at": unit.at}
    ended = await unit.run(
        "DELETE FROM unverified_emails WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND address_id = %(address)s", params
    )
    await unit.run(
        "UPDATE verifications SET state = %(state)s, verified_at = CASE WHEN %(state)s = 'verified' THEN %(at)s END"
        " WHERE organisation_id = %(org)s AND contact_id = %(contact)s AND address_id = %(address)s AND channel = 'email' AND state = 'pending'",
        params,
    )
    return ended > 0


async def move(unit: Unit, organisation_id: UUID, source: UUID, target: UUID) -> None:
    """Let the email that one contact gave be another's, with its link, unless they have one of their own."""
    params = {"org": organisation_id, "source": source, "target": target, "channel": Channel.EMAIL.value}
    await unit.run(
        "UPDATE unverified_emails c SET contact_id = %(target)s WHERE organisation_id = %(org)s AND contact_id = %(source)s AND NOT EXISTS ("
        " SELECT FROM unverified_emails k WHERE k.organisation_id = %(org)s AND k.contact_id = %(target)s)",
        params,
    )
    await unit.run("DELETE FROM unverified_emails WHERE organisation_id = %(org)s AND contact_id = %(source)s", params)
    await unit.run(
        "UPDATE verifications SET contact_id = %(target)s"
        " WHERE organisation_id = %(org)s AND contact_id = %(source)s AND channel = %(channel)s AND state = 'pending'",
        params,
    )


async def forget(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID], address_ids: Sequence[UUID]) -> list[UUID]:
    """Delete the emails that people gave, and who else gave addresses; returns the addresses that nobody gave any more."""
    return await unit.fetch(
        _id,
        "WITH gone AS (DELETE FROM unverified_emails WHERE organisation_id = %(org)s"
        "   AND (contact_id = ANY(%(contacts)s) OR address_id = ANY(%(addresses)s)) RETURNING contact_id, address_id)"
        " SELECT DISTINCT address_id FROM gone WHERE NOT EXISTS (SELECT FROM unverified_emails k WHERE k.organisation_id = %(org)s"
        "   AND k.address_id = gone.address_id AND k.contact_id NOT IN (SELECT contact_id FROM gone))",
        {"org": organisation_id, "contacts": list(contact_ids), "addresses": list(address_ids)},
    )


async def old(unit: Unit, organisation_id: UUID, before: datetime) -> list[UUID]:
    """Return who gave an email before a moment and did not verify it."""
    return await unit.fetch(
        _id,
        "SELECT contact_id FROM unverified_emails WHERE organisation_id = %(org)s AND given_at < %(before)s",
        {"org": organisation_id, "before": before},
    )


async def given(unit: Unit, organisation_id: UUID, address_id: UUID) -> bool:
    """Say whether anybody gave an address that is not verified."""
    found = "SELECT EXISTS (SELECT FROM unverified_emails WHERE organisation_id = %(org)s AND address_id = %(address)s)"
    return bool(await unit.value(found, {"org": organisation_id, "address": address_id}))


def _given(contact_id: UUID, address_id: UUID, source: str, given_at: datetime, expires_at: datetime | None) -> GivenEmail:
    return GivenEmail(contact_id, address_id, source, given_at, expires_at)


def _id(identifier: UUID) -> UUID:
    return identifier
