"""Tidings: a self-hosted customer messaging platform."""
