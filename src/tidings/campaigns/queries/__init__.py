"""All SQL of campaigns: themselves, their release, their plan."""
