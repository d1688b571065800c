"""What staff and forms ask of one person: links to their pages, opt-ins that wait for a YES, codes that show whose a number is."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, IPvAnyAddress, StrictBool

from tidings.accounts.types import Caller, Scope
from tidings.content.types import LinkKind, PublicAddress
from tidings.infra import web
from tidings.kernel.words import Channel, Visit
from tidings.permissions import service
from tidings.permissions.types import OptInState, Switches, Verification, VerificationState

router = web.router("permissions")

Reads = Annotated[Caller, web.needs(Scope.CONTACTS_READ)]
Makes = Annotated[Caller, web.needs(Scope.CONTACTS_WRITE)]

_SWITCHES = {f"{channel.value}Enabled": channel for channel in Channel}
"""By the names that former integrations know."""


class NewLink(web.Input):
    """A public link to make for a person."""

    kind: Literal["p", "u"] = Field(description="`p` is the preference page, `u` a one-click refusal of marketing on the channel.")
    channel: Channel
    days: int | None = Field(default=None, ge=1, le=3650, description="How long it is valid; without it, without end.")


class LinkShown(web.Output):
    """A public link. Whoever has it may choose for the person: give it to nobody else."""

    url: str
    expires_at: datetime | None
    headers: dict[str, str] = Field(description="Of a one-click link: the headers of RFC 8058 for an email.")


@router.post("/contacts/{contact_id}/links", status_code=201, summary="Make a public link for a person", responses=web.problems(404))
async def make_link(
    contact_id: UUID, body: NewLink, caller: Makes, unit: web.Work, address: Annotated[PublicAddress, web.part(PublicAddress)]
) -> LinkShown:
    """Make a link to a person's preference page, or one that refuses marketing at one click."""
    link = await service.link_for(unit, caller.organisation_id, contact_id, LinkKind(body.kind), body.channel, days=body.days)
    url = f"{address.base}/{link.kind.value}/{await service.link_token(unit, link)}"
    headers = service.unsubscribe_headers(url) if link.kind is LinkKind.UNSUBSCRIBE else dict[str, str]()
    return LinkShown(url=url, expires_at=link.expires_at, headers=dict(headers))


class NewOptIn(web.Input):
    """A marketing opt-in as a form sent it, to be confirmed by SMS."""

    source: web.Text = Field(max_length=200, description="Where it was asked for.", examples=["form:newsletter"])
    wording: web.Text = Field(max_length=4000, description="What the person was shown.", examples=["I want news by SMS."])
    ip: IPvAnyAddress | None = Field(default=None, description="The person's address on the network.")
    user_agent: str = Field(default="", max_length=300)
    confirm_by: Literal["reply", "link"] = Field(
        default="reply", description="`reply` asks for a YES; `link` sends the address of a page whose button confirms. To open it confirms nothing."
    )


class OptInShown(web.Output):
    """An opt-in that waits; until its address says YES, or confirms on the page of its link, it is no consent."""

    id: UUID
    state: OptInState
    requested_at: datetime
    expires_at: datetime
    asked: int = Field(description="How many confirmation requests were sent to it; three at most, ten minutes apart.")


@router.post("/contacts/{contact_id}/opt-ins", status_code=201, summary="Ask a person to confirm an opt-in", responses=web.problems(404, 409, 429))
async def request_opt_in(
    contact_id: UUID, body: NewOptIn, caller: Makes, unit: web.Work, address: Annotated[PublicAddress, web.part(PublicAddress)]
) -> OptInShown:
    """Ask by SMS whether the opt-in is theirs. Sent again for the same address, it is the same opt-in, asked once more."""
    visit = Visit(str(body.ip) if body.ip else None, body.user_agent)
    by_link = address if body.confirm_by == "link" else None
    made = await service.request_opt_in(
        unit, caller.organisation_id, contact_id, source=body.source, wording=body.wording, visit=visit, by_link=by_link
    )
    return OptInShown(id=made.id, state=made.state, requested_at=made.requested_at, expires_at=made.expires_at, asked=made.asked)


