"""The database's history. Each revision is SQL in files, so that what runs is what was reviewed."""
