"""A school: its routes with those of contacts and segments beside them, a course, and three people."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest

from support.api import Client, client_of, make_context
from support.clock import ManualClock
from tidings.contacts import http as contacts
from tidings.education import http as education
from tidings.infra.db.database import Database
from tidings.segments import http as segments

PEOPLE = {"ana": "+33612000001", "bo": "+33612000002", "cy": "+33612000003"}


@pytest.fixture
async def api(database: Database, organisation: UUID, clock: ManualClock, tmp_path: Path) -> AsyncIterator[Client]:
    routers = [contacts.router, contacts.events, education.router, education.enrolment_files, education.lead_files, segments.router]
    async with client_of(database, organisation, make_context(database, clock, tmp_path), routers) as api:
        reply = await api.post("/courses", {"key": "pottery", "name": "Pottery", "capacity": 2})
        assert reply.status == 201, reply.body
        yield api


@pytest.fixture
async def people(api: Client) -> dict[str, str]:
    """Contacts' ids by their first names, which are their external ids too."""
    found: dict[str, str] = {}
    for name, phone in PEOPLE.items():
        reply = await api.post("/contacts", {"first_name": name, "external_id": name, "phones": [{"number": phone}]})
        assert reply.status == 201, reply.body
        found[name] = reply.json()["id"]
    return found
