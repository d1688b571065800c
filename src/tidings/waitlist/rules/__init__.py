"""Decisions of the waitlist, as pure functions."""
