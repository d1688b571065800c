"""Decisions about notices, as pure functions with dated data."""
