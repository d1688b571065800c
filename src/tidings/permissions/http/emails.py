"""Emails that people gave for themselves and that nobody has proven yet: shown to staff, who may see to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.permissions import service
from tidings.permissions.types import Proven, Unproven

router = web.router("permissions")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Makes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]


class UnprovenEmailShown(web.Output):
    """An email that somebody gave for themselves. Nothing but the link that proves it is sent there."""

    address_id: UUID
    email: str = Field(examples=["jo@example.org"])
    source: str = Field(description="Where it was given.", examples=["repairs:page"])
    claimed_at: datetime
    link_expires_at: datetime | None = Field(description="Until when the link that was sent to it opens something; null where there is none.")

    @classmethod
    def of(cls, one: Unproven) -> "UnprovenEmailShown":
        """Show an email."""
        claim = one.claim
        return cls(
            address_id=claim.address_id, email=one.email, source=claim.source, claimed_at=claim.claimed_at, link_expires_at=claim.link_expires_at
        )


class UnprovenEmailList(web.Output):
    """The emails that somebody gave for themselves and nobody has proven: one at most."""

    items: list[UnprovenEmailShown]

    @classmethod
    def of(cls, found: Sequence[Unproven]) -> "UnprovenEmailList":
        """Show emails."""
        return cls(items=[UnprovenEmailShown.of(each) for each in found])


class EmailDeclared(web.Input):
    """How staff saw to it that an email is somebody's."""

    how: Literal["in_person", "by_phone", "in_writing"] = Field(description="It is kept with the email, and audited with who said so.")


@router.get("/contacts/{contact_id}/unproven-emails", summary="Emails that nobody has proven yet", responses=web.problems(404))
async def list_unproven_emails(contact_id: UUID, caller: Reads, unit: web.Work) -> UnprovenEmailList:
    """Show the email that somebody gave on a public page until it is proven. It is none of theirs before, so that no message goes there."""
    found = await service.unproven_emails_of(unit, caller.organisation_id, contact_id)
    return UnprovenEmailList.of(found)


@router.post(
    "/contacts/{contact_id}/unproven-emails/{address_id}/prove",
    status_code=204,
    summary="Declare an email proven",
    responses=web.problems(404, 409),
)
async def declare_email(contact_id: UUID, address_id: UUID, body: EmailDeclared, caller: Makes, unit: web.Work) -> None:
    """Make an email somebody's own because you saw to it; the one before stays behind it as a former one."""
    await service.declare_email(unit, caller.organisation_id, caller.actor, contact_id, address_id, Proven(body.how))


@router.delete(
    "/contacts/{contact_id}/unproven-emails/{address_id}", status_code=204, summary="Forget an unproven email", responses=web.problems(404)
)
async def drop_email(contact_id: UUID, address_id: UUID, caller: Makes, unit: web.Work) -> None:
    """Forget an email that is not theirs; the link that was sent to it opens nothing any more. One that does not wait stays as it is."""
    await service.drop_email(unit, caller.organisation_id, caller.actor, contact_id, address_id)
