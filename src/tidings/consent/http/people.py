"""What people agreed to, and which addresses are closed."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from fastapi import Query
from pydantic import Field

from tidings.consent import service
from tidings.consent.http.base import Reads, Writes, router
from tidings.consent.types import (
    ConsentEvent,
    ConsentFile,
    ConsentStatus,
    Derivation,
    NamedSuppression,
    SuppressionReason,
    SuppressionScope,
    WordingRef,
)
from tidings.infra import web
from tidings.kernel.words import Channel, Purpose

_MOST_NUMBERS = 100_000


class HolderShown(web.Output):
    """Somebody who has the address."""

    contact_id: UUID
    name: str | None = Field(examples=["Ana Roux"])


class SuppressionShown(web.Output):
    """An address that is closed, by its keyed index: it stays closed after the person was erased."""

    id: UUID
    channel: Channel
    scope: SuppressionScope = Field(description="Everything on the channel, or marketing only.")
    reason: SuppressionReason
    source: str = Field(description="What asked for it.", examples=["keyword"])
    detail: str | None = Field(examples=["3 failures in 30 days, the last with code 30003"])
    at: datetime
    ends_at: datetime | None = Field(description="When it ends by rule; null holds until lifted.")
    lifted_at: datetime | None
    lifted_by: str | None
    lift_reason: str | None


class NamedSuppressionShown(SuppressionShown):
    """An address that is closed, and whose it is."""

    address: str | None = Field(
        description="Masked. Null where only the keyed index is kept: the person was erased, or never was a contact.", examples=["+33 6 ** ** ** 78"]
    )
    people: list[HolderShown] = Field(description="Who has the address; a family may share one. Nobody where the address is null.")

    @classmethod
    def of(cls, named: NamedSuppression) -> Self:
        """Show a suppression with its people."""
        people = [HolderShown(contact_id=contact_id, name=name) for contact_id, name in (named.holder.people if named.holder else ())]
        shown = SuppressionShown.model_validate(named.record).model_dump()
        return cls(**shown, address=named.holder.address if named.holder else None, people=people)


class NumbersToClose(web.Input):
    """Phone numbers not to be written to."""

    phone_numbers: list[web.Line] = Field(
        min_length=1,
        max_length=_MOST_NUMBERS,
        description="In any way of writing; for the channel `email` they are emails.",
        examples=[["+33612000001", "06 12 00 00 02"]],
    )
    channel: Channel
    scope: SuppressionScope = SuppressionScope.ALL
    reason: Literal[SuppressionReason.IMPORTED, SuppressionReason.MANUAL] = Field(
        default=SuppressionReason.IMPORTED, description="`imported`: they opted out at a former system; `manual`: staff close them."
    )
    source: web.Line = Field(description="Where the list comes from.", examples=["export of the former system, 2026-10-01"])


class ListToLift(web.Input):
    """Which list of numbers to take back, and why."""

    source: web.Line = Field(description="What the list was brought with.", examples=["export of the former system, 2026-10-01"])
    reason: web.Line = Field(description="Kept with each and audited.", examples=["It was the wrong file."])


class ListLiftedShown(web.Output):
    """What became of the list."""

    lifted: int = Field(description="Addresses that are open again.")
    still_closed: int = Field(
        description="Addresses of the list that stay closed, at least to marketing: by another list, a refusal, or because they fail."
    )


class UnreadableShown(web.Output):
    """A number that was left aside."""

    position: int = Field(description="From 0, in the list that was sent.")
    code: str = Field(examples=["too_short"])
    message: str
    fix: str | None


class ClosingShown(web.Output):
    """What became of the numbers."""

    closed: int
    already: int = Field(description="Closed for that reason before, or sent twice.")
    invalid: list[UnreadableShown]


class WordingShown(web.Output):
    """What was shown."""

    key: str | None = Field(description="Null for free words.", examples=["newsletter_form"])
    version: int | None = Field(examples=[3])
    locale: str | None = Field(examples=["fr"])
    text: str | None = Field(description="The exact words; null where nothing was told or the words were erased.")


class StateShown(web.Output):
    """What holds now for one channel, purpose and programme, and what it follows from."""

    channel: Channel
    purpose: Purpose
    programme: str = Field(description="Empty: everything that has no name of its own.", examples=["newsletter"])
    status: ConsentStatus | None = Field(description="Null: nothing was said, and an opt-in is needed.")
    derives_from: Derivation
    source: str = Field(description="Where it was said, or the name of the default.", examples=["form:spring", "default:marketing_needs_opt_in"])
    at: datetime | None = Field(description="When the person said it; null for a default.")
    event_id: UUID | None = Field(description="The line of the history that decides.")


class EventShown(web.Output):
    """One line of the ledger."""

    id: UUID
    channel: Channel
    purpose: Purpose
    programme: str
    status: ConsentStatus
    source: str
    at: datetime
    wording: str | None = Field(description="The words that were shown, free or of a version.")
    version: WordingShown | None = Field(description="The version that was shown; null for free words.")
    recorded_at: datetime
    actor: str
    proof: dict[str, Any]
    erased: bool = Field(description="Whether source, words and proof were erased; their digest is kept.")
    counts: bool = Field(description="False: it counts no more, because the import or the merge that brought it was undone.")

    @classmethod
    def of(cls, event: ConsentEvent, texts: Mapping[WordingRef, str]) -> Self:
        """Show a line with the words that it refers to."""
        ref, text = event.version, texts.get(event.version) if event.version else event.wording
        return cls(
            id=event.id,
            channel=event.channel,
            purpose=event.purpose,
            programme=event.programme,
            status=event.status,
            source=event.source,
            at=event.at,
            wording=text,
            version=WordingShown(key=ref.key, version=ref.version, locale=ref.locale, text=text) if ref else None,
            recorded_at=event.recorded_at,
            actor=event.actor,
            proof=dict(event.proof),
            erased=event.erased,
            counts=event.counts,
        )


class ConsentsShown(web.Output):
    """All about a contact's consent: what holds, what closes their addresses, and all they ever said, newest first."""

    states: list[StateShown]
    suppressions: list[SuppressionShown]
    history: list[EventShown]

    @classmethod
    def of(cls, file: ConsentFile) -> Self:
        """Show a contact's file."""
        return cls(
            states=[
                StateShown(
                    channel=place.channel,
                    purpose=place.purpose,
                    programme=place.programme,
                    status=state.status,
                    derives_from=state.derives_from,
                    source=state.source,
                    at=state.at,
                    event_id=state.event_id,
                )
                for place, state in file.states.items()
            ],
            suppressions=[SuppressionShown.model_validate(row) for row in file.suppressions],
            history=[EventShown.of(event, file.texts) for event in file.history],
        )


