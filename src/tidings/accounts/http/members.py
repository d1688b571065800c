"""Who may sign in for the organisation, as what, and how they get in the first time."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Response
from pydantic import Field

from tidings.accounts import service
from tidings.accounts.http.organisation import Reads, router
from tidings.accounts.types import Caller, Member, Role, Scope
from tidings.infra import web

SeesMembers = Annotated[Caller, web.needs(Scope.MEMBERS_READ)]
NamesMembers = Annotated[Caller, web.needs(Scope.MEMBERS_WRITE)]


class MemberAsked(web.Input):
    """A person to make a member."""

    email: web.Line = Field(examples=["marketing@example.com"])
    name: web.Line = Field(examples=["Marketing desk"])
    role: Role


class MemberShown(web.Output):
    """A person in this organisation."""

    user_id: UUID
    email: str
    name: str
    role: Role
    has_password: bool = Field(description="False: they were invited and have not chosen one yet.")
    has_totp: bool = Field(description="Whether signing in asks for a code.")
    added_at: datetime

    @classmethod
    def of(cls, member: Member) -> Self:
        """Show a member."""
        user = member.user
        own = {name: getattr(user, name) for name in ("email", "name", "has_password", "has_totp")}
        return cls(user_id=user.id, role=member.role, added_at=member.added_at, **own)


class MembersShown(web.Output):
    """All members."""

    items: list[MemberShown]


class InvitationShown(web.Output):
    """A link by which a member chooses a password. Shown this once."""

    path: str = Field(
        description="The link without the host of this installation. What stands behind # is the secret.",
        examples=["/app/choose-password#" + "x" * 43],
    )


class RoleShown(web.Output):
    """A role and what it may do."""

    role: Role
    scopes: list[Scope]


class RolesShown(web.Output):
    """All roles, the one that may most first."""

    items: list[RoleShown]


@router.get("/roles", summary="List the roles")
async def list_roles(caller: Reads) -> RolesShown:
    """List what each role may do. Nobody gives a role that may do more than they may."""
    del caller
    return RolesShown(items=[RoleShown(role=role, scopes=sorted(scopes)) for role, scopes in service.roles().items()])


@router.get("/members", summary="List the members")
async def list_members(caller: SeesMembers, unit: web.EngineWork) -> MembersShown:
    """List the people who may sign in for this organisation, and their roles."""
    return MembersShown(items=[MemberShown.of(member) for member in await service.members(unit, caller.organisation_id)])


@router.post("/members", status_code=201, summary="Add a member or change the role", responses=web.problems(409))
async def add_member(body: MemberAsked, caller: NamesMembers, unit: web.EngineWork) -> MemberShown:
    """Make a person a member, or give a member another role. Nobody gives a role that may do more than they may."""
    member = await service.add_member(
        unit, caller.organisation_id, caller.actor, email=body.email, name=body.name, role=body.role, within=caller.scopes
    )
    return MemberShown.of(member)


@router.delete("/members/{user_id}", status_code=204, summary="Remove a member", responses=web.problems(404, 409))
async def remove_member(user_id: UUID, caller: NamesMembers, unit: web.EngineWork) -> None:
    """End a membership; those of other organisations stay. The last owner can't be removed."""
    await service.remove_member(unit, caller.organisation_id, caller.actor, user_id, caller.scopes)


@router.post("/members/{user_id}/invitation", status_code=201, summary="Make a link for a new member", responses=web.problems(404, 409))
async def invite_member(user_id: UUID, caller: NamesMembers, unit: web.EngineWork, response: Response) -> InvitationShown:
    """Make a link by which somebody who has no password yet chooses one, within three days. Whoever holds it gets in: hand it to them alone."""
    response.headers["Cache-Control"] = "no-store"
    secret = await service.invite(unit, caller.organisation_id, caller.actor, user_id, caller.scopes)
    return InvitationShown(path=f"/app/choose-password#{secret}")
