"""Whatever is made up from the description of the API, it answers as described and never by a fault of its own."""

import asyncio
import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.serving import ServedApi, served_api

COMMAND = Path(sys.executable).with_name("schemathesis")
SETTINGS = Path(__file__).with_name("schemathesis.toml")
PATIENCE_SECONDS = 600
LEFT_OUT = 1
"""Operations that the settings leave out, each with its reason there."""


def examined(api: ServedApi) -> subprocess.CompletedProcess[str]:
    words = ["--config-file", SETTINGS.name, "run", f"{api.base}/openapi.json", "--header", f"Authorization: Bearer {api.key}"]
    return subprocess.run([COMMAND, *words], cwd=SETTINGS.parent, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603 - a tool of ours


@pytest.mark.timeout(PATIENCE_SECONDS + 60)
async def test_no_request_that_can_be_made_from_the_description_is_answered_otherwise_or_by_a_fault(database_url: str, tmp_path: Path) -> None:
    def run() -> None:
        with served_api(database_url, tmp_path) as api:
            described = sum(len(methods) for methods in api.send("GET", "/openapi.json").json()["paths"].values())
            report = examined(api)
            assert api.faults() == []
            assert report.returncode == 0, report.stdout[-20_000:] + report.stderr
            assert re.findall(r"Tested: (\d+)", report.stdout) == [str(described - LEFT_OUT)]

    await asyncio.to_thread(run)
