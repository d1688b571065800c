"""Decisions of the inbox, as pure functions."""
