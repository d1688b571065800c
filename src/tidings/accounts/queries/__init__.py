"""All SQL of organisations, keys, users, the audit and kept answers."""
