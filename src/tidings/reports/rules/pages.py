"""A report as JSON, as a page that stands alone and prints, and as PDF. Whatever stands in the data is data: escaped in HTML, never read as typst."""

import re
from dataclasses import asdict
from importlib.resources import files
from typing import cast

import orjson
import typst
from jinja2 import Environment, PackageLoader, StrictUndefined

from tidings.reports.rules.document import document
from tidings.reports.rules.words import language_of
from tidings.reports.types import ComplianceReport

__all__ = ["as_html", "as_json", "as_pdf", "language_of"]

_PAGES = Environment(
    loader=PackageLoader("tidings.reports", "pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_UNSHOWN = re.compile("[^ -~\u00a0-\u017f\u0370-\u03ff\u0400-\u045f\u2013-\u2026\u202f\u20ac]")
"""All but Latin, Greek, Cyrillic and the marks of print, which the fonts that come with typst have."""
_TEMPLATE = files("tidings.reports").joinpath("pages/report.typ").read_bytes()


def as_json(report: ComplianceReport) -> bytes:
    """Return a report for machines; its fields are those of `ComplianceReport`."""
    return orjson.dumps(asdict(report), default=_plain, option=orjson.OPT_INDENT_2)


def as_html(report: ComplianceReport) -> str:
    """Return a report as one page without scripts or anything from elsewhere."""
    return _PAGES.get_template("report.html").render(document=document(report))


def as_pdf(report: ComplianceReport) -> bytes:
    """Return a report as PDF/A-2a, the form for keeping (about half a second of computing); the same report gives the same bytes.

    Characters that the fonts at hand lack stand there as their numbers, such as [U+1F389]: that form wants every character to be shown.
    """
    told = orjson.dumps(asdict(document(report))).decode()
    try:
        return _set(told, report)
    except typst.TypstError:
        return _set(_UNSHOWN.sub(lambda found: f"[U+{ord(found[0]):04X}]", told), report)


def _set(told: str, report: ComplianceReport) -> bytes:
    at = report.made_at.replace(microsecond=0)  # as typst wants it
    return typst.compile(_TEMPLATE, format="pdf", sys_inputs={"document": told}, ignore_system_fonts=True, timestamp=at, pdf_standards="a-2a")


def _plain(value: object) -> object:
    return sorted(map(str, cast("frozenset[object]", value))) if isinstance(value, frozenset) else str(value)
