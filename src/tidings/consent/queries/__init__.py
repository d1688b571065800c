"""All SQL of consent."""
