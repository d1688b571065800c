"""Contacts and imports over HTTP."""

from tidings.contacts.http.attributes import router as attributes
from tidings.contacts.http.devices import router as devices
from tidings.contacts.http.events import events
from tidings.contacts.http.imports import uploads
from tidings.contacts.http.merging import router as merging
from tidings.contacts.http.rights import router as rights
from tidings.contacts.http.schedules import ScheduleRunShown, ScheduleShown, schedules
from tidings.contacts.http.tagging import router
from tidings.contacts.http.undoing import UndoShown, imports

__all__ = [
    "ScheduleRunShown",
    "ScheduleShown",
    "UndoShown",
    "attributes",
    "devices",
    "events",
    "imports",
    "merging",
    "rights",
    "router",
    "schedules",
    "uploads",
]
