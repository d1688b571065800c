"""All SQL of messages."""
