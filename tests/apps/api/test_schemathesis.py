"""Whatever is made up from the description of the API, it answers as described and never by a fault of its own."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from support.serving import ServedApi, served_api

COMMAND = Path(sys.executable).with_name("schemathesis")
SETTINGS = Path(__file__).with_name("schemathesis.toml")
PATIENCE_SECONDS = 170


def examined(api: ServedApi, folder: Path) -> subprocess.CompletedProcess[str]:
    words = ["--config-file", str(SETTINGS), "run", f"{api.base}/openapi.json", "--header", f"Authorization: Bearer {api.key}"]
    return subprocess.run([COMMAND, *words], cwd=folder, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False)  # noqa: S603 - a tool of ours


@pytest.mark.timeout(PATIENCE_SECONDS + 30)
async def test_no_request_that_can_be_made_from_the_description_is_answered_otherwise_or_by_a_fault(database_url: str, tmp_path: Path) -> None:
    def run() -> None:
        with served_api(database_url, tmp_path) as api:
            report = examined(api, tmp_path)
            assert api.faults() == []
            assert report.returncode == 0, report.stdout[-20_000:] + report.stderr
            assert "No test cases" not in report.stdout

    await asyncio.to_thread(run)
