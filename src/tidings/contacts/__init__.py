"""People, their addresses, what they did, and the import of all that from files."""
