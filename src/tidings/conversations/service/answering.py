"""Which open questions a batch of messages answers."""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tidings.conversations import rules
from tidings.conversations.queries import messages, questions
from tidings.conversations.types import Answer, NamesQuestions, Question, Word
from tidings.infra.db.unit import Unit
from tidings.ports.receipt import Inbound


@dataclass(frozen=True, slots=True)
class Spoken:
    """A message with all addresses of its writer, when it was said, and which of our numbers it was sent to."""

    inbound: Inbound
    addresses: AbstractSet[UUID]
    at: datetime
    sender_id: UUID | None


async def answers(
    unit: Unit, organisation_id: UUID, connection_id: UUID, said: Sequence[Spoken], asks: NamesQuestions | None
) -> list[tuple[Question, Answer] | None]:
    """Return which question each message answers, and how; what was received before answers nothing. The questions stay locked."""
    given = [rules.answer_of(each.inbound) for each in said]
    asked = sorted({address_id for each, answer in zip(said, given, strict=True) if answer for address_id in each.addresses})
    if not asked:
        return [None] * len(said)
    await questions.hold(unit, organisation_id, asked)
    told = {each.inbound.provider_id for each, answer in zip(said, given, strict=True) if answer}
    known = await messages.known(unit, organisation_id, connection_id, sorted(told))
    quoted = await _quoted(unit, organisation_id, [each for each, answer in zip(said, given, strict=True) if answer], asks)
    words: list[Word] = []
    for each, answer in zip(said, given, strict=True):
        new = each.inbound.provider_id not in known
        known.add(each.inbound.provider_id)
        quotes = quoted.get(each.inbound.in_reply_to or "")
        words.append(Word(answer if new else None, each.inbound.channel, each.addresses, each.sender_id, each.at, quotes))
    return rules.answered(words, await questions.standing_at(unit, organisation_id, asked))


async def _quoted(unit: Unit, organisation_id: UUID, said: Sequence[Spoken], asks: NamesQuestions | None) -> Mapping[str, frozenset[str]]:
    ids = sorted({each.inbound.in_reply_to for each in said if each.inbound.in_reply_to})
    if not ids or asks is None:
        return {}
    return {quoted: frozenset(sources) for quoted, sources in (await asks(unit, organisation_id, ids)).items()}
