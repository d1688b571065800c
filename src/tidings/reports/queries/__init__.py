"""All SQL of reports: statements over others' views."""
