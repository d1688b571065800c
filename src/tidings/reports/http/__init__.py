"""Reports over HTTP."""

from tidings.reports.http.compliance import form_of, made, router
from tidings.reports.http.reaching import ReachShown
from tidings.reports.http.timeline import LineShown, people

__all__ = ["LineShown", "ReachShown", "form_of", "made", "people", "router"]
