"""One running API for the tests of a module, two processes of it; callbacks are applied in the test, when it says so."""

from collections.abc import AsyncIterator, Iterator

import pytest

from support.callbacks import MetaCalls, Reader, TwilioCalls
from support.databases import cloned
from support.serving import ServedApi, served_api
from tidings.apps.wiring import installed
from tidings.infra.config import load


@pytest.fixture(scope="module")
def api(server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedApi]:
    """The whole API behind two processes."""
    with cloned(server_url, template) as url, served_api(url, tmp_path_factory.mktemp("api"), processes=2) as api:
        yield api


@pytest.fixture(scope="module")
def connections(api: ServedApi) -> dict[str, str]:
    """The connections' ids by provider."""
    return {each["provider"]: each["id"] for each in api.rows("/channels/connections")}


@pytest.fixture
def twilio(connections: dict[str, str]) -> TwilioCalls:
    """Twilio, with the right token."""
    return TwilioCalls(connections["twilio"])


@pytest.fixture
def meta(connections: dict[str, str]) -> MetaCalls:
    """Meta, with the right secret."""
    return MetaCalls(connections["meta_whatsapp"])


@pytest.fixture
async def reader(api: ServedApi) -> AsyncIterator[Reader]:
    """A worker on the same installation; what earlier tests left is applied first."""
    async with installed(load(api.environment), pool=2) as installation:
        reader = Reader(installation)
        await reader.apply()
        yield reader
