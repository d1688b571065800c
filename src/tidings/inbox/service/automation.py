"""Setting up what the inbox does of its own accord: its settings, and automatic answers in versions."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.content import service as content
from tidings.content.errors import TemplateInvalid
from tidings.conversations import service as conversations
from tidings.conversations.types import ReadingKind
from tidings.inbox import errors as inbox_errors
from tidings.inbox.errors import automatic as errors
from tidings.inbox.queries import automation as queries
from tidings.inbox.queries import decisions
from tidings.inbox.queries import settings as teams
from tidings.inbox.rules import checking
from tidings.inbox.types.automatic import AnswerVersion, AutoAnswer, Automation, Decided, KeptAnswer
from tidings.infra.db.unit import Unit
from tidings.kernel.ids import new_id
from tidings.kernel.paging import Page, decode_id_cursor, encode_cursor

_RESERVED = frozenset({ReadingKind.OPT_OUT, ReadingKind.OPT_IN, ReadingKind.HELP})


async def automation(unit: Unit, organisation_id: UUID) -> Automation:
    """Return how an organisation lets the inbox act by itself."""
    return await queries.automation(unit, organisation_id)


async def put_automation(unit: Unit, organisation_id: UUID, actor: str, settings: Automation) -> Automation:
    """Keep how the inbox acts by itself, audited. Raises Invalid."""
    checking.check_automation(settings)
    for name, texts in settings.texts.items():
        _check_compiles(f"texts.{name}", texts)
    if settings.escalation_team is not None:
        known = {each.id for each in await teams.teams(unit, organisation_id) if each.archived_at is None}
        if settings.escalation_team not in known:
            raise inbox_errors.no_team()
    await queries.put_automation(unit, organisation_id, settings, actor)
    detail = {"on": settings.on, "survey": settings.survey, "sure": settings.sure, "likely": settings.likely}
    await accounts.record_audit(unit, organisation_id, actor, "inbox.automation_changed", "inbox", detail)
    unit.changed(organisation_id, "inbox_settings")
    return settings


async def auto_answers(unit: Unit, organisation_id: UUID, *, archived: bool = False) -> Sequence[KeptAnswer]:
    """Return the automatic answers, the oldest first; `archived` brings those out of use as well."""
    return await queries.answers(unit, organisation_id, archived=archived)


async def auto_answer(unit: Unit, organisation_id: UUID, answer_id: UUID) -> KeptAnswer:
    """Return one automatic answer. Raises NotFound."""
    found = await queries.answer(unit, organisation_id, answer_id)
    if found is None:
        raise errors.no_answer()
    return found


async def add_auto_answer(unit: Unit, organisation_id: UUID, actor: str, answer: AutoAnswer) -> KeptAnswer:
    """Make an automatic answer; it holds at once. Raises Invalid, Conflict for a keyword that is taken."""
    others = await queries.answers(unit, organisation_id)
    if len(others) >= checking.MOST_ANSWERS:
        raise errors.too_many(checking.MOST_ANSWERS)
    return await _keep(unit, organisation_id, actor, new_id(unit.at), 1, answer, others)


async def change_auto_answer(
    unit: Unit, organisation_id: UUID, actor: str, answer_id: UUID, answer: AutoAnswer, *, version: int | None = None
) -> KeptAnswer:
    """Make a new version of an automatic answer; `version` is the one that was changed, None does not ask. Raises NotFound, Invalid, Conflict."""
    held = await _hold(unit, organisation_id, answer_id)
    if version is not None and version != held.version:
        raise errors.changed_meanwhile()
    if held.answer == answer:
        return held
    others = [each for each in await queries.answers(unit, organisation_id) if each.id != answer_id]
    return await _keep(unit, organisation_id, actor, answer_id, held.version + 1, answer, others)


async def restore_auto_answer(unit: Unit, organisation_id: UUID, actor: str, answer_id: UUID, version: int) -> KeptAnswer:
    """Make what an automatic answer once was its newest version. Raises NotFound, Conflict."""
    await _hold(unit, organisation_id, answer_id)
    former = next((each for each in await queries.versions(unit, organisation_id, answer_id) if each.version == version), None)
    if former is None:
        raise errors.no_version()
    return await change_auto_answer(unit, organisation_id, actor, answer_id, former.answer)


async def archive_auto_answer(unit: Unit, organisation_id: UUID, actor: str, answer_id: UUID, *, archived: bool) -> KeptAnswer:
    """Take an automatic answer out of use, or back into it. Raises NotFound, Conflict for a keyword that is taken meanwhile."""
    held = await _hold(unit, organisation_id, answer_id)
    if (held.archived_at is not None) is archived:
        return held
    if not archived:
        checking.check_free(held.answer, await queries.answers(unit, organisation_id))
    await queries.archive(unit, organisation_id, answer_id, archived=archived)
    what = "inbox.auto_answer_archived" if archived else "inbox.auto_answer_restored"
    await accounts.record_audit(unit, organisation_id, actor, what, f"auto_answer:{answer_id}", {"version": held.version})
    unit.changed(organisation_id, "auto_answer", answer_id)
    return await auto_answer(unit, organisation_id, answer_id)


async def auto_answer_versions(unit: Unit, organisation_id: UUID, answer_id: UUID) -> Sequence[AnswerVersion]:
    """Return all versions of an automatic answer, the newest first. Raises NotFound."""
    await auto_answer(unit, organisation_id, answer_id)
    return await queries.versions(unit, organisation_id, answer_id)


async def list_decisions(
    unit: Unit, organisation_id: UUID, *, thread_id: UUID | None = None, cursor: str | None = None, limit: int = 50
) -> Page[Decided]:
    """Return what was done about messages that no room took, of one thread or all, the newest message first."""
    found = await decisions.listed(unit, organisation_id, thread_id, decode_id_cursor(cursor), limit + 1)
    return Page(found[:limit], encode_cursor(str(found[limit - 1].message_id)) if len(found) > limit else None)


async def _hold(unit: Unit, organisation_id: UUID, answer_id: UUID) -> KeptAnswer:
    held = await queries.answer(unit, organisation_id, answer_id, hold=True)
    if held is None:
        raise errors.no_answer()
    return held


async def _keep(
    unit: Unit, organisation_id: UUID, actor: str, answer_id: UUID, version: int, answer: AutoAnswer, others: Sequence[KeptAnswer]
) -> KeptAnswer:
    checking.check_answer(answer)
    for word in answer.keywords:
        if conversations.classify(word).kind in _RESERVED:
            raise errors.keyword_reserved(word)
    checking.check_free(answer, others)
    _check_compiles("answers", answer.answers)
    await queries.put_answer(unit, organisation_id, answer_id, version, answer, actor)
    what = "inbox.auto_answer_added" if version == 1 else "inbox.auto_answer_changed"
    await accounts.record_audit(unit, organisation_id, actor, what, f"auto_answer:{answer_id}", {"version": version})
    unit.changed(organisation_id, "auto_answer", answer_id)
    return await auto_answer(unit, organisation_id, answer_id)


def _check_compiles(field: str, texts: Mapping[str, str]) -> None:
    """Raise Invalid for a text that is not of the template language."""
    try:
        content.filler(texts, next(iter(texts)))
    except TemplateInvalid as error:
        raise errors.text_unfit(field, error.message) from error
