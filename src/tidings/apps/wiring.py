"""Joining the parts: from settings to an installation that API, workers and the command line share."""

import asyncio
from collections.abc import AsyncGenerator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from tidings.accounts import service as accounts
from tidings.accounts.types import PLATFORM, ConsentBasis, NewApiKey, Organisation
from tidings.apps.providers import ADAPTERS
from tidings.apps.reactions import react
from tidings.channels import service as channels
from tidings.channels.types import CallKind
from tidings.consent import service as consent
from tidings.contacts import service as contacts
from tidings.contacts.service import OnBatch, Sources
from tidings.content import service as content
from tidings.content.types import PublicAddress
from tidings.infra.config import Settings
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.db.migrate import migrate
from tidings.infra.db.unit import Unit
from tidings.infra.exchange import Exchange
from tidings.infra.masters import masters_for, masters_from
from tidings.infra.news import tell
from tidings.infra.postgres import EmbeddedDatabase, acquire
from tidings.infra.sealed_files import SealedFiles
from tidings.kernel.clock import Clock
from tidings.kernel.words import Purpose
from tidings.policy import service as policy
from tidings.repairs import service as repairs
from tidings.waitlist import service as waitlist

KEY_FILE = "first.key"
_DOORS = {"meta_whatsapp": "whatsapp"}
"""Providers whose callbacks have another name in their address."""
_CONNECTIONS = 352  # a dispatcher's hands and some for other questions: a request that waits for a connection would count as not connected


@dataclass(frozen=True, slots=True)
class Installation:
    """What a process of Tidings works with. `embedded` is None where the operator names a database."""

    settings: Settings
    clock: Clock
    vault: Vault
    database: Database
    database_url: str
    exchange: Exchange
    embedded: EmbeddedDatabase | None


def assemble(settings: Settings, *, pool: int = 8, idle_seconds: float | None = None) -> Installation:
    """Put an installation together, nothing opened yet. An embedded database is started and migrated first.

    Raises Conflict if the master keys are not those that sealed what is in the database.
    """
    embedded = None
    url = settings.database_url
    if url is None:
        embedded = acquire(settings.data_dir)
        url = embedded.url
        migrate(url)
    clock = settings.clock()
    keys, file = settings.master_keys, settings.master_key_file
    vault = Vault(masters_for(keys, file, url), reread=lambda: masters_from(keys, file))
    database = Database(url, clock, vault, size=pool, reactions=react, idle_seconds=idle_seconds)
    return Installation(settings, clock, vault, database, url, exchange_of(settings), embedded)


def exchange_of(settings: Settings) -> Exchange:
    """Make the executor of these settings. What the operator named may lead anywhere, what users name to public addresses only.

    Under the simulated clock this machine may be called, and no connection leads elsewhere.
    """
    traits = [adapter.traits for adapter in ADAPTERS.values()]
    bases = [settings.environment.get(each.api_base_environment, "").strip() or each.default_api_base for each in traits]
    simulator = simulator_address(settings)
    own = [settings.public_base_url, *filter(None, bases), *(each.default_api_base for each in traits), *([simulator] if simulator else [])]
    return Exchange(most=_CONNECTIONS, seconds=settings.exchange_seconds, own=own, loopback=settings.simulated)


def simulator_address(settings: Settings) -> str | None:
    """Return where the operator runs a simulator (TIDINGS_SIMULATOR_URL), without a slash at the end; None without one."""
    return settings.environment.get("TIDINGS_SIMULATOR_URL", "").strip().rstrip("/") or None


@asynccontextmanager
async def installed(settings: Settings, *, pool: int = 8, idle_seconds: float | None = None) -> AsyncGenerator[Installation]:
    """Open everything a process needs and close it on leaving. Transactions in which nothing happens for `idle_seconds` are ended by the server."""
    installation = await asyncio.to_thread(assemble, settings, pool=pool, idle_seconds=idle_seconds)
    try:
        await installation.database.open()
        yield installation
    finally:
        await tell(installation.database)
        await installation.database.close()
        await installation.exchange.close()
        if installation.embedded is not None:
            installation.embedded.release()


