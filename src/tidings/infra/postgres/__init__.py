"""Embedded PostgreSQL: a real server that needs no set-up, for as long as anybody uses it.

Only the server's binaries come from a package; the supervision is ours (docs/decisions/0002). Read in this order:
`database` (what the rest of Tidings calls), `keeper` (the process that owns the server), `cluster` (the server itself).
"""

from tidings.infra.postgres.database import EmbeddedDatabase, acquire

__all__ = ["EmbeddedDatabase", "acquire"]
