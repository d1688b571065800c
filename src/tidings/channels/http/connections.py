"""Connections to providers, our numbers and their limits, and callbacks that could not be applied."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Response
from pydantic import Field

from tidings.accounts.types import Caller, Scope
from tidings.channels import service
from tidings.channels.errors import ProviderUnknown
from tidings.channels.http.speech import Say, Speech
from tidings.channels.types import CallKind, Connection, NewSender, Providers, Sender, Status
from tidings.infra import web
from tidings.infra.db.unit import Unit
from tidings.kernel.words import Channel
from tidings.ports.adapter import Traits

router = web.router("channels", "/channels")

_MOST_REPLAYED = 1000
_MOST_PER_HOUR = 100_000_000
_MOST_PEOPLE = 1_000_000_000

Reads = Annotated[Caller, web.needs(Scope.CHANNELS_READ)]
Writes = Annotated[Caller, web.needs(Scope.CHANNELS_WRITE)]
Known = Annotated[Providers, web.part(Providers)]
Speaks = Annotated[Speech, Depends()]
PerHour = Annotated[int | None, Field(ge=1, le=_MOST_PER_HOUR, description="Messages in any rolling hour; null is unlimited.", examples=[1000])]
PerSecond = Annotated[float | None, Field(ge=0.001, le=100_000, description="Segments a second; null is unlimited.", examples=[10])]


class CredentialWanted(web.Output):
    """One field of a provider's form."""

    name: str = Field(examples=["auth_token"])
    label: str = Field(examples=["Auth token"])
    secret: bool = Field(description="Shown as dots while it is typed.")
    required: bool
    environment: str | None = Field(description="The variable that can bring it instead.", examples=["TWILIO_AUTH_TOKEN"])
    form: str = Field(description="What it looks like, for a person; empty if anything goes.", examples=["AC and 32 hexadecimal digits"])
    without: str | None = Field(description="What goes wrong while an optional one is not set.")


class ProviderShown(web.Output):
    """A provider that Tidings speaks with, and what it wants to know."""

    provider: str = Field(examples=["twilio"])
    label: str = Field(examples=["Twilio"])
    channels: list[Channel]
    default_api_base: str = Field(examples=["https://api.twilio.com"])
    credentials: list[CredentialWanted]


class CredentialShown(web.Output):
    """A credential: its name and at most its last four characters."""

    name: str
    hint: str = Field(examples=["…wxyz"])


class ConnectionShown(web.Output):
    """An account at a provider, without its secrets."""

    id: UUID
    provider: str
    name: str
    api_base: str
    from_environment: bool = Field(description="Kept by environment variables: changed there.")
    status: Status
    status_reason: str | None
    checked_at: datetime | None = Field(description="When the connection was last tested.")
    check_ok: bool | None
    check_detail: str | None
    created_at: datetime
    updated_at: datetime
    credentials: list[CredentialShown]
    callbacks: dict[CallKind, str] = Field(
        description="Where the provider reaches us: enter `inbound` there, at Meta with its `verify_token`. Each message tells Twilio `receipts`.",
        examples=[dict.fromkeys(CallKind, "https://tidings.example/webhooks/whatsapp/01a1fdfb-03b5-7172-a2bc-e6e2e34c0b53")],
    )


class ConnectionMade(web.Input):
    """A new account at a provider."""

    provider: web.Line = Field(examples=["twilio"])
    name: web.Line = Field(examples=["Twilio, shop"])
    credentials: dict[str, web.Text] = Field(
        description="By the names that `GET /channels/providers` lists. Never shown again.",
        examples=[{"account_sid": "AC00000000000000000000000000000000", "auth_token": "..."}],
        json_schema_extra={"writeOnly": True},
    )
    api_base: web.Text | None = Field(default=None, description="Another host than the provider's usual one: https, public.")


class ConnectionChanged(web.Input):
    """Credentials to replace (those not named stay) and perhaps another host."""

    credentials: dict[str, web.Text] = Field(default_factory=dict[str, str], examples=[{"auth_token": "..."}], json_schema_extra={"writeOnly": True})
    api_base: web.Text | None = None


class Stop(web.Input):
    """Why somebody stops it."""

    reason: web.Line = Field(examples=["Moving to another account"])


