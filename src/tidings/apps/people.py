"""What is done to all of a person at once, in one transaction: the rooms above contacts that keep something of people."""

from collections.abc import Sequence
from uuid import UUID

from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.service import Part, Parts
from tidings.conversations import service as conversations
from tidings.education import service as education
from tidings.inbox import service as inbox
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.messages import service as messages
from tidings.notices import service as notices
from tidings.permissions import service as permissions
from tidings.policy import service as policy
from tidings.repairs import service as repairs
from tidings.segments import service as segments
from tidings.waitlist import service as waitlist

_BY = "system:conversations"

PEOPLE = Parts((
    Part(
        "inbox", inbox.join_person, inbox.divide_person, inbox.tell_person, inbox.erase_person,
        known=inbox.known_people,
    ),
    Part(
        "waitlist", waitlist.join_person, waitlist.divide_person, waitlist.tell_person, waitlist.erase_person,
        known=waitlist.known_people,
    ),
    Part(
        "notices", notices.join_person, notices.divide_person, notices.tell_person, notices.erase_person,
        known=notices.known_people,
    ),
    Part(
        "inbox_automatic", inbox.join_automatic, inbox.divide_automatic, inbox.tell_automatic, inbox.erase_automatic,
    ),
    Part(
        "messages", messages.join_person, messages.divide_person, messages.tell_person, messages.erase_person,
        known=messages.known_people,
    ),
    Part(
        "conversations", tell=conversations.tell_person, erase=conversations.erase_person,
        known=conversations.known_people,
    ),
    Part(
        "permissions", join=permissions.join_person, tell=permissions.tell_person, erase=permissions.erase_person,
        known=permissions.known_people,
    ),
    Part(
        "consent", consent.join_person, consent.divide_person, consent.tell_person, consent.erase_person,
        known=consent.known_people, retract=consent.retract_import,
    ),
    Part(
        "segments", segments.join_person, segments.divide_person, segments.tell_person, segments.erase_person,
        known=segments.known_people, retract=segments.forget_people,
    ),
    Part(
        "education", education.join_person, education.divide_person, education.tell_person, education.erase_person,
        known=education.known_people,
    ),
    Part(
        "repairs", repairs.join_person, repairs.divide_person, repairs.tell_person, repairs.erase_person,
        known=repairs.known_people,
    ),
    Part("policy", policy.join_person, policy.divide_person, policy.tell_person, policy.erase_person),
))  # fmt: skip
"""In the order in which they are asked: notices before the ledger, as who follows them locks both; then what could still leave is ended first."""


async def on_found_twice(unit: Unit, organisation_id: UUID, events: Sequence[Happened]) -> None:
    """Make one of two contacts that turn out to be one person on WhatsApp, where nothing speaks against it."""
    pairs = [(UUID(one), UUID(other)) for event in events for one, other in event.data["pairs"]]
    await contacts.unite(unit, organisation_id, _BY, list(dict.fromkeys(pairs)), PEOPLE)
