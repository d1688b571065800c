"""`tidings serve --simulator`: a simulator as one more child, connected as both providers."""

import os
from dataclasses import replace

import orjson

from tidings.accounts import service as accounts
from tidings.apps.wiring import CallbackAddress, Installation, simulator_address
from tidings.channels import service as channels
from tidings.channels.types import CallKind
from tidings.infra.config import Settings, load
from tidings.kernel.errors import Conflict
from tidings.simulator import settings as simulated
from tidings.simulator.main import Options, run

_FOLDER = "simulated"
_BOOKS = "books.jsonl"
LOCAL = "127.0.0.1"
"""Where the simulator listens: on this machine alone."""


def provider_variables(base: str) -> dict[str, str]:
    """Return the variables that name the simulator at `base` as itself and as both providers."""
    return {
        "TIDINGS_SIMULATOR_URL": base,
        "TWILIO_API_BASE": f"{base}/twilio",
        "TWILIO_ACCOUNT_SID": simulated.ACCOUNT_SID,
        "TWILIO_AUTH_TOKEN": simulated.AUTH_TOKEN,
        "TWILIO_PHONE_NUMBER": simulated.SENDER_NUMBER,
        "WHATSAPP_API_BASE": f"{base}/whatsapp",
        "WHATSAPP_ACCESS_TOKEN": simulated.ACCESS_TOKEN,
        "WHATSAPP_PHONE_NUMBER_ID": simulated.PHONE_NUMBER_ID,
        "WHATSAPP_BUSINESS_ACCOUNT_ID": simulated.BUSINESS_ACCOUNT_ID,
        "WHATSAPP_APP_SECRET": simulated.APP_SECRET,
        "WHATSAPP_WEBHOOK_VERIFY_TOKEN": "simulated-verify-token",
    }


def simulate(settings: Settings, port: int) -> Settings:
    """Name the simulator in the environment of this process and its children, and return the settings that come of it.

    Data lies apart from what was sent to real people: in a folder of its own, unless DATABASE_URL names a database. Raises Conflict if the
    environment names a provider already, because it would be unclear whom messages reach.
    """
    variables = provider_variables(f"http://{LOCAL}:{port}")
    if named := sorted(name for name in variables if settings.environment.get(name, "").strip()):
        fix = "Start without these variables, or without --simulator."
        raise Conflict("provider_named", f"The environment names a provider already: {', '.join(named)}.", field="--simulator", fix=fix)
    os.environ.update(variables, TIDINGS_DATA_DIR=str(settings.data_dir / _FOLDER))
    ours = replace(load(), port=settings.port)
    os.environ["TIDINGS_CLOCK_FILE"] = str(ours.clock_file)  # the simulator knows no data folder, and has to be told where our clock is
    return ours


async def refuse_real(installation: Installation) -> None:
    """Refuse a database whose messages went to real people. Raises AddressRefused if a connection of any organisation leaves this machine."""
    async with installation.database.engine() as unit:
        await channels.refuse_real_providers(unit, list(await accounts.organisations(unit)))


async def connect_simulator(installation: Installation) -> None:
    """Have the simulator tell us of receipts and of what people write: what one enters in the providers' consoles.

    The child reads it at its start.
    """
    address = CallbackAddress(installation.settings.public_base_url)
    patch: dict[str, object] = {}
    async with installation.database.engine() as unit:
        for organisation_id in await accounts.organisations(unit):
            for connection in await channels.connections(unit, organisation_id):
                if connection.api_base.startswith(f"{simulator_address(installation.settings)}/"):
                    patch |= _told(connection.provider, address.of(connection.id, connection.provider)[CallKind.INBOUND])
    os.environ[simulated.SETTINGS_VARIABLE] = orjson.dumps(patch).decode()


def run_simulator(settings: Settings) -> None:
    """Serve the simulator at the address that the environment names, its books beside the data."""
    base = simulator_address(settings) or ""
    run(Options(LOCAL, int(base.rpartition(":")[2]), settings.data_dir / _BOOKS))


def _told(provider: str, address: str) -> dict[str, object]:
    if provider == "twilio":
        return {"twilio": {"inbound_url": f"{address}#rc=5&rp=all"}}
    return {"meta": {"webhook_url": address}} if provider == "meta_whatsapp" else {}
