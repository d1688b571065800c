"""Segments over HTTP."""

from tidings.segments.http.people import people
from tidings.segments.http.routes import router

__all__ = ["people", "router"]
