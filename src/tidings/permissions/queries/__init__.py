"""All SQL of permissions."""
