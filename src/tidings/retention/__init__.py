"""Retention: how long an organisation keeps what, and what goes when its time is over."""
