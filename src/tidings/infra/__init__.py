"""Machinery without meaning: settings, database, jobs, HTTP exchange, crypto, logs."""
