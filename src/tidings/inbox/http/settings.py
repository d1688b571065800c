"""Agents, teams and canned answers."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from pydantic import Field

from tidings.accounts import service as accounts
from tidings.inbox import service
from tidings.inbox.http.models import Manages, Reads
from tidings.inbox.types import Canned, Filled, Team
from tidings.infra import web

router = web.router("inbox", "/inbox")

_LOCALE = r"^[a-z]{2,3}(-[A-Z]{2})?$"


class AgentShown(web.Output):
    """Somebody who may answer people."""

    user_id: UUID
    name: str = Field(examples=["Nadia"])


class TeamSent(web.Input):
    """Agents who share work."""

    name: web.Line = Field(examples=["Counter"])
    members: list[UUID] = Field(default=[], max_length=500, description="Users.")


class TeamShown(web.Output):
    """Agents who share work."""

    id: UUID
    name: str
    members: list[UUID]
    archived_at: datetime | None

    @classmethod
    def of(cls, team: Team) -> Self:
        """Show a team."""
        return cls(id=team.id, name=team.name, members=list(team.members), archived_at=team.archived_at)


class CannedSent(web.Input):
    """An answer to choose from."""

    shortcut: web.Line = Field(description="One word, typed after a slash.", examples=["hours"])
    title: web.Line = Field(examples=["Opening hours"])
    texts: dict[Annotated[str, Field(pattern=_LOCALE)], web.Text] = Field(
        min_length=1,
        max_length=20,
        description="By locale, in the template language: {{ first_name }}, {{ agent.name }}, {{ business }}...",
        examples=[{"en": "Hello {{ first_name }}, we open at nine.", "fr": "Bonjour {{ first_name }}, nous ouvrons à neuf heures."}],
    )
    default_locale: Annotated[str, Field(pattern=_LOCALE)] | None = Field(default=None, description="For people of other languages.")
    team_id: UUID | None = Field(default=None, description="Whose it is; null: everybody's.")


class CannedShown(web.Output):
    """An answer to choose from."""

    id: UUID
    shortcut: str
    title: str
    texts: dict[str, str]
    default_locale: str
    team_id: UUID | None
    changed_by: str
    changed_at: datetime
    archived_at: datetime | None

    @classmethod
    def of(cls, canned: Canned) -> Self:
        """Show a canned answer."""
        return cls.model_validate(canned)


class FilledShown(web.Output):
    """A canned answer as one person would read it."""

    text: str = Field(examples=["Bonjour Ada, nous ouvrons à neuf heures."])
    missing: list[str] = Field(description="Variables that are not known of them; their places show the names.")
    locale: str

    @classmethod
    def of(cls, filled: Filled) -> Self:
        """Show what was filled in."""
        return cls(text=filled.text, missing=list(filled.missing), locale=filled.locale)


@router.get("/agents", summary="List who may answer people")
async def list_agents(unit: web.EngineWork, caller: Reads) -> web.Rows[AgentShown]:
    """List the agents, by name."""
    found = await service.agents(unit, caller.organisation_id)
    named = await accounts.actors(unit, caller.organisation_id, [f"user:{user_id}" for user_id in found])
    shown = [AgentShown(user_id=user_id, name=each.name) for each in named if (user_id := service.user_of(each.actor)) is not None]
    return web.Rows(items=sorted(shown, key=lambda each: each.name.lower()), next_cursor=None)


@router.get("/teams", summary="List teams")
async def list_teams(unit: web.Work, caller: Reads, *, archived: bool = False) -> web.Rows[TeamShown]:
    """List teams, by name."""
    found = await service.teams(unit, caller.organisation_id, archived=archived)
    return web.Rows(items=[TeamShown.of(each) for each in found], next_cursor=None)


@router.post("/teams", status_code=201, summary="Make a team", responses=web.problems(409))
async def add_team(body: TeamSent, unit: web.Work, caller: Manages) -> TeamShown:
    """Make a team, audited."""
    return TeamShown.of(await service.add_team(unit, caller.organisation_id, caller.actor, body.name, body.members))


@router.get("/teams/{team_id}", summary="Get a team", responses=web.problems(404))
async def show_team(team_id: UUID, unit: web.Work, caller: Reads) -> TeamShown:
    """Get a team, also one that was put away."""
    return TeamShown.of(await service.team(unit, caller.organisation_id, team_id))


@router.put("/teams/{team_id}", summary="Change a team", responses=web.problems(404, 409))
async def change_team(team_id: UUID, body: TeamSent, unit: web.Work, caller: Manages) -> TeamShown:
    """Write a team anew, audited; one that was put away is in use again."""
    return TeamShown.of(await service.change_team(unit, caller.organisation_id, caller.actor, team_id, body.name, body.members))


@router.post("/teams/{team_id}/archive", summary="Put a team away", responses=web.problems(404, 409))
async def archive_team(team_id: UUID, unit: web.Work, caller: Manages) -> TeamShown:
    """Put a team away, audited; its conversations are no team's any more."""
    return TeamShown.of(await service.archive_team(unit, caller.organisation_id, caller.actor, team_id))


