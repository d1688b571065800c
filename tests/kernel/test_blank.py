"""What of a text is seen decides whether it is empty."""

import pytest

from tidings.kernel.blank import blank, showing

NOTHING = [
    "",
    " \n\t",
    "\u00a0",
    "\u200b",
    "\u00ad",
    "\ufeff",
    "\u2060",
    "\u200d",
    "\u202e",
    "\ufe0f",
    "\u034f",
    "\u3164",
    "\u2800",
    "\U000e0041",
    "\u200b \ufeff",
]
SOMETHING = ["a", ".", "\u200bOui\u200b", "\U0001f44d", "\u2764\ufe0f", "\u0645\u0631\u062d\u0628\u0627", "\u0301", "0"]


@pytest.mark.parametrize("text", NOTHING, ids=ascii)
def test_what_nobody_sees_is_an_empty_text(text: str) -> None:
    assert (blank(text), showing(text)) == (True, "")


@pytest.mark.parametrize("text", SOMETHING, ids=ascii)
def test_what_shows_something_is_none_and_stays_as_it_is_written(text: str) -> None:
    assert (blank(text), showing(f" {text}\n")) == (False, text)
