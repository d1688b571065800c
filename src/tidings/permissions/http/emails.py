"""Emails that people gave for themselves and that nobody has verified yet: shown to staff, who may see to them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.infra import web
from tidings.permissions import service
from tidings.permissions.types import Unverified, VerifiedBy

router = web.router("permissions")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Makes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]


class UnverifiedEmailShown(web.Output):
    """An email that somebody gave for themselves. Nothing but the link that verifies it is sent there."""

    address_id: UUID
    email: str = Field(examples=["jo@example.org"])
    source: str = Field(description="Where it was given.", examples=["repairs:page"])
    given_at: datetime
    link_expires_at: datetime | None = Field(description="Until when the link that was sent to it opens something; null where there is none.")

    @classmethod
    def of(cls, one: Unverified) -> "UnverifiedEmailShown":
        """Show an email."""
        given = one.given
        return cls(address_id=given.address_id, email=one.email, source=given.source, given_at=given.given_at, link_expires_at=given.link_expires_at)


class UnverifiedEmailList(web.Output):
    """The emails that somebody gave for themselves and nobody has verified: one at most."""

    items: list[UnverifiedEmailShown]

    @classmethod
    def of(cls, found: Sequence[Unverified]) -> "UnverifiedEmailList":
        """Show emails."""
        return cls(items=[UnverifiedEmailShown.of(each) for each in found])


class EmailDeclared(web.Input):
    """How staff saw to it that an email is somebody's."""

    how: Literal["in_person", "by_phone", "in_writing"] = Field(description="It is kept with the email, and audited with who said so.")


@router.get("/contacts/{contact_id}/unverified-emails", summary="Emails that nobody has verified yet", responses=web.problems(404))
async def list_unverified_emails(contact_id: UUID, caller: Reads, unit: web.Work) -> UnverifiedEmailList:
    """Show the email that somebody gave on a public page until it is verified. It is none of theirs before, so that no message goes there."""
    found = await service.unverified_emails_of(unit, caller.organisation_id, contact_id)
    return UnverifiedEmailList.of(found)


@router.post(
    "/contacts/{contact_id}/unverified-emails/{address_id}/verify",
    status_code=204,
    summary="Declare an email verified",
    responses=web.problems(404, 409),
)
async def declare_email(contact_id: UUID, address_id: UUID, body: EmailDeclared, caller: Makes, unit: web.Work) -> None:
    """Make an email somebody's own because you saw to it; the one before stays behind it as a former one."""
    await service.declare_email(unit, caller.organisation_id, caller.actor, contact_id, address_id, VerifiedBy(body.how))


@router.delete(
    "/contacts/{contact_id}/unverified-emails/{address_id}", status_code=204, summary="Forget an unverified email", responses=web.problems(404)
)
async def drop_email(contact_id: UUID, address_id: UUID, caller: Makes, unit: web.Work) -> None:
    """Forget an email that is not theirs; the link that was sent to it opens nothing any more. One that does not wait stays as it is."""
    await service.drop_email(unit, caller.organisation_id, caller.actor, contact_id, address_id)
