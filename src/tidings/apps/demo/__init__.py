"""`make demo`: forty days of a campaign in two minutes, against simulated providers, with the books compared at the end."""
