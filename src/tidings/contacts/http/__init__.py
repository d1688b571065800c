"""Contacts and imports over HTTP."""

from tidings.contacts.http.events import events
from tidings.contacts.http.imports import imports, uploads
from tidings.contacts.http.people import router

__all__ = ["events", "imports", "router", "uploads"]
