"""Who agreed to what, who refused, and which addresses are closed: an append-only ledger and what derives from it."""
