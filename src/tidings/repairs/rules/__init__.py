"""Decisions of a repair shop, as pure functions over dated data."""
