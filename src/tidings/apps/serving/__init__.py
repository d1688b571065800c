"""Running Tidings: one parent that keeps an API and workers alive. Read in this order: `main`, `children`, `watches`, `child`."""