@router.get("/canned", summary="List canned answers")
async def list_canned(unit: web.Work, caller: Reads, *, archived: bool = False) -> web.Rows[CannedShown]:
    """List canned answers, by shortcut."""
    found = await service.canned_answers(unit, caller.organisation_id, archived=archived)
    return web.Rows(items=[CannedShown.of(each) for each in found], next_cursor=None)


@router.post("/canned", status_code=201, summary="Make a canned answer", responses=web.problems(404, 409))
async def add_canned(body: CannedSent, unit: web.Work, caller: Manages) -> CannedShown:
    """Make a canned answer, audited."""
    return CannedShown.of(await service.put_canned(unit, caller.organisation_id, caller.actor, canned_id=None, **body.model_dump()))


@router.get("/canned/{canned_id}", summary="Get a canned answer", responses=web.problems(404))
async def show_canned(canned_id: UUID, unit: web.Work, caller: Reads) -> CannedShown:
    """Get a canned answer, also one that was put away."""
    return CannedShown.of(await service.canned_answer(unit, caller.organisation_id, canned_id))


@router.put("/canned/{canned_id}", summary="Change a canned answer", responses=web.problems(404, 409))
async def change_canned(canned_id: UUID, body: CannedSent, unit: web.Work, caller: Manages) -> CannedShown:
    """Write a canned answer anew, audited; one that was put away is in use again."""
    return CannedShown.of(await service.put_canned(unit, caller.organisation_id, caller.actor, canned_id=canned_id, **body.model_dump()))


@router.post("/canned/{canned_id}/archive", summary="Put a canned answer away", responses=web.problems(404, 409))
async def archive_canned(canned_id: UUID, unit: web.Work, caller: Manages) -> CannedShown:
    """Put a canned answer away, audited."""
    return CannedShown.of(await service.archive_canned(unit, caller.organisation_id, caller.actor, canned_id))


@router.get("/threads/{thread_id}/canned/{canned_id}", summary="Fill in a canned answer", responses=web.problems(404))
async def fill_canned(
    thread_id: UUID, canned_id: UUID, unit: web.EngineWork, caller: Reads, locale: Annotated[str | None, Field(pattern=_LOCALE)] = None
) -> FilledShown:
    """Return a canned answer as the person of a conversation would read it, in their language unless another is asked for."""
    names = await accounts.actors(unit, caller.organisation_id, [caller.actor])
    name = names[0].name if names else ""
    return FilledShown.of(await service.fill_canned(unit, caller.organisation_id, canned_id, thread_id, agent_name=name, locale=locale))


@router.get("/threads/{thread_id}/auto-answers/{auto_answer_id}", summary="Fill in an automatic answer", responses=web.problems(404))
async def fill_automatic(thread_id: UUID, auto_answer_id: UUID, unit: web.Work, caller: Reads) -> FilledShown:
    """Return an automatic answer as the person of a conversation would read it: what is suggested to an agent, who sends it or another one."""
    return FilledShown.of(await service.fill_automatic(unit, caller.organisation_id, auto_answer_id, thread_id))
