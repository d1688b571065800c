"""What each process of the API calls: it names the application, and brings all of it only then."""

from importlib import import_module

from fastapi import FastAPI

from tidings.infra.garbage import nothing_collected


def api() -> FastAPI:
    """Build the application from the environment."""
    with nothing_collected():
        assembly = import_module("tidings.apps.api.assembly")
    return assembly.api()
