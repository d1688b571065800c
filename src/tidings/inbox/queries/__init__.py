"""All SQL of the inbox."""
