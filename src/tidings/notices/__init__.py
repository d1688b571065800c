"""Notices: one thing to say to one person, by whichever channel works, with one outcome."""
