"""Decisions about segments, as pure functions: reading and writing trees in their two forms, JSON and text."""
