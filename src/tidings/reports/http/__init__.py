"""Reports over HTTP."""

from tidings.reports.http.compliance import form_of, made, router
from tidings.reports.http.home import home
from tidings.reports.http.reaching import PersonReachShown
from tidings.reports.http.timeline import LineShown, people

__all__ = ["LineShown", "PersonReachShown", "form_of", "home", "made", "people", "router"]