@router.get("/suppressions", summary="List the closed addresses")
async def list_suppressions(
    caller: Reads,
    unit: web.Work,
    paging: web.PageQuery,
    channel: Channel | None = None,
    reason: SuppressionReason | None = None,
    phone: Annotated[
        web.Line | None, Query(description="Those of one number, however written, or of one email.", examples=["06 12 34 56 78"])
    ] = None,
    lifted_too: Annotated[bool, Query(description="Also those that were lifted or have ended.")] = False,  # noqa: FBT002 - a query parameter
) -> web.Rows[NamedSuppressionShown]:
    """List what is not written to, newest first, whose it is, and why."""
    page = await service.list_suppressions(
        unit, caller.organisation_id, channel=channel, reason=reason, phone=phone, lifted_too=lifted_too, cursor=paging.cursor, limit=paging.limit
    )
    return web.Rows(items=[NamedSuppressionShown.of(row) for row in page.rows], next_cursor=page.next_cursor)


@router.get("/suppressions/count", summary="Count the closed addresses")
async def count_suppressions(
    caller: Reads,
    unit: web.Work,
    channel: Channel | None = None,
    reason: SuppressionReason | None = None,
    phone: Annotated[web.Line | None, Query(description="Those of one number or email, however written.", examples=["06 12 34 56 78"])] = None,
    lifted_too: Annotated[bool, Query(description="Also those that were lifted or have ended.")] = False,  # noqa: FBT002 - a query parameter
) -> web.Count:
    """Count what the list has, up to 10,000; `more` says that there are more."""
    counted = await service.count_suppressions(unit, caller.organisation_id, channel=channel, reason=reason, phone=phone, lifted_too=lifted_too)
    return web.Count.of(counted)


@router.post("/suppressions", summary="Close phone numbers")
async def add_suppressions(body: NumbersToClose, caller: Writes, unit: web.Work) -> ClosingShown:
    """Close numbers to a channel: bring the opt-outs of a former system before the first campaign. The same list again closes 0.

    Numbers that another list closed before count as `already`; they stay closed until both are lifted.
    """
    closing = await service.suppress_addresses(
        unit,
        caller.organisation_id,
        caller.actor,
        body.phone_numbers,
        channel=body.channel,
        scope=body.scope,
        reason=body.reason,
        source=body.source,
    )
    return ClosingShown.model_validate(closing)


@router.post("/suppressions/lift", summary="Take back a list of closed numbers")
async def lift_list(body: ListToLift, caller: Writes, unit: web.Work) -> ListLiftedShown:
    """Lift all that was closed by `POST /suppressions` with one source. What people refused themselves, or another list closed too, stays closed."""
    return ListLiftedShown.model_validate(await service.lift_list(unit, caller.organisation_id, caller.actor, body.source, body.reason))


@router.delete("/suppressions/{suppression_id}", summary="Open an address again", responses=web.problems(404))
async def lift_suppression(
    suppression_id: UUID,
    caller: Writes,
    unit: web.Work,
    reason: Annotated[
        web.Line, Query(description="Who asked for it, when and how; kept and audited.", examples=["asked at the counter on 1 October, form 118"])
    ],
) -> NamedSuppressionShown:
    """Lift a suppression, with the reason. Consent that a STOP withdrew is not restored: record the new one."""
    return NamedSuppressionShown.of(await service.lift(unit, caller.organisation_id, caller.actor, suppression_id, reason))


@router.get("/contacts/{contact_id}/consents", summary="Show a contact's consents", responses=web.problems(404))
async def show_consents(contact_id: UUID, caller: Reads, unit: web.Work) -> ConsentsShown:
    """Show what a contact agreed to and refused, what closes their addresses, and the whole history."""
    return ConsentsShown.of(await service.consents_of(unit, caller.organisation_id, contact_id))
