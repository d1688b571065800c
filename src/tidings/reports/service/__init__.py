"""The door of reports."""

from tidings.campaigns.service import month_spent
from tidings.reports.rules import as_html, as_json, as_pdf
from tidings.reports.service.compliance import compliance_report
from tidings.reports.service.home import Home, Line, Needs, home
from tidings.reports.service.reaching import reachable
from tidings.reports.service.timeline import timeline

__all__ = ["Home", "Line", "Needs", "as_html", "as_json", "as_pdf", "compliance_report", "home", "month_spent", "reachable", "timeline"]
