"""Canned answers: texts to choose from, filled in for one person. Audited."""

from collections.abc import Mapping
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.contacts import service as contacts
from tidings.content import service as content
from tidings.content.errors import CannotRender
from tidings.inbox import errors
from tidings.inbox.queries import settings as queries
from tidings.inbox.queries import threads
from tidings.inbox.rules.answering import MOST
from tidings.inbox.service.automation import auto_answer
from tidings.inbox.service.teams import team
from tidings.inbox.types import Canned, Filled
from tidings.infra.db.unit import Unit
from tidings.kernel.blank import blank
from tidings.kernel.ids import new_id
from tidings.kernel.words import Channel


async def canned_answers(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> list[Canned]:
    """Return the canned answers, by shortcut."""
    return [each for each in await queries.canned(unit, organisation_id) if archived or each.archived_at is None]


async def canned_answer(unit: Unit, organisation_id: UUID, canned_id: UUID) -> Canned:
    """Return a canned answer, archived or not. Raises NotFound."""
    for each in await queries.canned(unit, organisation_id):
        if each.id == canned_id:
            return each
    raise errors.no_canned()


async def put_canned(
    unit: Unit,
    organisation_id: UUID,
    actor: str,
    *,
    canned_id: UUID | None,
    shortcut: str,
    title: str,
    texts: Mapping[str, str],
    default_locale: str | None,
    team_id: UUID | None,
) -> Canned:
    """Make a canned answer, or write one anew; an archived one is in use again. Raises NotFound, Conflict if the shortcut is taken, Invalid."""
    there = await canned_answer(unit, organisation_id, canned_id) if canned_id else None
    default = default_locale or next(iter(sorted(texts)), "")
    made = Canned(there.id if there else new_id(unit.at), shortcut.strip().lstrip("/"), title.strip(), dict(texts), default, team_id, actor, unit.at)
    await _check(unit, organisation_id, made)
    return await _put(unit, organisation_id, actor, made, "canned_answer.changed" if there else "canned_answer.added")


async def archive_canned(unit: Unit, organisation_id: UUID, actor: str, canned_id: UUID) -> Canned:
    """Put a canned answer away. Raises NotFound."""
    there = await canned_answer(unit, organisation_id, canned_id)
    if there.archived_at is not None:
        return there
    gone = Canned(there.id, there.shortcut, there.title, there.texts, there.default_locale, there.team_id, actor, unit.at, unit.at)
    return await _put(unit, organisation_id, actor, gone, "canned_answer.archived")


async def fill_canned(
    unit: Unit, organisation_id: UUID, canned_id: UUID, thread_id: UUID, *, agent_name: str = "", locale: str | None = None
) -> Filled:
    """Return a canned answer as the person of a thread would read it, in their language unless another is asked for. Raises NotFound, Invalid."""
    there = await canned_answer(unit, organisation_id, canned_id)
    return await _filled(unit, organisation_id, thread_id, there.texts, there.default_locale, agent_name=agent_name, locale=locale)


async def fill_automatic(unit: Unit, organisation_id: UUID, answer_id: UUID, thread_id: UUID) -> Filled:
    """Return an automatic answer as the person of a thread would read it, for an agent to send. Raises NotFound, Invalid."""
    there = (await auto_answer(unit, organisation_id, answer_id)).answer
    return await _filled(unit, organisation_id, thread_id, there.answers, there.default_locale)


async def _filled(
    unit: Unit,
    organisation_id: UUID,
    thread_id: UUID,
    texts: Mapping[str, str],
    default_locale: str,
    *,
    agent_name: str = "",
    locale: str | None = None,
) -> Filled:
    found = await threads.by_ids(unit, organisation_id, [thread_id])
    if not found:
        raise errors.no_thread()
    contact_id = found[0].contact_id
    people = await contacts.people(unit, organisation_id, [contact_id]) if contact_id else {}
    if contact_id is None or contact_id not in people:
        raise errors.not_theirs()
    organisation = await accounts.organisation(unit, organisation_id)
    filler = content.filler(texts, default_locale)
    if locale is not None and locale in texts:
        filler = content.filler({locale: texts[locale]}, locale)
    try:
        shown = filler.preview(people[contact_id], {"agent": {"name": agent_name}, "business": organisation.name})
    except CannotRender as error:
        raise errors.wrong("canned_id", error.message, "Change the canned answer.") from error
    return Filled(shown.text, shown.missing, shown.locale)


async def _check(unit: Unit, organisation_id: UUID, made: Canned) -> None:
    if not made.shortcut or any(each.isspace() for each in made.shortcut):
        raise errors.wrong("shortcut", "A shortcut is one word.", "Write letters, digits and hyphens.")
    if made.default_locale not in made.texts:
        raise errors.wrong("default_locale", "There is no text in this language.", "Name one of the languages that have a text.")
    if any(blank(text) or len(text) > MOST[Channel.SMS] for text in made.texts.values()):
        raise errors.wrong("texts", "A text is empty, or longer than a message.", "Write between one and 1,600 characters.")
    content.filler(made.texts, made.default_locale)
    if made.team_id is not None and (await team(unit, organisation_id, made.team_id)).archived_at is not None:
        raise errors.no_team()
    others = [each for each in await queries.canned(unit, organisation_id) if each.id != made.id and each.archived_at is None]
    if made.shortcut.lower() in {each.shortcut.lower() for each in others}:
        raise errors.name_taken("shortcut")


async def _put(unit: Unit, organisation_id: UUID, actor: str, made: Canned, action: str) -> Canned:
    await queries.put_canned(unit, organisation_id, made)
    await accounts.record_audit(unit, organisation_id, actor, action, f"canned_answer:{made.id}")
    return made
