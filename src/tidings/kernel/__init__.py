"""Words that every room shares, without machinery: no database, no network, no settings."""
