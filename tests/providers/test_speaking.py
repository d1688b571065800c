"""What adapters say, in French."""

import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from tidings.apps.providers import ADAPTERS
from tidings.providers.speaking import french, spoken


def _labels() -> Iterator[str]:
    for adapter in ADAPTERS.values():
        for each in adapter.traits.credentials:
            yield from filter(None, (each.label, each.form, each.without))


def _explanations() -> Iterator[str]:
    for adapter in ADAPTERS.values():
        file = files(type(adapter).__module__.rpartition(".")[0]).joinpath("errors.toml")
        table: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
        for each in (table["refused_fallback"], table["receipt_fallback"], *table["ranges"], *table["codes"].values()):
            yield each["says"]


def test_every_form_and_every_explanation_is_there_in_french() -> None:
    assert {each for each in (*_labels(), *_explanations()) if each not in french()} == set()


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("Account SID", "SID du compte"),
        ("The account is active; a full account.", "État du compte : active ; compte complet."),
        (
            "Twilio does not know this account. Check the account SID and the API base. (Twilio 20404: Not found)",
            "Twilio ne connaît pas ce compte. Vérifiez le SID du compte et la base de l\u2019API. (Twilio 20404: Not found)",
        ),
        (
            "École du Soir may write first to any number of people in 24 hours; quality green.",
            "École du Soir peut écrire en premier à autant de personnes que voulu en 24 heures ; qualité : green.",
        ),
        (
            "École du Soir may write first to 2,000 people in 24 hours; quality green.",
            "École du Soir peut écrire en premier à 2,000 personnes en 24 heures ; qualité : green.",
        ),
        ("https://api.example can't be reached (refused)", "https://api.example est injoignable (refused)"),
        ("Moving to {another} account", "Moving to {another} account"),
    ],
)
def test_what_was_stored_in_english_is_shown_in_french_and_in_no_other_language(english: str, told: str) -> None:
    assert spoken(english, "fr") == told
    assert spoken(english, "en") == english
