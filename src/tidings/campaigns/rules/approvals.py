"""What an approval holds for: exactly what was shown, or less of it."""

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from tidings.campaigns.types import Asked, Hours

JUDGED = frozenset(field.name for field in fields(Asked))
"""What whoever approves judges; most of it are settings of a campaign, by the same names."""


def overtaken(shown: Asked, now: Asked) -> list[str]:
    """Say what has changed beyond what was shown, each as a part of a sentence; none if the approval holds."""
    return [*_more(shown, now), *_later(shown, now), *_otherwise(shown, now)]


def beyond(shown: Asked | None, present: Asked, wanted: Mapping[str, Any]) -> list[str]:
    """Say which settings that are wanted go beyond those of the present and beyond those that were shown, if any were; each is judged by itself.

    Narrower settings are nobody's business, and whoever narrowed may go back to what was shown.
    """
    return [
        said
        for name, value in wanted.items()
        if shown is None or overtaken(shown, replace(shown, **{name: value}))
        for said in overtaken(present, replace(present, **{name: value}))
    ]


def _more(shown: Asked, now: Asked) -> list[str]:
    """Say of how much there is more: people, people a day, money."""
    changes: list[str] = []
    if now.recipients > shown.recipients:
        changes.append(f"{now.recipients} recipients instead of {shown.recipients}")
    if now.daily_send_limit > shown.daily_send_limit:
        changes.append(f"{now.daily_send_limit} people a day instead of {shown.daily_send_limit}")
    if shown.budget is not None and (now.budget is None or now.budget > shown.budget):
        changes.append("a higher budget" if now.budget is not None else "no budget")
    if now.accept_unknown_prices and not shown.accept_unknown_prices:
        changes.append("unknown prices accepted")
    return changes


def _later(shown: Asked, now: Asked) -> list[str]:
    """Say what may leave on other days, or at other hours."""
    changes: list[str] = []
    if now.start_date != shown.start_date and shown.start_date is not None:
        changes.append(f"start date {now.start_date or 'none'} instead of {shown.start_date}")
    if shown.end_date is not None and (now.end_date is None or now.end_date > shown.end_date):
        changes.append(f"end date {now.end_date or 'none'} instead of {shown.end_date}")
    if now.hours.own_time != shown.hours.own_time:
        changes.append("sending hours by another clock")
    if _wider(shown.hours, now.hours):
        changes.append(f"hours {_said(now.hours)} instead of {_said(shown.hours)}")
    if lost := shown.hours.quiet_days - now.hours.quiet_days:
        changes.append(f"no quiet days {', '.join(map(str, sorted(lost)))}")
    return changes


def _otherwise(shown: Asked, now: Asked) -> list[str]:
    """Say what is another thing, neither more nor less: the text, whose agreement counts, and who sends."""
    changes: list[str] = []
    if (now.template_name, now.template_version) != (shown.template_name, shown.template_version):
        changes.append(f"template {now.template_name} {now.template_version} instead of {shown.template_name} {shown.template_version}")
    if now.programme != shown.programme:
        changes.append(f"programme {now.programme or 'none'} instead of {shown.programme or 'none'}")
    if now.sender_id != shown.sender_id:
        changes.append("another sender")
    return changes


def _wider(shown: Hours, now: Hours) -> bool:
    return now.opens < shown.opens or now.closes > shown.closes


def _said(hours: Hours) -> str:
    return f"{hours.opens:%H:%M}-{hours.closes:%H:%M}"
