"""Decisions of the education room."""
