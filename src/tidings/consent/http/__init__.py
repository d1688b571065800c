"""Consent over HTTP."""

from tidings.consent.http import heads, people, programmes, records
from tidings.consent.http.base import router
from tidings.consent.http.imports import uploads
from tidings.consent.http.people import ConsentsShown

__all__ = ["ConsentsShown", "heads", "people", "programmes", "records", "router", "uploads"]
