"""The organisation itself: its profile, its switches and its keys."""

from datetime import datetime
from typing import Annotated, Self
from uuid import UUID

from fastapi import Response
from pydantic import Field

from tidings.accounts import service
from tidings.accounts.types import ApiKey, Caller, ConsentBasis, Scope
from tidings.infra import web
from tidings.kernel.words import Channel

router = web.router("organisation")

Reads = Annotated[Caller, web.needs(Scope.ORGANISATION_READ)]
Operates = Annotated[Caller, web.needs(Scope.OPERATIONS)]
SeesKeys = Annotated[Caller, web.needs(Scope.KEYS_READ)]
GivesKeys = Annotated[Caller, web.needs(Scope.KEYS_WRITE)]


class OrganisationShown(web.Output):
    """The organisation of the key."""

    id: UUID
    name: str = Field(examples=["Atelier Dupont"])
    slug: str = Field(examples=["atelier"])
    region: str = Field(description="Default region of phone numbers, ISO 3166.", examples=["FR"])
    time_zone: str = Field(description="What a day is, IANA.", examples=["Europe/Paris"])
    currency: str = Field(examples=["EUR"])
    locale: str = Field(examples=["fr"])
    stopped_at: datetime | None = Field(description="Since when all sending is stopped.")
    stopped_reason: str | None
    allow_list_only: bool = Field(description="Whether only listed addresses are sent to.")
    created_at: datetime


class OrganisationChanged(web.Input):
    """What to change; what is left out stays. The currency stays as it is: budgets and prices are told in it."""

    name: web.Line | None = Field(default=None, examples=["Atelier Dupont"])
    region: web.Line | None = Field(default=None, examples=["FR"])
    time_zone: web.Line | None = Field(default=None, examples=["Europe/Paris"])
    locale: web.Line | None = Field(default=None, examples=["fr"])


class StopAsked(web.Input):
    """Why all sending is stopped."""

    reason: web.Line = Field(examples=["The price in the template is wrong."])


class ConsentAttested(web.Input):
    """The basis of consent of every address added with the key."""

    source: web.Line = Field(description="Where consent was given.", examples=["registration form"])
    wording: Annotated[web.Text, Field(min_length=1, max_length=4000)] = Field(
        description="The wording that was shown.", examples=["I agree to receive offers by WhatsApp."]
    )
    attested_by: web.Line = Field(description="Who says so: a function, not a name.", examples=["data protection officer"])
    attested_at: web.Moment = Field(examples=["2026-10-01T09:00:00+02:00"])
    channels: tuple[Channel, ...] = Field(
        default=(Channel.SMS,),
        min_length=1,
        max_length=len(Channel),
        description="What people of imports agreed to; those added to a campaign agreed to its channel. WhatsApp needs an opt-in of its own.",
        examples=[["sms", "whatsapp"]],
    )


class ConsentShown(web.Output):
    """The basis of consent attested for a key."""

    source: str
    wording: str
    attested_by: str
    attested_at: datetime
    channels: tuple[Channel, ...]


class KeyAsked(web.Input):
    """A key to make."""

    name: web.Line = Field(examples=["shop website"])
    scopes: list[Scope] = Field(min_length=1, max_length=len(Scope), examples=[["contacts:write", "campaigns:read"]])
    expires_at: web.Moment | None = Field(default=None, description="When it stops working; never if left out.")
    consent_basis: ConsentAttested | None = Field(default=None, description="Written to the audit.")


class KeyShown(web.Output):
    """A key without its secret."""

    id: UUID
    name: str
    prefix: str = Field(description="The start of the secret, to tell keys apart.", examples=["tdg_live_4Jx2"])
    scopes: list[Scope]
    consent_basis: ConsentShown | None
    created_by: str
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None = Field(description="To the minute.")
    revoked_at: datetime | None

    @classmethod
    def of(cls, key: ApiKey) -> Self:
        """Show a key, its scopes in alphabetical order."""
        return cls(
            id=key.id,
            name=key.name,
            prefix=key.prefix,
            scopes=sorted(key.scopes),
            consent_basis=ConsentShown.model_validate(key.consent_basis) if key.consent_basis else None,
            created_by=key.created_by,
            created_at=key.created_at,
            expires_at=key.expires_at,
            last_used_at=key.last_used_at,
            revoked_at=key.revoked_at,
        )