class SenderShown(web.Output):
    """One of our numbers."""

    id: UUID
    connection_id: UUID
    portfolio_id: UUID | None
    provider: str
    channel: Channel
    address: str = Field(description="E.164 number, or the provider's phone-number id.", examples=["+15005550006"])
    label: str
    per_hour: int | None = Field(description="Messages in any rolling hour; null is unlimited.")
    per_second: float | None = Field(description="Segments a second; null is unlimited.")
    status: Status = Field(description="Stopped also while its connection is.")
    status_reason: str | None
    standing_since: datetime | None = Field(description="When it was stopped, opened or, after a time without failures, held; null: as it was made.")
    held_until: datetime | None = Field(description="Closed until then, because its provider asked for it or fails; then one message tries.")
    failures: int = Field(description="Holds in a row, each twice as long, up to 15 minutes. While it is not 0, one message at a time is sent.")


class SenderMade(web.Input):
    """A new number of a connection."""

    connection_id: UUID
    channel: Channel
    address: web.Line = Field(examples=["+15005550006"])
    label: web.Line = Field(examples=["Shop"])
    portfolio_id: UUID | None = Field(default=None, description="Needed for WhatsApp: whose limit the number shares.")
    per_hour: PerHour = None
    per_second: PerSecond = None


class Pace(web.Input):
    """A sender's limits."""

    per_hour: PerHour
    per_second: PerSecond = None


class PortfolioShown(web.Output):
    """A WhatsApp business portfolio: its limit is shared by all its numbers."""

    id: UUID
    provider: str
    reference: str = Field(description="The provider's id of it.")
    daily_people: int | None = Field(description="Distinct people in a rolling 24 hours; null is unlimited.", examples=[250])
    updated_at: datetime


class PortfolioMade(web.Input):
    """A portfolio, by the provider's id; it starts in the first tier."""

    provider: web.Line = Field(examples=["meta_whatsapp"])
    reference: web.Line = Field(examples=["200000000000001"])


class PortfolioLimit(web.Input):
    """WhatsApp's messaging limit as its manager shows it."""

    daily_people: int | None = Field(ge=1, le=_MOST_PEOPLE, description="250, 2000, 10000, 100000, or null for unlimited.", examples=[2000])


class LetterShown(web.Output):
    """A callback that could not be applied."""

    id: UUID
    kind: CallKind
    connection_id: UUID
    received_at: datetime
    why: str = Field(examples=["of an unknown kind: account_alerts"])
    kept_at: datetime


class OpenLetterShown(LetterShown):
    """A callback that could not be applied, with its body."""

    body: str | None = Field(
        description="How the body is built: what a person may have written, or can be reached at, is hidden. Null if it is no text.",
        examples=["MessageStatus=teleported\nMessageSid=SM00000000000000000000000000000000\nTo=… (12 characters)"],
    )
    body_cut: bool = Field(description="Whether there is more of it than is shown.")
    body_bytes: int = Field(description="The length of the body as it came.", examples=[210])


class LettersChosen(web.Input):
    """Which letters to apply again."""

    ids: list[UUID] = Field(min_length=1, max_length=_MOST_REPLAYED, examples=[["01999999-0000-7000-8000-000000000000"]])


class Replayed(web.Output):
    """How many letters wait to be applied again."""

    replayed: int


@router.get("/providers", summary="List the providers and what each wants to know")
async def list_providers(unit: web.Work, caller: Reads, speech: Speaks) -> web.Rows[ProviderShown]:
    """Draw the form for a new connection from this. All are on one page."""
    say = await speech.for_reader(unit, caller.organisation_id)
    return web.Rows(items=[_provider_shown(traits, say) for _, traits in sorted(speech.known.traits.items())])


@router.get("/connections", summary="List connections")
async def list_connections(unit: web.Work, caller: Reads, speech: Speaks) -> web.Rows[ConnectionShown]:
    """List the accounts at providers, by name. All are on one page."""
    found = await service.connections(unit, caller.organisation_id)
    return web.Rows(items=await _shown(unit, caller, speech, found))


@router.post("/connections", status_code=201, summary="Add a connection", responses=web.problems(409))
async def add_connection(body: ConnectionMade, unit: web.Work, caller: Writes, speech: Speaks) -> ConnectionShown:
    """Add an account at a provider. Its credentials are encrypted and never shown again."""
    made = await service.add_connection(
        unit,
        caller.organisation_id,
        caller.actor,
        adapter_traits=_traits(speech.known, body.provider),
        name=body.name,
        credentials=body.credentials,
        api_base=body.api_base,
        simulated=speech.known.simulated,
    )
    return (await _shown(unit, caller, speech, [made]))[0]


