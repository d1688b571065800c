"""Consent of two contacts that become one, and of one that becomes two again.

Statements stay with whom they were recorded for: the ledger only grows. What the one must hold is recorded anew, with the merge as its source.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.consent import rules
from tidings.consent.queries import statements
from tidings.consent.types import ConsentState, ConsentStatus, Place, Proof, Statement
from tidings.contacts.types import Merging
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_Said = Mapping[Place, ConsentState]


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Have what the one who goes refused hold for the one who stays, and what they alone granted. Returns what held before."""
    kept = await statements.all_states(unit, organisation_id, merging.kept_id)
    gone = await statements.all_states(unit, organisation_id, merging.gone_id)
    moves = rules.joined(kept, gone, lambda place: rules.default_state(place.channel, place.purpose, unit.at.date()))
    attested = await statements.attested_by(unit, organisation_id, merging.gone_id)
    said = [_statement(merging, place, state, unit, attested) for place, state in moves.items()]
    await _record(unit, organisation_id, said, merging.kept_id)
    withdrawn = [place for place, state in moves.items() if state.status is ConsentStatus.WITHDRAWN]
    granted = {place for place, state in kept.items() if _granted(state)}
    granted |= {place for place in withdrawn if place not in kept and _granted(rules.default_state(*_where(place), unit.at.date()))}
    return {"granted": [_packed(place) for place in granted], "withdrawn": [_packed(place) for place in withdrawn]}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Give the one who was kept back what the merge alone withdrew, and have what they refused since hold for both."""
    source, undone = _source(merging), f"merge_undone:{merging.id}"
    now = await statements.all_states(unit, organisation_id, merging.kept_id)
    others = await statements.all_states(unit, organisation_id, merging.gone_id)
    took = {_place(packed) for packed in moved["withdrawn"]}
    closed = {(place.channel, place.purpose) for place in took if not place.programme and _is_from(now.get(place), source)}
    back = [
        place
        for place in map(_place, moved["granted"])
        if _is_from(now.get(place), source) or (_granted(now.get(place)) and (place.channel, place.purpose) in closed)
    ]
    said = [Statement(*_where(place), ConsentStatus.GRANTED, undone, None, unit.at, merging.actor, programme=place.programme) for place in back]
    brought = [place for place, state in now.items() if _is_from(state, source) and _granted(state)]
    said += [Statement(*_where(place), ConsentStatus.WITHDRAWN, undone, None, unit.at, merging.actor, programme=place.programme) for place in brought]
    await _record(unit, organisation_id, said, merging.kept_id)
    refused = [
        place
        for place, state in now.items()
        if state.status is ConsentStatus.WITHDRAWN and not _is_from(state, source) and _allowed(others.get(place), state)
    ]
    since = [Statement(*_where(place), ConsentStatus.WITHDRAWN, undone, None, unit.at, merging.actor, programme=place.programme) for place in refused]
    await _record(unit, organisation_id, since, merging.gone_id)
    stays = ["What was refused while the two were one holds for both."] if since else []
    unsaid = brought or took - set(back) - {place for place in took if not _is_from(now.get(place), source)}
    return [*stays, "Where the one that was kept had said nothing before the merge, consent counts as withdrawn now."] if unsaid else stays


def _statement(merging: Merging, place: Place, state: ConsentState, unit: Unit, attested_by: Mapping[UUID, str]) -> Statement:
    """Say again for one what another said. A refusal counts from now: from whenever else, something said since might undo it.

    A grant counts from when they agreed themselves; one that others alone attested stays attested, and weighs no more than it did.
    """
    told = {"merged_contact": str(merging.gone_id), "statement": str(state.event_id), "source": state.source}
    if not _granted(state) or state.at is None:
        return Statement(*_where(place), ConsentStatus.WITHDRAWN, _source(merging), None, unit.at, merging.actor, Proof(extra=told), place.programme)
    attested = state.agreed_at is None
    if attested and state.event_id is not None:
        told["attested_by"] = attested_by.get(state.event_id, merging.actor)
    at, proof = state.agreed_at or state.at, Proof(extra=told)
    return Statement(*_where(place), ConsentStatus.GRANTED, _source(merging), None, at, merging.actor, proof, place.programme, attested=attested)


async def _record(unit: Unit, organisation_id: UUID, said: Sequence[Statement], contact_id: UUID) -> None:
    if said:
        entries = [rules.entry(each, None) for each in said]
        await statements.record(unit, organisation_id, entries, [[contact_id]] * len(entries))


def _source(merging: Merging) -> str:
    return f"merge:{merging.id}"


def _is_from(state: ConsentState | None, source: str) -> bool:
    return state is not None and state.source == source


def _granted(state: ConsentState | None) -> bool:
    return state is not None and state.status is ConsentStatus.GRANTED


def _allowed(other: ConsentState | None, refusal: ConsentState) -> bool:
    """Say whether a refusal of the one says more than what the other has said."""
    if other is None:
        return True
    return other.status is ConsentStatus.GRANTED and (other.at is None or refusal.at is None or refusal.at >= other.at)


def _where(place: Place) -> tuple[Channel, Purpose]:
    return place.channel, place.purpose


def _packed(place: Place) -> list[str]:
    return [place.channel.value, place.purpose.value, place.programme]


def _place(packed: Sequence[str]) -> Place:
    return Place(Channel(packed[0]), Purpose(packed[1]), packed[2])
