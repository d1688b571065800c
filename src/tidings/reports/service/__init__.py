"""The door of reports."""

from tidings.reports.rules import as_html, as_json, as_pdf
from tidings.reports.service.compliance import compliance_report
from tidings.reports.service.reaching import reachable
from tidings.reports.service.timeline import timeline

__all__ = ["as_html", "as_json", "as_pdf", "compliance_report", "reachable", "timeline"]
