"""Limits that all workers share, kept in the database: rolling windows of messages and of distinct people."""