@router.get("/connections/{connection_id}", summary="Get a connection", responses=web.problems(404))
async def get_connection(connection_id: UUID, unit: web.Work, caller: Reads, speech: Speaks) -> ConnectionShown:
    """Get one connection, with what its last test found."""
    return (await _shown(unit, caller, speech, [await service.connection(unit, caller.organisation_id, connection_id)]))[0]


@router.patch("/connections/{connection_id}", summary="Change a connection", responses=web.problems(404, 409))
async def change_connection(connection_id: UUID, body: ConnectionChanged, unit: web.Work, caller: Writes, speech: Speaks) -> ConnectionShown:
    """Replace credentials, or the host."""
    present = await service.connection(unit, caller.organisation_id, connection_id)
    changed = await service.change_connection(
        unit,
        caller.organisation_id,
        caller.actor,
        connection_id,
        adapter_traits=_traits(speech.known, present.provider),
        credentials=body.credentials,
        api_base=body.api_base,
        simulated=speech.known.simulated,
    )
    return (await _shown(unit, caller, speech, [changed]))[0]


@router.delete("/connections/{connection_id}", status_code=204, summary="Remove a connection", responses=web.problems(404, 409))
async def remove_connection(connection_id: UUID, unit: web.Work, caller: Writes) -> Response:
    """Remove a connection and its senders."""
    await service.remove_connection(unit, caller.organisation_id, caller.actor, connection_id)
    return Response(status_code=204)


@router.post("/connections/{connection_id}/stop", summary="Stop a connection", responses=web.problems(404))
async def stop_connection(connection_id: UUID, body: Stop, unit: web.Work, caller: Writes, speech: Speaks) -> ConnectionShown:
    """Stop all senders of a connection. What is queued stays queued."""
    await service.connection(unit, caller.organisation_id, connection_id)
    await service.stop_connection(unit, caller.organisation_id, caller.actor, connection_id, body.reason)
    return (await _shown(unit, caller, speech, [await service.connection(unit, caller.organisation_id, connection_id)]))[0]


@router.post("/connections/{connection_id}/open", summary="Open a stopped connection", responses=web.problems(404))
async def open_connection(connection_id: UUID, unit: web.Work, caller: Writes, speech: Speaks) -> ConnectionShown:
    """Let a stopped connection be used again, at once."""
    await service.open_connection(unit, caller.organisation_id, caller.actor, connection_id)
    return (await _shown(unit, caller, speech, [await service.connection(unit, caller.organisation_id, connection_id)]))[0]


@router.get("/senders", summary="List senders")
async def list_senders(unit: web.Work, caller: Reads, speech: Speaks, channel: Channel | None = None) -> web.Rows[SenderShown]:
    """List our numbers, oldest first; the first open one of a channel is its default. All are on one page."""
    say = await speech.for_reader(unit, caller.organisation_id)
    shown = [_sender_shown(each, unit.at) for each in await service.senders(unit, caller.organisation_id, channel)]
    return web.Rows(items=[each.model_copy(update={"status_reason": _said(each.status_reason, say)}) for each in shown])


@router.post("/senders", status_code=201, summary="Add a sender", responses=web.problems(404, 409))
async def add_sender(body: SenderMade, unit: web.Work, caller: Writes) -> SenderShown:
    """Add one of our numbers to a connection."""
    new = NewSender(body.connection_id, body.channel, body.address, body.label, body.portfolio_id, body.per_hour, body.per_second)
    return _sender_shown(await service.add_sender(unit, caller.organisation_id, caller.actor, new), unit.at)


@router.put("/senders/{sender_id}/pace", summary="Set a sender's limits", responses=web.problems(404))
async def set_pace(sender_id: UUID, body: Pace, unit: web.Work, caller: Writes) -> SenderShown:
    """Set how fast a number may send. It holds at once; plans are made anew."""
    changed = await service.set_sender_limits(
        unit, caller.organisation_id, caller.actor, sender_id, per_hour=body.per_hour, per_second=body.per_second
    )
    return _sender_shown(changed, unit.at)


@router.post("/senders/{sender_id}/stop", summary="Stop a sender", responses=web.problems(404))
async def stop_sender(sender_id: UUID, body: Stop, unit: web.Work, caller: Writes) -> SenderShown:
    """Stop a number until somebody opens it. What is queued stays queued."""
    await service.sender(unit, caller.organisation_id, sender_id)
    await service.stop_sender(unit, caller.organisation_id, sender_id, body.reason, actor=caller.actor)
    return _sender_shown(await service.sender(unit, caller.organisation_id, sender_id), unit.at)