class NewVerification(web.Input):
    """A number to send a code to."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"ip": "192.0.2.10"}]})

    address_id: UUID | None = Field(default=None, description="Which of their phones; by default the preferred one.")
    ip: IPvAnyAddress | None = Field(default=None, description="The person's address on the network: ten codes an hour from one.")


class CodeGiven(web.Input):
    """The code that the person gave."""

    code: web.Line = Field(min_length=1, max_length=40, examples=["391746"])


class VerificationShown(web.Output):
    """Where a verification stands. What the code was is told to nobody."""

    id: UUID
    address_id: UUID
    state: VerificationState
    tries_left: int = Field(description="How many codes may still be given; five at most.")
    requested_at: datetime
    expires_at: datetime = Field(description="Ten minutes after it was asked for.")
    verified_at: datetime | None

    @classmethod
    def of(cls, verification: Verification, at: datetime) -> "VerificationShown":
        """Show a verification as it stands at a moment."""
        return cls(
            id=verification.id,
            address_id=verification.address_id,
            state=verification.state_at(at),
            tries_left=service.tries_left(verification, at),
            requested_at=verification.requested_at,
            expires_at=verification.expires_at,
            verified_at=verification.verified_at,
        )


@router.post("/contacts/{contact_id}/verifications", status_code=201, summary="Send a code to a phone", responses=web.problems(404, 409, 429))
async def request_verification(contact_id: UUID, body: NewVerification, caller: Makes, unit: web.Work) -> VerificationShown:
    """Send a code of six digits by SMS, at once and without an opt-in: the person waits for it. A code sent before ends.

    Another one goes out after a minute at the earliest, five in a day at most; none to a number that said STOP.
    """
    ip = str(body.ip) if body.ip else None
    made = await service.request_verification(unit, caller.organisation_id, caller.actor, contact_id, address_id=body.address_id, ip=ip)
    return VerificationShown.of(made, unit.at)


@router.post("/contacts/{contact_id}/verifications/{verification_id}/check", summary="Check a code", responses=web.problems(404))
async def check_verification(contact_id: UUID, verification_id: UUID, body: CodeGiven, caller: Makes, unit: web.Work) -> VerificationShown:
    """Compare a code with the one that was sent. `state` says what came of it: `verified`, or `pending` with one try less."""
    checked = await service.check_verification(unit, caller.organisation_id, caller.actor, contact_id, verification_id, body.code)
    return VerificationShown.of(checked, unit.at)


def _known(name: str) -> str:
    if name not in _SWITCHES:
        raise ValueError(f"there is no such channel yet; there are {', '.join(_SWITCHES)}")
    return name


Switch = Annotated[str, AfterValidator(_known)]


class PreferencesSent(web.Input):
    """What a former integration says of a person."""

    notificationPreferences: dict[Switch, StrictBool] = Field(  # noqa: N815 - the name is a contract
        default_factory=dict, description="Switches to set; those left out stay.", examples=[{"smsEnabled": True}]
    )
    phone_verified: StrictBool | None = Field(default=None, description="Of the preferred phone: that you saw to it, or that it is not.")


class PreferencesShown(web.Output):
    """Transactional consent by the names that former integrations know. A channel that the person closed is off."""

    notificationPreferences: dict[str, bool] = Field(  # noqa: N815 - the name is a contract
        examples=[{"smsEnabled": True, "whatsappEnabled": False}]
    )
    phone_verified: bool

    @classmethod
    def of(cls, switches: Switches) -> "PreferencesShown":
        """Show switches."""
        return cls(notificationPreferences={name: switches.on[each] for name, each in _SWITCHES.items()}, phone_verified=switches.phone_verified)


@router.get("/contacts/{contact_id}/notification-preferences", summary="Transactional consent by its former names", responses=web.problems(404))
async def show_preferences(contact_id: UUID, caller: Reads, unit: web.Work) -> PreferencesShown:
    """Show the switches that former integrations know; `GET /contacts/{id}/consents` says more, and why."""
    return PreferencesShown.of(await service.switches(unit, caller.organisation_id, contact_id))


@router.patch("/contacts/{contact_id}/notification-preferences", summary="Set it by its former names", responses=web.problems(404))
async def set_preferences(contact_id: UUID, body: PreferencesSent, caller: Makes, unit: web.Work) -> PreferencesShown:
    """Record each switch that changes as a statement of transactional consent. What a STOP closed stays closed, and is shown as off."""
    wanted = {_SWITCHES[name]: on for name, on in body.notificationPreferences.items()}
    changed = await service.set_switches(unit, caller.organisation_id, caller.actor, contact_id, wanted, verified=body.phone_verified)
    return PreferencesShown.of(changed)
