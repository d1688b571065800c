"""Who changed what, and when."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any, Self
from uuid import UUID

from fastapi import Depends, Query
from pydantic import Field

from tidings.accounts import service
from tidings.accounts.http.organisation import Reads, router
from tidings.accounts.service import Named, Namers
from tidings.accounts.types import AuditEntry, AuditFilter, Caller, Scope
from tidings.infra import web

SeesAudit = Annotated[Caller, web.needs(Scope.AUDIT_READ)]


class AuditShown(web.Output):
    """One change."""

    id: UUID
    at: datetime
    actor: str = Field(examples=["key:0199b2a1-7c00-7000-8000-000000000000"])
    action: str = Field(examples=["key.created"])
    sentence: str = Field(description="The action in words, in the reader's language.", examples=["API key created"])
    subject: str = Field(examples=["key:0199b2a1-7c00-7000-8000-000000000001"])
    subject_name: str | None = Field(
        description="What the subject is called now; empty where it has no name. Null where it is gone, unseen by the caller, or named by nobody.",
        examples=["Autumn courses"],
    )
    subject_gone: bool = Field(description="The caller may see such things, and this one is not there any more: erased, deleted or merged.")
    detail: dict[str, Any]

    @classmethod
    def of(cls, entry: AuditEntry, named: Named, language: str) -> Self:
        """Show a change."""
        words = {"sentence": service.action_in(language, entry.action), "subject_name": named.name, "subject_gone": named.gone}
        return cls.model_validate(asdict(entry) | words)


class ActorShown(web.Output):
    """Who did something."""

    actor: str = Field(examples=["user:0199b2a1-7c00-7000-8000-000000000000"])
    name: str = Field(examples=["Marketing desk"])
    here: bool = Field(description="Still a member, or a key that works.")


class ActorsShown(web.Output):
    """Those that are known, in the order in which they were asked for."""

    items: list[ActorShown]


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


@router.get("/actors", summary="Say who somebody is")
async def list_actors(
    caller: Reads,
    unit: web.EngineWork,
    actor: Annotated[
        list[web.Line],
        Query(min_length=1, max_length=100, description="As the audit and histories name them; may be repeated.", examples=[["user:<id>"]]),
    ],
) -> ActorsShown:
    """Name members and keys of the organisation, those that are gone, too: whoever may see what was done may see by whom."""
    return ActorsShown(items=[ActorShown.model_validate(each) for each in await service.actors(unit, caller.organisation_id, actor)])


@router.get("/audit", summary="List what was changed")
async def list_audit(
    caller: SeesAudit,
    unit: web.Work,
    paging: web.PageQuery,
    namers: Annotated[Namers, web.part(Namers)],
    asked: Annotated[AuditQuery, Depends()],
    subject: Annotated[str | None, Query(max_length=200, description="Only changes of this thing.", examples=["key:<id>"])] = None,
    languages: web.Languages = None,
) -> web.Rows[AuditShown]:
    """List every change, newest first: who, what, when; things are named as far as the caller may see them."""
    page = await service.audit_trail(unit, caller.organisation_id, subject=subject, wanted=asked.wanted, cursor=paging.cursor, limit=paging.limit)
    language = await service.language_for(unit, caller.organisation_id, languages)
    named = await namers.named(unit, caller, {each.subject for each in page.rows})
    shown = [AuditShown.of(entry, named.get(entry.subject, Named()), language) for entry in page.rows]
    return web.Rows(items=shown, next_cursor=page.next_cursor)
