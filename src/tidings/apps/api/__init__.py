"""The HTTP API: one application around the routes of the rooms."""
