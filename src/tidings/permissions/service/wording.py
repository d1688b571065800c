"""What the public pages say."""

from collections.abc import Mapping

from tidings.permissions import rules


def page_words(accept_language: str) -> tuple[str, Mapping[str, str]]:
    """Return the language of a page whose reader is not known, from what their browser asks for, and its words."""
    language = rules.language_of(accept_language.strip()[:2] or None, "en")
    return language, rules.page_words(language)
