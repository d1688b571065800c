"""The only upward arrows: what rooms do when something happened in a room below them.

They run in the transaction in which it happened, before its commit, all events of a name and organisation at once.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from uuid import UUID

from tidings.apps.people import on_found_twice
from tidings.campaigns import service as campaigns
from tidings.inbox import service as inbox
from tidings.infra.db.unit import Unit
from tidings.kernel.events import Happened
from tidings.messages import service as messages
from tidings.notices import service as notices
from tidings.permissions import service as permissions
from tidings.repairs import service as repairs
from tidings.waitlist import service as waitlist

Reaction = Callable[[Unit, UUID, Sequence[Happened]], Awaitable[None]]

_SENDERS_CHANGED: Sequence[Reaction] = (messages.on_senders_changed, campaigns.on_senders_changed)
REACTIONS: Mapping[str, Sequence[Reaction]] = {
    "portfolio.limit_changed": [campaigns.on_portfolio_limit_changed],
    "sender.limits_changed": _SENDERS_CHANGED,
    "sender.opened": _SENDERS_CHANGED,
    "connection.opened": _SENDERS_CHANGED,
    "contact.opted_out": [permissions.on_words],
    "contact.opted_in": [permissions.on_words],
    "answer.repeated": [inbox.on_repeated],
    "help.asked": [permissions.on_words],
    "message.arrived": [inbox.on_arrived],
    "message.received": [messages.on_received, notices.on_received, waitlist.on_words],
    "template.filed": [messages.on_template_filed],
    "contact.found_twice": [on_found_twice],
    "question.answered": [permissions.on_answers, waitlist.on_words, repairs.on_answers, repairs.on_words, inbox.on_survey_answers],
    "source.template_refused": [campaigns.on_template_refused],
    "survey.rated_late": [inbox.on_late_ratings],
    "source.settled": [campaigns.on_source_settled, notices.on_source_settled, inbox.on_source_settled],
    "source.planned_again": [campaigns.on_source_planned_again, notices.on_source_settled, inbox.on_source_settled],
    "policy.changed": [campaigns.on_policy_changed],
    "sending.resumed": [campaigns.on_sending_resumed, notices.on_sending_resumed],
}

_TOGETHER: Mapping[Reaction, Sequence[str]] = {waitlist.on_words: ("question.answered", "message.received")}
"""Reactions that take the events of several names at once, with the first of them: what all of these touch is locked in one round."""


def _note(unit: Unit, event: Happened) -> None:
    """Have screens told, too, by the kind of thing to which it happened."""
    for thing in event.data.get("source_ids", (None,)):
        unit.changed(event.organisation_id, event.name.partition(".")[0], thing)


async def react(unit: Unit, events: Sequence[Happened]) -> None:
    """Hand what happened to whoever reacts to it; what nobody reacts to is only news."""
    batches: dict[tuple[str, UUID], list[Happened]] = {}
    for event in events:
        _note(unit, event)
        batches.setdefault((event.name, event.organisation_id), []).append(event)
    done: set[tuple[Reaction, UUID]] = set()
    for name, organisation_id in batches:
        for reaction in REACTIONS.get(name, ()):
            together = _TOGETHER.get(reaction, (name,))
            if len(together) > 1 and (reaction, organisation_id) in done:
                continue
            done.add((reaction, organisation_id))
            await reaction(unit, organisation_id, [each for one in together for each in batches.get((one, organisation_id), ())])
