"""Decisions about contacts as pure functions: what is valid, what can be inferred, how a file is read."""
