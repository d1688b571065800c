"""The API of an installation: the rooms' routes, the callback routes, and what they are given."""

import sys
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from fastapi import FastAPI
from psycopg import AsyncConnection

from tidings.accounts import http as accounts
from tidings.accounts.service import Namers, recognise_all
from tidings.accounts.types import Caller
from tidings.apps.api import finding, openapi
from tidings.apps.api.app import create_app
from tidings.apps.api.context import MEGABYTE, Context
from tidings.apps.api.gauges import read_gauges
from tidings.apps.api.live.hub import Hub
from tidings.apps.api.live.socket import Door
from tidings.apps.api.reception import Held
from tidings.apps.api.simulated import http as simulated
from tidings.apps.api.simulated import sending as simulated_sending
from tidings.apps.api.simulated.door import SimulatorDoor
from tidings.apps.api.webapp import routes as webapp
from tidings.apps.api.webhooks import Doorkeeper
from tidings.apps.asking import inquirer
from tidings.apps.naming import NAMERS
from tidings.apps.outlooks import OUTLOOKS
from tidings.apps.people import PEOPLE
from tidings.apps.providers import ADAPTERS
from tidings.apps.wiring import CallbackAddress, Installation, assemble, simulator_address, uploads
from tidings.campaigns import http as campaigns
from tidings.channels import http as channels
from tidings.channels.service import Intake
from tidings.channels.types import Inquirer, Providers
from tidings.consent import http as consent
from tidings.contacts import http as contacts
from tidings.contacts.service import MOST_BYTES, ImportDesk, Parts
from tidings.content import http as content
from tidings.content.types import PublicAddress
from tidings.conversations import http as conversations
from tidings.education import http as education
from tidings.inbox import http as inbox
from tidings.inbox.types import LONGEST_FILE
from tidings.infra import config, web
from tidings.infra.db.database import ENGINE_ROLE, Database
from tidings.infra.exchange import Exchange
from tidings.infra.garbage import keep_what_is_there
from tidings.infra.jobs import Jobs
from tidings.infra.logs import configure
from tidings.infra.news import heard, telling
from tidings.messages import http as messages
from tidings.messages.service import Outlooks
from tidings.notices import http as notices
from tidings.permissions import http as permissions
from tidings.policy import http as policy
from tidings.providers.speaking import spoken
from tidings.repairs import http as repairs
from tidings.repairs.service import MOST_PHOTO_BYTES
from tidings.reports import http as reports
from tidings.retention import http as retention
from tidings.segments import http as segments
from tidings.waitlist import http as waitlist

_FORM_BYTES = MEGABYTE
"""What the form round an uploaded file may add to it."""

_LARGER = {
    contacts.uploads.prefix: MOST_BYTES + _FORM_BYTES,
    consent.uploads.prefix: consent.MOST_BYTES + _FORM_BYTES,
    repairs.uploads.prefix: MOST_PHOTO_BYTES + _FORM_BYTES,
    inbox.uploads.prefix: LONGEST_FILE + _FORM_BYTES,
    **{each.prefix: education.MOST_BYTES + _FORM_BYTES for each in (education.enrolment_files, education.lead_files)},
}
"""How large a body may be where files are sent, by the beginning of the address."""

ROUTERS = (
    accounts.router,
    accounts.account,
    contacts.attributes,
    contacts.merging,
    contacts.devices,
    contacts.rights,
    contacts.router,
    contacts.schedules,
    contacts.imports,
    contacts.uploads,
    contacts.events,
    consent.router,
    consent.uploads,
    segments.router,
    segments.people,
    channels.router,
    channels.prices,
    content.router,
    policy.router,
    policy.law_router,
    conversations.router,
    permissions.router,
    permissions.emails,
    web.look,
    permissions.pages,
    education.router,
    education.enrolment_files,
    education.lead_files,
    repairs.shop,
    repairs.router,
    repairs.photos,
    repairs.uploads,
    repairs.pages,
    campaigns.router,
    campaigns.decisions,
    campaigns.foresight,
    campaigns.approvals,
    campaigns.templates,
    reports.router,
    reports.people,
    reports.home,
    finding.router,
    retention.router,
    messages.router,
    notices.kinds,
    notices.orders,
    notices.router,
    inbox.threads,
    inbox.files,
    inbox.uploads,
    inbox.pages,
    inbox.settings,
    inbox.automation,
    inbox.measures,
    waitlist.board,
    waitlist.places,
    waitlist.people,
    waitlist.pages,
    simulated.router,
    simulated_sending.router,
)


def api() -> FastAPI:
    """Build the application from the environment; each API process calls it once."""
    configure(readable=sys.stderr.isatty())
    app = application(assemble(config.load()))
    keep_what_is_there()
    return app


def description() -> dict[str, Any]:
    """Return the API's description without a database or settings: what the web app's client is made of."""
    document = FastAPI(title=openapi.TITLE, generate_unique_id_function=openapi.operation_id)
    for router in ROUTERS:
        document.include_router(router)
    return openapi.describe(document)


def application(installation: Installation) -> FastAPI:
    """Build the application of an installation."""
    intake = Intake(_engine_connections(installation), installation.vault, installation.clock)
    hub = Hub(lambda: heard(installation.database_url), _recognition(installation.database))
    keeper = Doorkeeper(installation.database, ADAPTERS, intake, installation.settings.public_base_url)
    context = Context(
        settings=installation.settings,
        clock=installation.clock,
        database=installation.database,
        parts={
            Exchange: installation.exchange,
            ImportDesk: ImportDesk(installation.database, Jobs(installation.database_url), uploads(installation.settings)),
            Namers: NAMERS,
            Outlooks: OUTLOOKS,
            SimulatorDoor: SimulatorDoor(simulator_address(installation.settings), installation.exchange),
            Parts: PEOPLE,
            Providers: _providers(installation),
            Inquirer: inquirer(installation.exchange),
            web.Pace: web.Pace(installation.clock),
            PublicAddress: PublicAddress(installation.settings.public_base_url.rstrip("/")),
        },
        background=[lambda: intake, lambda: telling(installation.database), hub.running],
        gauges=[read_gauges],
        larger_bodies=_LARGER,
    )
    return create_app(context, ROUTERS, lambda metrics: [*keeper.routes(metrics), Door(hub).route(), *webapp.routes()])


def _providers(installation: Installation) -> Providers:
    traits = {name: adapter.traits for name, adapter in ADAPTERS.items()}
    return Providers(traits, CallbackAddress(installation.settings.public_base_url).of, installation.settings.simulated, spoken)


def _recognition(database: Database) -> Callable[[Collection[Held]], Awaitable[Mapping[Held, Caller]]]:
    async def recognised(held: Collection[Held]) -> Mapping[Held, Caller]:
        async with database.engine() as unit:
            return await recognise_all(unit, held)

    return recognised


def _engine_connections(installation: Installation) -> Any:
    async def connect() -> AsyncConnection[Any]:
        connection = await AsyncConnection.connect(installation.database_url, autocommit=True)
        await connection.execute(f"SET ROLE {ENGINE_ROLE}")
        return connection

    return connect
