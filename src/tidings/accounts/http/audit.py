"""Who changed what, and when."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Query
from pydantic import Field

from tidings.accounts import service
from tidings.accounts.http.organisation import router
from tidings.accounts.types import AuditFilter, Caller, Scope
from tidings.infra import web

SeesAudit = Annotated[Caller, web.needs(Scope.AUDIT_READ)]


class AuditShown(web.Output):
    """One change."""

    id: UUID
    at: datetime
    actor: str = Field(examples=["key:0199b2a1-7c00-7000-8000-000000000000"])
    action: str = Field(examples=["key.created"])
    subject: str = Field(examples=["key:0199b2a1-7c00-7000-8000-000000000001"])
    detail: dict[str, Any]


class AuditQuery:
    """Which changes are asked for."""

    def __init__(
        self,
        actor: Annotated[str | None, Query(max_length=200, description="Only what this one did.", examples=["user:<id>"])] = None,
        action: Annotated[
            str | None, Query(max_length=100, description="Only this, or with a dot at its end all that begins so.", examples=["key."])
        ] = None,
        since: Annotated[web.Moment | None, Query(description="Not before this moment.")] = None,
        until: Annotated[web.Moment | None, Query(description="Before this moment.")] = None,
    ) -> None:
        self.wanted = AuditFilter(actor, action, since, until)


@router.get("/audit", summary="List what was changed")
async def list_audit(
    caller: SeesAudit,
    unit: web.Work,
    paging: web.PageQuery,
    asked: Annotated[AuditQuery, Depends()],
    subject: Annotated[str | None, Query(max_length=200, description="Only changes of this thing.", examples=["key:<id>"])] = None,
) -> web.Rows[AuditShown]:
    """List every change, newest first: who, what, when."""
    page = await service.audit_trail(unit, caller.organisation_id, subject=subject, wanted=asked.wanted, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[AuditShown.model_validate(entry) for entry in page.rows], next_cursor=page.next_cursor)
