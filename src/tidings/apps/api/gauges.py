"""The figures of the rooms for Prometheus, over all organisations: some twenty statements, none of which walks the ledger."""

import math
from collections.abc import Iterable, Sequence
from datetime import datetime

from tidings.accounts import service as accounts
from tidings.apps.api.context import Reading
from tidings.apps.dues import next_dues
from tidings.campaigns import service as campaigns
from tidings.channels import service as channels
from tidings.channels.types import Failing, StandingCount
from tidings.conversations import service as conversations
from tidings.infra.db.unit import Unit
from tidings.infra.figures import kept_figures
from tidings.kernel.words import Channel, Lane
from tidings.messages import service as messages
from tidings.messages.types import Queued


async def read_gauges(unit: Unit) -> Sequence[Reading]:
    """Read all of them, in one snapshot (`Database.moment`): what left the queue between two statements would be in neither."""
    files, next_file = await conversations.waiting_attachments(unit)
    due = (*(await next_dues(unit)).values(), next_file)
    return [
        *await _done(unit),
        *await _messages(unit),
        *await _channels(unit),
        Reading("tidings_workers_alive", "Workers that hold their lock.", await messages.workers_alive(unit)),
        Reading(
            "tidings_organisations_stopped", "Organisations whose sending somebody stopped.", await accounts.count_stopped(unit)
        ),
        Reading(
            "tidings_releases_failing", "Campaigns, or all of an organisation's, that can't be released.", await campaigns.count_failing(unit)
        ),
        Reading("tidings_next_due_timestamp_seconds", "Business time at which something is due next; infinite: nothing.", _first(due)),
        Reading("tidings_attachments_waiting", "Files that people sent and that are still at their providers.", files),
    ]  # fmt: skip


async def _done(unit: Unit) -> list[Reading]:
    about = "Messages since the installation began, by what became of each attempt, and by what receipts told."
    return [Reading(f"tidings_{each.name}_total", about, each.value, each.labels, counts=True) for each in await kept_figures(unit)]


async def _messages(unit: Unit) -> list[Reading]:
    lanes, (looked_for, unconfirmed) = await messages.figures(unit)
    return [
        *_queue({each.lane: each for each in lanes}, unit.at),
        Reading("tidings_messages_on_their_way", "Messages being exchanged with providers now.", sum(each.leased for each in lanes)),
        Reading("tidings_messages_in_doubt", "Messages that may have been sent, and are looked for.", looked_for),
        Reading("tidings_messages_unconfirmed", "Messages that may have been sent, and wait for a person's decision.", unconfirmed),
    ]


def _queue(lanes: dict[Lane, Queued], at: datetime) -> Iterable[Reading]:
    for lane in Lane:
        found = lanes.get(lane, Queued(lane, 0, 0, None))
        labels = {"lane": lane.value}
        yield Reading("tidings_queue_messages", "Messages in the queue, those on their way too.", found.messages, labels)
        yield Reading(
            "tidings_queue_oldest_due_seconds", "For how long the oldest waiting message has been due.", _age(found.oldest_due_at, at), labels
        )


async def _channels(unit: Unit) -> list[Reading]:
    found = await channels.figures(unit)
    waiting = "Callbacks of providers, stored and not yet applied."
    oldest = "For how long the oldest callback has waited to be applied."
    return [
        *_standing("tidings_senders", "Senders by channel: open, held, trying after it, or stopped until opened.", "channel", found.senders),
        *_failing({each.channel: each for each in found.failing}, unit.at),
        *_standing("tidings_connections", "Connections by provider: open or stopped.", "provider", found.connections),
        Reading("tidings_callbacks_waiting", waiting, sum(each.count for each in found.waiting)),
        *(Reading("tidings_callbacks_oldest_seconds", oldest, _age(each.oldest, unit.at), {"kind": each.kind.value}) for each in found.waiting),
        Reading("tidings_callbacks_buried", "Callbacks that could not be applied and are kept as letters.", found.letters),
    ]


def _standing(name: str, about: str, label: str, counts: Sequence[StandingCount]) -> list[Reading]:
    return [Reading(name, about, each.count, {label: each.of, "standing": each.standing}) for each in counts]


def _failing(failing: dict[Channel, Failing], at: datetime) -> Iterable[Reading]:
    for channel in Channel:
        found, labels = failing.get(channel), {"channel": channel.value}
        next_try = found.next_try_at.timestamp() if found else math.inf
        yield Reading("tidings_senders_failures", "The most failures in a row of a sender's provider.", found.failures if found else 0, labels)
        yield Reading("tidings_senders_failing_seconds", "For how long a sender's provider has failed.", _age(found and found.since, at), labels)
        yield Reading(
            "tidings_senders_next_try_timestamp_seconds", "Business time at which a held sender tries next; infinite: none.", next_try, labels
        )


def _age(since: datetime | None, at: datetime) -> float:
    return 0.0 if since is None else max((at - since).total_seconds(), 0.0)


def _first(moments: Iterable[datetime | None]) -> float:
    return min((moment.timestamp() for moment in moments if moment is not None), default=math.inf)
