"""All SQL of the contacts room."""
