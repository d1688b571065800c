"""What segments and reports may ask about people, in statements of their own: narrow selectables, each with the organisation to be named."""

from sqlalchemy import select

from tidings.contacts import tables

people = select(
    tables.contacts.c.organisation_id,
    tables.contacts.c.id,
    tables.contacts.c.country,
    tables.contacts.c.locale,
    tables.contacts.c.time_zone,
    tables.contacts.c.lifecycle,
    tables.contacts.c.tags,
    tables.contacts.c.attributes,
).subquery("people")
"""A row for each person; attributes are flat JSON, a date in them is a text YYYY-MM-DD."""

owned_addresses = select(
    tables.contact_addresses.c.organisation_id,
    tables.contact_addresses.c.contact_id,
    tables.contact_addresses.c.address_id,
    tables.contact_addresses.c.kind,
    tables.contact_addresses.c.rank,
).subquery("owned_addresses")
"""Whose address is which; a family may share one. The lowest rank is the preferred one of its kind (contacts.types.Rank)."""

addresses = select(
    tables.addresses.c.organisation_id,
    tables.addresses.c.id,
    tables.addresses.c.kind,
    tables.addresses.c.lookup,
    tables.addresses.c.line_type,
).subquery("addresses")
"""Every address once. `lookup` is what closings of addresses name; `line_type` is kernel.phone.LineType, of phones only."""

events = select(
    tables.events.c.organisation_id,
    tables.events.c.contact_id,
    tables.events.c.name,
    tables.events.c.at,
    tables.events.c.properties,
    tables.events.c.course,
).subquery("events")
"""What people did; indexed by person, by name and time, and by course. `course` is the property of that name where it is a text of at most
`contacts.types.LONGEST_COURSE` characters, else NULL."""

enrolments = select(
    tables.enrolment_facts.c.organisation_id,
    tables.enrolment_facts.c.contact_id,
    tables.enrolment_facts.c.course,
    tables.enrolment_facts.c.status,
    tables.enrolment_facts.c.since,
).subquery("enrolments")
"""Who is enrolled in which course, with which status, since when: one row for a person and course."""

homes = select(
    tables.contacts.c.organisation_id,
    tables.contacts.c.id,
    tables.contacts.c.country,
    tables.contacts.c.region,
).subquery("homes")
"""Where people said that they are; `region` is of ISO 3166-2 (US-FL)."""

origins = select(
    tables.addresses.c.organisation_id,
    tables.addresses.c.id,
    tables.addresses.c.lookup,
    tables.addresses.c.country,
    tables.addresses.c.regions,
).subquery("origins")
"""Where an address may be by its number: the country, and the regions (ISO 3166-2) of its prefix."""

doings = select(
    tables.events.c.organisation_id,
    tables.events.c.contact_id,
    tables.events.c.id,
    tables.events.c.name,
    tables.events.c.at,
    tables.events.c.properties,
).subquery("doings")
"""What people did, each with its id: for lists of one person's."""

merges = select(
    tables.contact_merges.c.organisation_id,
    tables.contact_merges.c.id,
    tables.contact_merges.c.kept_id,
    tables.contact_merges.c.gone_id,
    tables.contact_merges.c.at,
    tables.contact_merges.c.undone_at,
).subquery("merges")
"""Two contacts that became one; undone since, or not."""
