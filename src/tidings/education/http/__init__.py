"""Courses, enrolments and leads over HTTP."""

from tidings.education.http import enrolments, leads
from tidings.education.http.base import router
from tidings.education.http.courses import router as courses
from tidings.education.http.imports import MOST_BYTES, enrolment_files, lead_files

__all__ = ["MOST_BYTES", "courses", "enrolment_files", "enrolments", "lead_files", "leads", "router"]
