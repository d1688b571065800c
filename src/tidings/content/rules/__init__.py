"""Decisions of content as pure functions: the template language, the channels' limits, choosing a locale, cleaning values."""
