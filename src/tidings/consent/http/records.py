"""What is sent when a person's statement is recorded."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from tidings.accounts.types import Caller
from tidings.consent import service
from tidings.consent.http.base import Writes, router
from tidings.consent.http.people import ConsentsShown
from tidings.consent.types import GENERAL, BoxState, ConsentStatus, Proof, Statement, WordingRef
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel, Purpose

_MOST_EXTRA = 20
ATTESTED_BY = "attested_by"


def _own(extra: dict[str, Any]) -> dict[str, Any]:
    """Refuse the name by which the ledger knows what somebody else attested: the person's own word would count as less than that."""
    if ATTESTED_BY in extra:
        raise PydanticCustomError("extra_reserved", "The name {name} is kept for what is attested for many at once.", {"name": ATTESTED_BY})
    return extra


class WordingRefSent(web.Input):
    """A version of a wording that was shown."""

    key: web.Line = Field(examples=["newsletter_form"])
    version: int = Field(ge=1, le=2**31 - 1)
    locale: web.Line = Field(examples=["fr"])


class ProofSent(web.Input):
    """What shows that it was said."""

    address: web.Line | None = Field(default=None, description="The contact's phone or email that it was said for.", examples=["+33612000001"])
    box: BoxState | None = Field(default=None, description="How the box stood: one that was ticked beforehand is refused.")
    url: web.Text | None = Field(default=None, max_length=2000, examples=["https://example.com/signup"])
    form_id: web.Line | None = Field(default=None, max_length=200)
    ip: web.Line | None = Field(default=None, max_length=45, examples=["2001:db8::7"])
    locale: web.Line | None = Field(default=None, max_length=35)
    seller: web.Line | None = Field(default=None, max_length=200, description="In whose favour.")
    channels: list[Channel] = Field(default_factory=list[Channel], max_length=len(Channel), description="What the person was told it covers.")
    purposes: list[Purpose] = Field(default_factory=list[Purpose], max_length=len(Purpose))
    extra: Annotated[dict[web.Line, Any], AfterValidator(_own)] = Field(
        default_factory=dict[str, Any], max_length=_MOST_EXTRA, description=f"Values of your own, under any name but {ATTESTED_BY}."
    )

    def proof(self, address_id: UUID | None) -> Proof:
        """Return it as the ledger keeps it."""
        return Proof(address_id=address_id, **self.model_dump(exclude={"address"}))


class StatementSent(web.Input):
    """Something a person said about consent, and how it is known."""

    channel: Channel
    purpose: Purpose
    programme: Annotated[web.Text, Field(max_length=64)] = Field(default=GENERAL, description="Empty: everything.", examples=["newsletter"])
    status: ConsentStatus
    source: web.Line = Field(description="Where it was said.", examples=["counter, paper form 118"])
    wording: Annotated[web.Text, Field(max_length=4000)] | None = Field(
        default=None, description="The words that were shown, if they have no version."
    )
    wording_version: WordingRefSent | None = Field(default=None, description="The version that was shown.")
    at: web.Moment = Field(description="When the person said it.", examples=["2026-10-01T09:00:00+02:00"])
    proof: ProofSent = Field(default_factory=ProofSent)


@router.post("/contacts/{contact_id}/consents", summary="Record a consent or a refusal", responses=web.problems(404))
async def record_consent(contact_id: UUID, body: StatementSent, caller: Writes, unit: web.Work) -> ConsentsShown:
    """Record what a contact said. The newest statement decides by when it was said; a STOP's suppression is not lifted by it."""
    await service.record_of_contact(unit, caller.organisation_id, contact_id, await _statement(unit, caller, contact_id, body))
    return ConsentsShown.of(await service.consents_of(unit, caller.organisation_id, contact_id))


async def _statement(unit: Unit, caller: Caller, contact_id: UUID, body: StatementSent) -> Statement:
    address_id = await service.address_of(unit, caller.organisation_id, contact_id, body.proof.address)
    version = WordingRef(**body.wording_version.model_dump()) if body.wording_version else None
    proof, at = body.proof.proof(address_id), min(body.at, unit.at)
    return Statement(body.channel, body.purpose, body.status, body.source, body.wording, at, caller.actor, proof, body.programme, version)