class KeyMade(web.Output):
    """A new key and its secret, which is shown this once."""

    key: KeyShown
    secret: str = Field(examples=["tdg_live_" + "x" * 43])


class KeysShown(web.Output):
    """All keys, newest first, revoked ones too."""

    items: list[KeyShown]


@router.get("/organisation", summary="Show the organisation")
async def show_organisation(caller: Reads, unit: web.Work) -> OrganisationShown:
    """Show the organisation that the key belongs to."""
    return OrganisationShown.model_validate(await service.organisation(unit, caller.organisation_id))


@router.patch("/organisation", summary="Change the organisation")
async def change_organisation(body: OrganisationChanged, caller: Operates, unit: web.Work) -> OrganisationShown:
    """Change name, region, time zone or language. Business days and hours follow the new time zone from now on. Audited."""
    return OrganisationShown.model_validate(await service.change_organisation(unit, caller.organisation_id, caller.actor, **body.model_dump()))


@router.put("/organisation/stop", summary="Stop all sending at once")
async def stop_sending(body: StopAsked, caller: Operates, unit: web.Work) -> OrganisationShown:
    """Let nothing more leave, whatever asked for it, until sending is resumed. Stopping twice changes nothing."""
    return OrganisationShown.model_validate(await service.stop_sending(unit, caller.organisation_id, caller.actor, body.reason))


@router.delete("/organisation/stop", summary="Resume sending")
async def resume_sending(caller: Operates, unit: web.Work) -> OrganisationShown:
    """Let what waited and is still due be sent. Resuming twice changes nothing."""
    return OrganisationShown.model_validate(await service.resume_sending(unit, caller.organisation_id, caller.actor))


@router.put("/organisation/allow-list-only", summary="Send to listed addresses only")
async def enforce_allow_list(caller: Operates, unit: web.Work) -> OrganisationShown:
    """Try out with a live account: whoever is not on the allow-list is not sent to."""
    return OrganisationShown.model_validate(await service.set_allow_list_only(unit, caller.organisation_id, caller.actor, only=True))


@router.delete("/organisation/allow-list-only", summary="Send to everybody again")
async def lift_allow_list(caller: Operates, unit: web.Work) -> OrganisationShown:
    """Keep the allow-list, without effect."""
    return OrganisationShown.model_validate(await service.set_allow_list_only(unit, caller.organisation_id, caller.actor, only=False))


@router.get("/keys", summary="List the API keys")
async def list_keys(caller: SeesKeys, unit: web.Work) -> KeysShown:
    """List all keys, newest first, revoked ones too; never a secret."""
    return KeysShown(items=[KeyShown.of(key) for key in await service.list_keys(unit, caller.organisation_id)])


@router.post("/keys", status_code=201, summary="Make an API key", responses=web.problems(409))
async def create_key(body: KeyAsked, caller: GivesKeys, unit: web.Work, response: Response) -> KeyMade:
    """Make a key. Its secret is shown in this answer only, and it may do no more than the key that makes it."""
    made = await service.create_key(
        unit,
        caller.organisation_id,
        caller.actor,
        name=body.name,
        scopes=body.scopes,
        consent_basis=ConsentBasis(**body.consent_basis.model_dump()) if body.consent_basis else None,
        expires_at=body.expires_at,
        within=caller.scopes,
    )
    response.headers["Cache-Control"] = "no-store"
    return KeyMade(key=KeyShown.of(made.key), secret=made.secret)


@router.delete("/keys/{key_id}", status_code=204, summary="Revoke an API key", responses=web.problems(404))
async def revoke_key(key_id: UUID, caller: GivesKeys, unit: web.Work) -> None:
    """Make a key fail from the next request on."""
    await service.revoke_key(unit, caller.organisation_id, caller.actor, key_id)
