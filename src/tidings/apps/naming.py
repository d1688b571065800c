"""What the things are called that the audit speaks of: each room names its own."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from tidings.accounts.service import Namer, Namers, Naming
from tidings.accounts.types import Scope
from tidings.campaigns import service as campaigns
from tidings.channels import service as channels
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.education import service as education
from tidings.inbox import service as inbox
from tidings.infra.db.unit import Unit
from tidings.notices import service as notices
from tidings.repairs import service as repairs
from tidings.segments import service as segments
from tidings.waitlist import service as waitlist

ById = Callable[[Unit, UUID, Sequence[UUID]], Awaitable[Mapping[UUID, str]]]


def _by_id(read: ById) -> Naming:
    async def names(unit: Unit, organisation_id: UUID, things: Sequence[str]) -> Mapping[str, str]:
        asked = {known: thing for thing in things if (known := _id(thing))}
        if not asked:
            return {}
        found = await read(unit, organisation_id, sorted(asked))
        return {asked[each]: name for each, name in found.items() if each in asked}

    return names


def _id(thing: str) -> UUID | None:
    try:
        return UUID(thing)
    except ValueError:
        return None


async def _people(unit: Unit, organisation_id: UUID, ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each: name or "" for each, name in (await campaigns.names_of(unit, organisation_id, ids)).items()}


async def _connections(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.name for each in await channels.connections(unit, organisation_id)}


async def _senders(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.label for each in await channels.senders(unit, organisation_id)}


async def _portfolios(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.reference for each in await channels.portfolios(unit, organisation_id)}


async def _schedules(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.name for each in await contacts.schedules(unit, organisation_id)}


async def _staff(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.name for each in await waitlist.staff(unit, organisation_id, archived=True)}


async def _teams(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.name for each in await inbox.teams(unit, organisation_id, archived=True)}


async def _canned(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.title for each in await inbox.canned_answers(unit, organisation_id, archived=True)}


async def _answers(unit: Unit, organisation_id: UUID, _ids: Sequence[UUID]) -> Mapping[UUID, str]:
    return {each.id: each.answer.name for each in await inbox.auto_answers(unit, organisation_id, archived=True)}


async def _kinds(unit: Unit, organisation_id: UUID, _keys: Sequence[str]) -> Mapping[str, str]:
    return {each.key: each.settings.name for each in await notices.kinds(unit, organisation_id, archived=True)}


NAMERS = Namers({
    "auto_answer": Namer(Scope.INBOX_READ, _by_id(_answers)),
    "campaign": Namer(Scope.CAMPAIGNS_READ, _by_id(campaigns.names)),
    "canned_answer": Namer(Scope.INBOX_READ, _by_id(_canned)),
    "connection": Namer(Scope.CHANNELS_READ, _by_id(_connections)),
    "contact": Namer(Scope.CONTACTS_READ, _by_id(_people)),
    "course": Namer(Scope.CONTACTS_READ, education.names),
    "import": Namer(Scope.CONTACTS_READ, _by_id(contacts.names_of_imports)),
    "import_schedule": Namer(Scope.CONTACTS_READ, _by_id(_schedules)),
    "inbox_team": Namer(Scope.INBOX_READ, _by_id(_teams)),
    "notice_kind": Namer(Scope.MESSAGES_READ, _kinds),
    "portfolio": Namer(Scope.CHANNELS_READ, _by_id(_portfolios)),
    "segment": Namer(Scope.CONTACTS_READ, _by_id(segments.names)),
    "sender": Namer(Scope.CHANNELS_READ, _by_id(_senders)),
    "template": Namer(Scope.TEMPLATES_READ, _by_id(content.names)),
    "ticket": Namer(Scope.CONTACTS_READ, _by_id(repairs.names)),
    "waitlist_staff": Namer(Scope.CONTACTS_READ, _by_id(_staff)),
})  # fmt: skip
"""Of what is few, all are read; of the rest those that are asked for. Members and keys are named by `GET /actors`, as those who did things are."""
