"""What the public pages say."""

from collections.abc import Mapping, Sequence

from tidings.permissions import rules


def page_words(asked_for: str) -> tuple[str, Mapping[str, str]]:
    """Return the language of a page whose reader is not known, from what their browser (or the page's own switch) asks for, and its words."""
    language = rules.language_of(asked_for.strip()[:2] or None, "en")
    return language, rules.page_words(language)


def weekly_choices(chosen: int | None) -> Sequence[int]:
    """Return how many messages a week the page offers, with what was chosen elsewhere."""
    return sorted({*rules.WEEKLY_CHOICES, *([chosen] if chosen else [])})
