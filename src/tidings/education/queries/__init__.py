"""SQL of the education room."""
