"""Whatever reads a time that somebody hands in holds it to one bound (`tidings.kernel.moments`): year 1 and year 9999 stand for no time."""

import ast
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from pydantic import TypeAdapter, ValidationError
from typer import BadParameter

from architecture.codebase import Module, modules
from tidings.apps.cli.options import possible
from tidings.consent.rules.rows import row_of
from tidings.contacts.rules import fields
from tidings.contacts.rules.telling import moment_of
from tidings.infra import web
from tidings.kernel.errors import Invalid
from tidings.kernel.moments import is_possible
from tidings.providers.answers import from_epoch
from tidings.segments.types.tree import Period

NOBODY_MEANS = [
    "0001-01-01", "0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00Z", "1899-12-31", "1899-12-31T23:59:59+00:00",
    "2200-01-01", "2200-01-01T00:00:00Z", "9999-12-31", "9999-12-31T23:59:59-14:00",
]  # fmt: skip
SOMEBODY_MEANS = ["1900-01-01", "1900-01-01T00:00:00Z", "1931-02-28", "2026-10-05T09:00:00+02:00", "2199-12-31", "2199-12-31T23:59:59Z"]
PARIS = ZoneInfo("Europe/Paris")
NOW = datetime(2199, 12, 31, 23, 59, 59, tzinfo=UTC)
"""So late that a file's consents are bounded by nothing else."""

NEEDS_NO_BOUND = {
    "tidings.accounts.types": "a key's basis, as this room has stored it",
    "tidings.apps.demo.days": "what the demo's own server said",
    "tidings.apps.demo.launch": "what the demo's own server said",
    "tidings.campaigns.queries.approvals": "what was shown, as this room has stored it",
    "tidings.channels.queries.prices": "prices, as this room has stored them",
    "tidings.consent.rules.failing": "a rule's day, from the file beside it",
    "tidings.contacts.queries.undoing": "what an import changed, as this room has stored it",
    "tidings.contacts.service.events": "a cursor of ours",
    "tidings.contacts.service.merging": "a merged person, as this room has stored them",
    "tidings.content.service.links": "what a message of ours brings",
    "tidings.inbox.service.receiving": "an event of ours",
    "tidings.inbox.service.surveying": "an event of ours",
    "tidings.infra.backup_files": "a backup's own head",
    "tidings.messages.queries.sources": "hours of a day",
    "tidings.messages.service.engagement": "an event of ours",
    "tidings.notices.service.signalling": "a message's time, held to the time of its arrival by `conversations.rules.moments`",
    "tidings.reports.service.timeline": "a cursor of ours",
    "tidings.segments.rules.cursor": "a day of a Period, which bounds it",
    "tidings.repairs.service.estimating": "an event of ours",
    "tidings.waitlist.queries.documents": "wishes and hours, as this room has stored them",
    "tidings.waitlist.service.answering": "an event of ours",
}
"""What reads times that Tidings itself wrote down, or hands them to what bounds them."""


def days_in_files(text: str) -> object:
    """Read an attribute's day as a file or the API gives it."""
    return fields.typed("born", "date", text[:10])


def consents_in_files(text: str) -> object:
    """Read a row of a file of consents."""
    cells = {"address": "+33612345678", "channel": "sms", "purpose": "marketing", "status": "withdrawn", "source": "counter", "at": text}
    return row_of(cells, zone="Europe/Paris", actor="key:test", now=NOW)


PARSERS: dict[str, Callable[[str], object]] = {
    "the API's moments": lambda text: TypeAdapter(web.Moment).validate_python(text if "T" in text else f"{text}T00:00:00Z"),
    "the API's days": lambda text: TypeAdapter(web.Day).validate_python(text[:10]),
    "moments of rows": lambda text: moment_of(text if "T" in text else f"{text}T00:00:00Z", "at", None),
    "days of rows": lambda text: moment_of(f"{text[8:10]}/{text[5:7]}/{text[:4]}", "at", UTC),
    "consents in files": lambda text: consents_in_files(text if "T" in text else f"{text}T00:00:00Z"),
    "days of attributes": days_in_files,
    "options of commands": lambda text: possible(datetime.fromisoformat(text)),
    "days of segments": lambda text: Period(since=datetime.fromisoformat(text).date()),
}


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("text", NOBODY_MEANS)
def test_a_time_that_nobody_can_mean_is_refused(parser: str, text: str) -> None:
    with pytest.raises((Invalid, ValidationError, BadParameter, ValueError)):
        PARSERS[parser](text)


@pytest.mark.parametrize("parser", PARSERS)
@pytest.mark.parametrize("text", SOMEBODY_MEANS)
def test_a_time_that_somebody_may_mean_is_taken(parser: str, text: str) -> None:
    PARSERS[parser](text)


def test_midnight_of_year_one_in_paris_is_refused_although_it_is_before_the_calendar() -> None:
    assert not is_possible(datetime(1, 1, 1, tzinfo=PARIS))
    with pytest.raises(Invalid):
        consents_in_files("0001-01-01")


def test_a_provider_that_tells_no_time_counts_as_telling_none() -> None:
    assert from_epoch("253402300799") is None
    assert from_epoch("-99999999999") is None
    assert from_epoch("1790000000") is not None


def test_whatever_the_api_takes_is_a_bounded_moment_or_day() -> None:
    assert [*(at for module in modules() for at in _bare_times(module))] == [], "Write web.Moment or web.Day."


def test_nothing_reads_a_time_that_it_does_not_bound() -> None:
    reading = {module.name for module in modules() if module.room not in {"simulator", "kernel"} and any(map(_reads_time, ast.walk(module.tree)))}
    bounding = {
        module.name for module in modules() if any(isinstance(n, ast.Name) and n.id in {"is_possible", "possible"} for n in ast.walk(module.tree))
    }
    assert reading - bounding - NEEDS_NO_BOUND.keys() == set(), "Hold it to kernel.moments, or say above why it need not be."
    assert NEEDS_NO_BOUND.keys() - reading == set()


def _reads_time(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and node.attr in {"fromisoformat", "strptime", "parsedate_to_datetime"}


def _bare_times(module: Module) -> Iterator[str]:
    """Find fields of requests, and parameters of routes, that are a plain datetime or date."""
    if module.file != "http":
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef) and any("Input" in ast.unparse(base) for base in node.bases):
            yield from (module.at(each) for each in node.body if isinstance(each, ast.AnnAssign) and _is_time(each.annotation))
        elif isinstance(node, ast.AsyncFunctionDef) and any("router" in ast.unparse(each) for each in node.decorator_list):
            yield from (module.at(each) for each in node.args.args if _is_time(each.annotation))


def _is_time(annotation: Any) -> bool:
    return annotation is not None and any(isinstance(each, ast.Name) and each.id in {"datetime", "date"} for each in ast.walk(annotation))
