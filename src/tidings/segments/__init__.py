"""Segments: who is meant, as conditions over what is known of people, or as lists."""
