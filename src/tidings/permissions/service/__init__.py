"""The door of permissions."""

from tidings.permissions.service.answering import on_words

__all__ = ["on_words"]
