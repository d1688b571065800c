"""How the public pages look and read: contrast, small screens, typography, no script."""

import re
from importlib.resources import files
from itertools import product

import pytest

from tidings.infra.web.public import LANGUAGES, words_of

SHARED = "tidings.infra.web"
PACKAGES = (SHARED, "tidings.permissions", "tidings.waitlist")
"""Whose pages they are."""
STYLE = files(SHARED).joinpath("pages", "style.css").read_text(encoding="utf-8")
LIGHT, DARK = re.findall(r":root \{(.*?)\}", STYLE, re.DOTALL)
TEXT_ON = [
    *product(("--text", "--quiet", "--accent"), ("--paper",)),
    *product(("--text",), ("--ground", "--good", "--bad")),
    ("--on-accent", "--accent"),
]
LINES_ON = [*product(("--line", "--accent", "--focus"), ("--paper",)), ("--focus", "--ground")]


def colours(theme: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+): (#[0-9a-f]{6});", theme))


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG 2.2."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_contrast_is_reckoned_as_wcag_does() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_text_has_a_contrast_of_four_and_a_half_and_lines_one_of_three(theme: str) -> None:
    of = colours(theme)
    assert {pair: contrast(of[pair[0]], of[pair[1]]) for pair in TEXT_ON if contrast(of[pair[0]], of[pair[1]]) < 4.5} == {}
    assert {pair: contrast(of[pair[0]], of[pair[1]]) for pair in LINES_ON if contrast(of[pair[0]], of[pair[1]]) < 3} == {}


def test_every_colour_is_one_of_the_two_themes() -> None:
    rest = STYLE.replace(LIGHT, "").replace(DARK, "")
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", rest) == []
    assert colours(LIGHT).keys() == colours(DARK).keys()


def test_nothing_has_a_width_that_a_small_screen_could_not_hold() -> None:
    assert re.findall(r"(?<!max-)(?<!min-)width: \d+(?:\.\d+)?(?:px|rem)", STYLE) == ["width: 1.5rem"]  # the box to tick
    assert re.findall(r"min-width: [^0]", STYLE) == []


@pytest.mark.parametrize("package", PACKAGES)
def test_no_page_holds_a_script_a_style_or_something_from_elsewhere(package: str) -> None:
    for page in files(package).joinpath("pages").iterdir():
        if page.name.endswith(".html"):
            assert re.findall(r"<script|<style|\bon\w+=|style=|https?://|\|safe", page.read_text(encoding="utf-8")) == [], page.name


@pytest.mark.parametrize("package", PACKAGES)
def test_the_languages_say_the_same_things(package: str) -> None:
    words = words_of(package)
    assert set(words) == set(LANGUAGES)
    assert words["en"].keys() == words["fr"].keys()
    for key, english in words["en"].items():
        assert set(re.findall(r"\{\w+\}", english)) == set(re.findall(r"\{\w+\}", words["fr"][key])), key


@pytest.mark.parametrize("package", PACKAGES)
def test_french_is_set_as_the_french_set_it(package: str) -> None:
    for key, text in words_of(package)["fr"].items():
        assert re.findall(r"(?<!\u00a0):|(?<!\u202f)[;!?]|'|\.\.\.", text) == [], key
