"""An open installation for the length of a command, and on whose behalf it works."""

import asyncio
import getpass
import sys
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from typing import Literal, TypeAlias, TypeVar

import structlog

from tidings.accounts import service as accounts
from tidings.accounts.types import Caller, NewApiKey, Organisation, Scope
from tidings.apps.cli.options import DEFAULT_ORGANISATION
from tidings.apps.cli.output import note
from tidings.apps.wiring import KEY_FILE, Installation, furnish, installed
from tidings.infra import logs
from tidings.infra.config import Settings, load
from tidings.infra.db.database import Database
from tidings.infra.db.probe import require_migrated
from tidings.infra.db.unit import Unit

Answer = TypeVar("Answer")
Language: TypeAlias = Literal["en", "fr"]
"""What sentences for people are written in."""


@dataclass(frozen=True, slots=True)
class Desk:
    """What a command works with. Its caller may do everything: who can read the master key has no walls to respect."""

    installation: Installation
    organisation: Organisation
    actor: str

    @property
    def database(self) -> Database:
        """The database."""
        return self.installation.database

    @property
    def caller(self) -> Caller:
        """The operator as a caller of services; attests no consent."""
        return Caller(self.organisation.id, self.actor, frozenset(Scope))

    @property
    def language(self) -> Language:
        """The organisation's language where there are sentences in it, else English."""
        return "fr" if self.organisation.locale[:2].lower() == "fr" else "en"

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """Open a unit of work in the organisation."""
        return self.database.unit(self.organisation.id)


def run(work: Callable[[Desk], Awaitable[Answer]], organisation: str = DEFAULT_ORGANISATION) -> Answer:
    """Do `work` in an open installation and return what it answers."""

    async def conducted() -> Answer:
        async with _opened(organisation) as desk:
            return await work(desk)

    return asyncio.run(conducted())


def actor() -> str:
    """Return how the audit names who runs a command: the login name."""
    try:
        return f"cli:{getpass.getuser()}"
    except (KeyError, OSError):  # a container may have no name for its user
        return "cli:unknown"


def tell_first_key(settings: Settings, key: NewApiKey | None) -> None:
    """Show the first key, once and on a terminal alone (elsewhere it would stay in a log), and say where it is kept."""
    if key is None:
        return
    if sys.stderr.isatty():
        note(f"First API key: {key.secret}")
    note(f"The first API key is kept in {settings.data_dir / KEY_FILE}, which only you can read.")


@asynccontextmanager
async def _opened(slug: str) -> AsyncGenerator[Desk]:
    logs.configure(readable=sys.stderr.isatty(), level="WARNING")
    settings = load()
    if settings.database_url is not None:
        await require_migrated(settings.database_url)
    async with installed(settings, pool=2) as installation:
        organisation, key = await furnish(installation)
        tell_first_key(settings, key)
        if slug != organisation.slug:
            async with installation.database.engine() as unit:
                organisation = await accounts.organisation_by_slug(unit, slug)
        structlog.contextvars.bind_contextvars(organisation=organisation.slug)
        yield Desk(installation, organisation, actor())
