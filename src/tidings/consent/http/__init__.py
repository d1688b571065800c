"""Consent over HTTP."""

from tidings.consent.http import heads, people, programmes, records
from tidings.consent.http.base import router
from tidings.consent.http.imports import MOST_BYTES, uploads
from tidings.consent.http.people import ConsentsShown

__all__ = ["MOST_BYTES", "ConsentsShown", "heads", "people", "programmes", "records", "router", "uploads"]
