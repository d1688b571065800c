"""Testing a connection: its provider is asked whether it knows the account."""

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Request
from pydantic import Field

from tidings.channels import service
from tidings.channels.http.connections import Writes, router
from tidings.channels.http.speech import Speech
from tidings.channels.types import Inquirer
from tidings.infra import web
from tidings.infra.web.frame import frame_of


class CheckShown(web.Output):
    """What a provider said of an account."""

    ok: bool = Field(description="Whether it knows the account.")
    detail: str = Field(description="What was found, for a person.", examples=["Atelier, active"])
    sandboxed: bool = Field(description="A trial account: only verified numbers can be reached with it.")
    limit_told: bool = Field(description="Whether the provider told how many people may be reached in 24 hours.")
    limit: int | None = Field(description="How many, if it was told; null is then unlimited.", examples=[2000])


@router.post("/connections/{connection_id}/check", summary="Test a connection", responses=web.problems(404))
async def check_connection(
    connection_id: UUID,
    request: Request,
    caller: Writes,
    inquirer: Annotated[Inquirer, web.part(Inquirer)],
    speech: Annotated[Speech, Depends()],
) -> CheckShown:
    """Ask the provider whether it knows the account, and keep what was found. Nothing is sent to anybody."""
    database = frame_of(request).database
    health = await service.check_connection(database, caller.organisation_id, connection_id, inquirer)
    async with database.unit(caller.organisation_id) as unit:
        say = await speech.for_reader(unit, caller.organisation_id)
    return CheckShown.model_validate(replace(health, detail=say(health.detail)))
