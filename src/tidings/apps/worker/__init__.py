"""A worker: every loop that does what is due. Any number of them share one database."""
