"""The simulator as the web app sees it: phones and faults, reached through the API (docs/decisions/0042)."""
