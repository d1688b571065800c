"""The ways into permissions: what staff ask of a person, and the public pages."""

from tidings.permissions.http.emails import UnverifiedEmailList
from tidings.permissions.http.emails import router as emails
from tidings.permissions.http.pages import router as pages
from tidings.permissions.http.people import VerificationShown, router

__all__ = ["UnverifiedEmailList", "VerificationShown", "emails", "pages", "router"]
