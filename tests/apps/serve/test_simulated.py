"""`tidings serve --simulator`: data apart, and never beside a provider that the environment names."""

import os
from pathlib import Path

import pytest

from support.shop import ENVIRONMENT
from tidings.apps.serving.simulated import provider_variables, simulate
from tidings.apps.wiring import simulator_address
from tidings.infra.config import load
from tidings.kernel.errors import Conflict


@pytest.fixture(autouse=True)
def nothing_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Take every provider out of this process's environment, and put back at the end whatever a test names."""
    for name in provider_variables(""):
        monkeypatch.setenv(name, "")
    monkeypatch.setenv("TIDINGS_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("TIDINGS_CLOCK_FILE", "")


def test_the_simulator_is_named_as_both_providers_and_data_lies_apart(tmp_path: Path) -> None:
    settings = simulate(load(), 8010)
    assert settings.data_dir == tmp_path / "simulated"
    assert simulator_address(settings) == "http://127.0.0.1:8010"
    assert os.environ["WHATSAPP_API_BASE"] == "http://127.0.0.1:8010/whatsapp"


def test_a_simulator_on_a_simulated_clock_is_told_which_file_it_is_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIDINGS_CLOCK", "simulated")
    settings = simulate(load(), 8010)
    assert os.environ["TIDINGS_CLOCK_FILE"] == str(settings.clock_file) == str(tmp_path / "simulated" / "clock")


def test_an_environment_that_names_a_provider_is_refused_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(Conflict) as refusal:
        simulate(load({**os.environ, "TWILIO_ACCOUNT_SID": ENVIRONMENT["TWILIO_ACCOUNT_SID"]}), 8010)
    assert refusal.value.code == "provider_named"
    assert "TWILIO_ACCOUNT_SID" in refusal.value.message
    assert os.environ["TIDINGS_DATA_DIR"] == str(tmp_path)
