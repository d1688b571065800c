"""The API of content: templates, and the count of an SMS."""

from tidings.content.http.routes import router

__all__ = ["router"]