async def furnish(installation: Installation, *, follow: bool = False) -> tuple[Organisation, NewApiKey | None]:
    """Make what a first start needs, and the connections that the environment names; harmless each time.

    With `follow` connections are changed and stopped, too, as the environment asks, and links lead where it says: for the server, whose environment
    counts.

    Returns the default organisation and, only the first time, its first key, which is also kept in a file that only
    the operator can read. Raises AddressRefused if the clock is simulated and any connection of any organisation leads to
    a real provider: messages would leave at made-up times.
    """
    settings = installation.settings
    async with installation.database.engine() as unit:
        organisation, key = await accounts.ensure_default_organisation(
            unit,
            region=settings.default_region,
            time_zone=settings.default_time_zone,
            currency=settings.default_currency,
            locale=settings.default_locale,
        )
        if key is not None:
            _keep_first_key(settings.data_dir / KEY_FILE, key)
        await content.seed_templates(unit, organisation.id, "system:setup")
        for each in await accounts.organisations(unit) if follow else ():
            await repairs.reached_at(unit, each, PublicAddress(settings.public_base_url.rstrip("/")))
            await repairs.complete(unit, each)
            await waitlist.complete(unit, each)
        await channels.sync_environment(unit, organisation.id, settings, [adapter.traits for adapter in ADAPTERS.values()], follow=follow)
        if settings.simulated:
            await channels.refuse_real_providers(unit, list(await accounts.organisations(unit)))
    return organisation, key


def _keep_first_key(file: Path, key: NewApiKey) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.touch(mode=0o600)
    file.write_text(key.secret + "\n", encoding="ascii")


def uploads(settings: Settings) -> SealedFiles:
    """Return the folder in which uploaded files wait until a worker has read them; API and workers share it."""
    return SealedFiles(settings.data_dir / "uploads")


def import_sources(settings: Settings) -> Sources:
    """Return where imports that repeat may fetch files: the web, and the folder that the operator allows (TIDINGS_IMPORT_FOLDER)."""
    folder = settings.environment.get("TIDINGS_IMPORT_FOLDER", "").strip()
    return Sources(Path(folder) if folder else None, loopback=settings.simulated)


async def reindexed(unit: Unit, organisation_id: UUID) -> int:
    """Put under the newest index key what can be opened of an organisation, or of the installation; returns how many values."""
    if organisation_id == PLATFORM:
        return await accounts.reindex_users(unit)
    count = 0
    async for moved in contacts.reindexed(unit, organisation_id):
        await consent.move_lookups(unit, organisation_id, moved)
        await policy.move_lookups(unit, organisation_id, moved)
        count += len(moved)
    return count


def granting(
    organisation_id: UUID,
    basis: ConsentBasis | None,
    *,
    purposes: Sequence[Purpose],
    actor: str,
    import_id: UUID,
    proof: Mapping[str, str],
) -> OnBatch | None:
    """Return what records attested consent for each batch of an import, in the batch's transaction; None without a basis.

    It says of whom the ledger has lines of this import, which `proof` names as `import_id`: they are taken back with it.
    """
    if basis is None:
        return None

    async def grant(unit: Unit, contact_ids: Sequence[UUID]) -> Collection[UUID]:
        told = {**proof, "import_id": str(import_id)}
        await consent.grant_attested(unit, organisation_id, contact_ids, basis, channels=basis.channels, purposes=purposes, actor=actor, proof=told)
        return await consent.recorded_for_import(unit, organisation_id, contact_ids, import_id)

    return grant


@dataclass(frozen=True, slots=True)
class CallbackAddress:
    """Where providers tell us what became of a message, and what people write. `base` is how they reach this installation."""

    base: str

    def __call__(self, connection_id: UUID, provider: str) -> str:
        """Return the address for receipts of a connection: by message at Twilio; others have one address for everything."""
        return self.of(connection_id, provider)[CallKind.RECEIPTS]

    def of(self, connection_id: UUID, provider: str) -> Mapping[CallKind, str]:
        """Return the addresses of a connection by what is told there."""
        if provider == "twilio":
            base = f"{self.base}/webhooks/twilio/{connection_id}"
            return {CallKind.RECEIPTS: f"{base}/status", CallKind.INBOUND: f"{base}/inbound"}
        return dict.fromkeys(CallKind, f"{self.base}/webhooks/{_DOORS.get(provider, provider)}/{connection_id}")
