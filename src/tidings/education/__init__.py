"""Courses, who is interested in them, and who takes part."""
