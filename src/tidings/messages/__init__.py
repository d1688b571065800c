"""The ledger: one row for a message to a person, once; the queue, the exchange, and what comes back."""
