"""Run the API as an operator does, for tests over real sockets: `python served.py WORKERS`, settings from the environment."""

import sys

from fastapi import FastAPI

from tidings.accounts.http import router
from tidings.apps.api.app import create_app
from tidings.apps.api.context import Context
from tidings.apps.api.server import run
from tidings.infra.config import load
from tidings.infra.crypto import Vault
from tidings.infra.db.database import Database
from tidings.infra.masters import masters_for


def application() -> FastAPI:
    settings = load()
    clock = settings.clock()
    vault = Vault(masters_for(settings.master_keys, settings.master_key_file, settings.database_url or ""))
    database = Database(settings.database_url or "", clock, vault, size=2)
    return create_app(Context(settings=settings, clock=clock, database=database), [router])


if __name__ == "__main__":
    run(load(), workers=int(sys.argv[1]), target="served:application", ready=lambda address: print(address, flush=True))  # noqa: T201 - how the test learns the port
