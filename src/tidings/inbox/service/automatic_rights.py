"""What the inbox did for a person of its own accord, told, moved and removed as a whole."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.contacts.types import Leaving, Merging
from tidings.conversations import service as conversations
from tidings.inbox.queries import decisions, surveys
from tidings.inbox.service.surveying import SOURCE, told_of
from tidings.infra.db.unit import Unit


async def join_automatic(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Give the one who stays what was decided and asked of the one who goes."""
    decided = await decisions.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    asked = await surveys.move(unit, organisation_id, merging.gone_id, merging.kept_id)
    return {"decided": [str(each) for each in decided], "asked": [str(each) for each in asked]}


async def divide_automatic(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give each back what was theirs."""
    await decisions.move(unit, organisation_id, merging.kept_id, merging.gone_id, [UUID(each) for each in moved["decided"]])
    await surveys.move(unit, organisation_id, merging.kept_id, merging.gone_id, [UUID(each) for each in moved["asked"]])
    return []


async def tell_automatic(unit: Unit, organisation_id: UUID, contact_ids: Sequence[UUID]) -> Mapping[str, Any]:
    """Return what was done about a person's messages by itself, and what they answered to surveys."""
    return {
        "done_about_messages": [
            {"at": each.at, "channel": each.channel.value, "done": each.does.value, "because": each.because.value, "score": each.score}
            for each in await decisions.of_contacts(unit, organisation_id, contact_ids)
        ],
        "surveys": [
            {"asked_at": each.asked_at, "state": each.state.value, "answered_at": each.answered_at, "score": each.score, "remark": remark}
            for each, remark in await told_of(unit, organisation_id, contact_ids)
        ],
    }


async def erase_automatic(unit: Unit, organisation_id: UUID, leaving: Leaving) -> Mapping[str, int]:
    """Remove a person's surveys and whose the messages were that something was done about; figures keep their counts."""
    asked = await surveys.of_contacts(unit, organisation_id, leaving.contact_ids)
    await conversations.close_questions(unit, organisation_id, [f"{SOURCE}{each.id}" for each in asked])
    return {
        "surveys": await surveys.forget(unit, organisation_id, leaving.contact_ids),
        "decisions": await decisions.forget(unit, organisation_id, leaving.contact_ids),
    }
