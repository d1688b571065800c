"""Reports: what an organisation shows of itself to others, asked of several rooms at once."""
