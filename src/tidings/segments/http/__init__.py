"""Segments over HTTP."""

from tidings.segments.http.routes import router

__all__ = ["router"]
