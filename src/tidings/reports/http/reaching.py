"""What may be sent to one person now, over HTTP."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Header
from pydantic import Field

from tidings.infra import web
from tidings.kernel.words import Channel, Purpose
from tidings.reports import service
from tidings.reports.http.timeline import Reads, people
from tidings.reports.types import ReachState


class ReachReasonShown(web.Output):
    """A reason that stands in the way."""

    code: str = Field(examples=["no_consent"])
    sentence: str
    fix: str


class PersonReachShown(web.Output):
    """What may be sent on a channel for a purpose."""

    channel: Channel
    purpose: Purpose
    state: ReachState
    until: datetime | None = Field(description="Of what is allowed, when hours close; of what is allowed later, from when on, if that is known.")
    reasons: list[ReachReasonShown] = Field(description="The one that counts first.")


class ReachableShown(web.Output):
    """What may be sent to a person now, and where they may be."""

    reaches: list[PersonReachShown]
    zones: list[str] = Field(description="All time zones (IANA) that it may be where they are; hours are kept in each.", examples=[["Europe/Paris"]])
    zones_told: str | None = Field(description="declared, region, postcode, country or phone.", examples=["phone"])


@people.get("/{contact_id}/reach", summary="Say what may be sent to a contact now", responses=web.problems(404))
async def reach(
    contact_id: UUID,
    unit: web.Work,
    caller: Reads,
    language: Annotated[
        str | None, Header(alias="Accept-Language", max_length=200, description="Of the sentences; else the organisation's.", examples=["fr"])
    ] = None,
) -> ReachableShown:
    """Say for each channel and purpose whether a message may leave now, and if not, why, what to do, and from when on. Nothing is counted."""
    return ReachableShown.model_validate(await service.reachable(unit, caller.organisation_id, contact_id, wanted=language))
