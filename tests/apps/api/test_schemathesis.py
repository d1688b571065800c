"""Whatever is made up from the description of the API, it answers as described and never by a fault of its own.

Parts of it are examined side by side, each by a process of its own: whole, it was the longest test by far.
"""

import asyncio
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from support.serving import ServedApi, served_api

COMMAND = Path(sys.executable).with_name("schemathesis")
SETTINGS = Path(__file__).with_name("schemathesis.toml")
PATIENCE_SECONDS = 600
LEFT_OUT = frozenset({"organisation_revoke_key"})
"""Operations that the settings leave out, each with its reason there."""


PARTS = 3


def operations_of(api: ServedApi) -> list[str]:
    """Return the ids of all operations, in an order that does not change by itself."""
    paths: dict[str, dict[str, dict[str, str]]] = api.send("GET", "/openapi.json").json()["paths"]
    return sorted(operation["operationId"] for methods in paths.values() for operation in methods.values())


def examined(api: ServedApi, operations: Sequence[str]) -> subprocess.CompletedProcess[str]:
    words = ["--config-file", SETTINGS.name, "run", f"{api.base}/openapi.json", "--header", f"Authorization: Bearer {api.key}"]
    chosen = [word for each in operations for word in ("--include-operation-id", each)]
    command = [COMMAND, *words, *chosen]
    return subprocess.run(command, cwd=SETTINGS.parent, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603 - a tool of ours


@pytest.mark.timeout(PATIENCE_SECONDS + 60)
@pytest.mark.parametrize("part", range(PARTS))
async def test_no_request_that_can_be_made_from_the_description_is_answered_otherwise_or_by_a_fault(
    database_url: str, tmp_path: Path, part: int
) -> None:
    def run() -> None:
        with served_api(database_url, tmp_path) as api:
            mine = operations_of(api)[part::PARTS]
            report = examined(api, mine)
            assert api.faults() == []
            assert report.returncode == 0, report.stdout[-20_000:] + report.stderr
            assert re.findall(r"Tested: (\d+)", report.stdout) == [str(len(mine) - len(LEFT_OUT.intersection(mine)))]

    await asyncio.to_thread(run)
