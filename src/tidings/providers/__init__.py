"""Adapters: one package a provider, pure functions between our words and theirs. `apps/providers.py` lists those in use."""