@router.post("/senders/{sender_id}/open", summary="Open a stopped or held sender", responses=web.problems(404, 409))
async def open_sender(sender_id: UUID, unit: web.Work, caller: Writes) -> SenderShown:
    """Let a number send again, at once. While its connection is stopped it is refused: open that first."""
    await service.open_sender(unit, caller.organisation_id, caller.actor, sender_id)
    return _sender_shown(await service.sender(unit, caller.organisation_id, sender_id), unit.at)


@router.get("/portfolios", summary="List WhatsApp portfolios")
async def list_portfolios(unit: web.Work, caller: Reads) -> web.Rows[PortfolioShown]:
    """List the portfolios with their limits. All are on one page."""
    return web.Rows(items=[PortfolioShown.model_validate(each) for each in await service.portfolios(unit, caller.organisation_id)])


@router.post("/portfolios", status_code=201, summary="Add a WhatsApp portfolio")
async def add_portfolio(body: PortfolioMade, unit: web.Work, caller: Writes, known: Known) -> PortfolioShown:
    """Add a portfolio, or get it if it is known."""
    provider = _traits(known, body.provider).provider
    return PortfolioShown.model_validate(await service.ensure_portfolio(unit, caller.organisation_id, provider=provider, reference=body.reference))


@router.put("/portfolios/{portfolio_id}/limit", summary="Set a portfolio's limit", responses=web.problems(404))
async def set_portfolio_limit(portfolio_id: UUID, body: PortfolioLimit, unit: web.Work, caller: Writes) -> PortfolioShown:
    """Set the limit by hand; the provider's webhooks set it too. Campaigns that share it are planned anew."""
    await service.set_portfolio_limit(unit, caller.organisation_id, portfolio_id, body.daily_people, actor=caller.actor)
    return PortfolioShown.model_validate(await service.portfolio(unit, caller.organisation_id, portfolio_id))


@router.get("/letters", summary="List callbacks that could not be applied")
async def list_letters(unit: web.Work, caller: Reads, paging: web.PageQuery) -> web.Rows[LetterShown]:
    """List letters, newest first."""
    page = await service.letters(unit, caller.organisation_id, cursor=paging.cursor, limit=paging.limit)
    return web.Rows(items=[LetterShown.model_validate(each) for each in page.rows], next_cursor=page.next_cursor)


@router.get("/letters/{letter_id}", summary="Look into a callback that could not be applied", responses=web.problems(404, 409))
async def get_letter(letter_id: UUID, unit: web.Work, caller: Reads) -> OpenLetterShown:
    """Show a letter with its body, so that somebody sees what the provider said and why it was not understood."""
    return OpenLetterShown.model_validate(await service.letter(unit, caller.organisation_id, letter_id))


@router.post("/letters/replay", summary="Apply letters again")
async def replay_letters(body: LettersChosen, unit: web.Work, caller: Writes) -> Replayed:
    """Put letters back, for example after an update that knows their kind."""
    return Replayed(replayed=await service.replay_letters(unit, caller.organisation_id, caller.actor, body.ids))


def _traits(known: Providers, provider: str) -> Traits:
    traits = known.traits.get(provider)
    if traits is None:
        raise ProviderUnknown(provider, known.traits)
    return traits


def _provider_shown(traits: Traits, say: Say) -> ProviderShown:
    wanted = [replace(each, label=say(each.label), form=say(each.form), without=_said(each.without, say)) for each in traits.credentials]
    return ProviderShown.model_validate(replace(traits, credentials=wanted))


async def _shown(unit: Unit, caller: Caller, speech: Speech, connections: Sequence[Connection]) -> list[ConnectionShown]:
    say = await speech.for_reader(unit, caller.organisation_id)
    return [
        ConnectionShown.model_validate(
            asdict(each)
            | {"callbacks": speech.known.callbacks(each.id, each.provider)}
            | {"status_reason": _said(each.status_reason, say), "check_detail": _said(each.check_detail, say)}
        )
        for each in connections
    ]


def _said(text: str | None, say: Say) -> str | None:
    return None if text is None else say(text)


def _sender_shown(sender: Sender, at: datetime) -> SenderShown:
    """Show a sender; a hold that is over is history, though the next message is still sent alone."""
    if sender.held_until is not None and sender.held_until <= at:
        sender = replace(sender, held_until=None, status_reason=sender.status_reason if sender.status is Status.STOPPED else None)
    return SenderShown.model_validate(sender)
