"""What reports make of what other rooms tell, and how they are laid out."""

from tidings.reports.rules.pages import as_html, as_json, as_pdf, language_of
from tidings.reports.rules.reading import Whereabouts, brought, countries, days_of, identity, parts_of, party, places_of, steps
from tidings.reports.rules.sentences import sentence

__all__ = [
    "Whereabouts",
    "as_html",
    "as_json",
    "as_pdf",
    "brought",
    "countries",
    "days_of",
    "identity",
    "language_of",
    "parts_of",
    "party",
    "places_of",
    "sentence",
    "steps",
]
