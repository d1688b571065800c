"""Contacts and imports over HTTP."""

from tidings.contacts.http.attributes import router as attributes
from tidings.contacts.http.events import events
from tidings.contacts.http.imports import imports, uploads
from tidings.contacts.http.merging import router as merging
from tidings.contacts.http.rights import router as rights
from tidings.contacts.http.schedules import ScheduleRunShown, ScheduleShown, schedules
from tidings.contacts.http.tagging import router

__all__ = ["ScheduleRunShown", "ScheduleShown", "attributes", "events", "imports", "merging", "rights", "router", "schedules", "uploads"]
