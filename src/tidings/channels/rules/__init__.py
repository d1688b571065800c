"""Decisions of channels as pure functions: where a connection may call, what its credentials are, what the environment asks for."""
