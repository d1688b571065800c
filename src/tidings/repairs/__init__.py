"""Repairs: tickets of devices, what they cost, and what their owners are told."""
