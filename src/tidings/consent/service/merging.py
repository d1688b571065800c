"""Consent of two contacts that become one, and of one that becomes two again.

Statements stay with whom they were recorded for: the ledger only grows. What the one must hold is recorded anew, with the merge as its source.
When the merge is undone, those lines count no more, and what holds is derived from the others.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from tidings.consent import rules
from tidings.consent.queries import merging as queries
from tidings.consent.queries import statements
from tidings.consent.types import ConsentState, ConsentStatus, Place, Proof, Statement
from tidings.contacts.types import Merging
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_REFUSED = "What was refused while the two were one holds for both."
_AGREED = "What was agreed to while the two were one counts for neither, for it does not show whose word it was: record it again for who agreed."


async def join_person(unit: Unit, organisation_id: UUID, merging: Merging) -> Mapping[str, Any]:
    """Have what the one who goes refused hold for the one who stays, and what they alone granted. Returns the lines of before."""
    await queries.hold_states(unit, organisation_id, [merging.kept_id, merging.gone_id])
    before = await queries.lines(unit, organisation_id, merging.kept_id)
    kept = await statements.all_states(unit, organisation_id, merging.kept_id)
    gone = await statements.all_states(unit, organisation_id, merging.gone_id)
    moves = rules.joined(kept, gone, lambda place: rules.default_state(place.channel, place.purpose, unit.at.date()))
    attested = await statements.attested_by(unit, organisation_id, merging.gone_id)
    said = [_statement(merging, place, state, unit, attested) for place, state in moves.items()]
    if said:
        entries = [rules.entry(each, None) for each in said]
        await statements.record(unit, organisation_id, entries, [[merging.kept_id]] * len(entries))
    return {"before": [str(line) for line in before]}


async def divide_person(unit: Unit, organisation_id: UUID, merging: Merging, moved: Mapping[str, Any]) -> Sequence[str]:
    """Have both hold what they would without the merge, and what was refused since; returns what is not as it was.

    What was agreed to since does not show who of the two agreed, also where it names an address: a START restores what the one had.
    Out of that comes silence (decision 0010).
    """
    before = [UUID(line) for line in moved["before"]]
    both = [merging.kept_id, merging.gone_id]
    await queries.hold_states(unit, organisation_id, both)
    agreed = await queries.undo(unit, organisation_id, merging, before=before, source=_source(merging))
    refused = await queries.refuse_for_both(unit, organisation_id, merging, before=before)
    await queries.derive(unit, organisation_id, both)
    return [*([_REFUSED] if refused else []), *([_AGREED] if agreed else [])]


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


def _source(merging: Merging) -> str:
    return f"merge:{merging.id}"


def _granted(state: ConsentState | None) -> bool:
    return state is not None and state.status is ConsentStatus.GRANTED


def _where(place: Place) -> tuple[Channel, Purpose]:
    return place.channel, place.purpose
