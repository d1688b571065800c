"""Organisations, who may act for them (users, roles, keys), and the record of what they did."""
