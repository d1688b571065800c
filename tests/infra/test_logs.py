"""Logs are structured and hold no personal data, whoever writes them."""

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from tidings.infra import logs


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers, root.level
    yield
    root.handlers = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "text",
    [
        "+33612345678",
        "+33 6 12 34 56 78",
        "0033612345678",
        "(+1) 415-555-0123",
        "sms to +14155550123.",
        "jo.doe+x@example.co.uk",
        "whatsapp:+33612345678",
    ],
)
def test_phones_and_emails_are_masked(text: str) -> None:
    masked = logs.mask_personal(None, "info", {"event": text, "inner": {"list": [text]}})
    assert masked["event"].count("[masked]") == 1
    assert "12" not in str(masked)
    assert "example" not in str(masked)


@pytest.mark.parametrize(
    "text", ["0199b2a1-7c00-7000-8000-000000000001", "2026-10-05T07:00:00+02:00", "took 1234567890 ns", "1.5e+10", "250 of 10000"]
)
def test_ids_times_and_figures_stay_readable(text: str) -> None:
    assert logs.mask_personal(None, "info", {"event": text}) == {"event": text}


def test_secrets_are_masked() -> None:
    masked = logs.mask_personal(None, "info", {"a": "tdg_live_" + "Ab-_" * 10, "b": "Authorization: Bearer abcdef"})
    assert masked == {"a": "tdg_live_[masked]", "b": "Authorization: Bearer [masked]"}


def test_lines_of_ours_and_of_libraries_are_json_and_masked(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(readable=False)
    logs.logger("room").info("imported", rows=3, source="+33612345678")
    logging.getLogger("library").error("failed for %s", "+33612345678", exc_info=ValueError("no such person: a@example.com"))
    ours, theirs = (json.loads(line) for line in capsys.readouterr().err.splitlines())
    assert (ours["event"], ours["rows"], ours["source"], ours["level"], ours["logger"]) == ("imported", 3, "[masked]", "info", "room")
    assert theirs["event"] == "failed for [masked]"
    assert "ValueError: no such person: [masked]" in theirs["exception"]


def test_lines_for_people_are_one_per_event(capsys: pytest.CaptureFixture[str]) -> None:
    logs.configure(readable=True, level="WARNING")
    logs.logger("room").info("hidden")
    logs.logger("room").warning("shown", to="a@example.com")
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 1
    assert "shown" in lines[0]
    assert "example" not in lines[0]
