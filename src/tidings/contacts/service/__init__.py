"""The door of the contacts room."""
