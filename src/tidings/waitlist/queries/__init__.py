"""All SQL of the waitlist."""
