"""What a person may set about a campaign."""

from datetime import date

from tidings.campaigns.errors import EndDatePassed
from tidings.campaigns.types import Hours, Settings
from tidings.kernel.errors import Invalid
from tidings.kernel.money import MICROS

LONGEST_NAME = 200
LONGEST_TEXT = 2_000
MOST_A_DAY = 10_000_000
LOWEST_PRIORITY = 10
MOST_MONEY = 1_000_000_000 * MICROS
_EARLIEST, _LATEST = date(2000, 1, 1), date(2199, 12, 31)
_WEEK = frozenset(range(1, 8))


def check_settings(settings: Settings) -> None:
    """Refuse settings that can't be meant, on whatever day. Raises Invalid with the field."""
    if not 1 <= len(settings.name.strip()) <= LONGEST_NAME:
        raise _refusal("name", f"A name has 1 to {LONGEST_NAME} characters.", "Give the campaign a short name.")
    for field, text in (("description", settings.description), ("objective", settings.objective)):
        if len(text) > LONGEST_TEXT:
            raise _refusal(field, f"This text is longer than {LONGEST_TEXT} characters.", "Shorten it.")
    if not 1 <= settings.daily_send_limit <= MOST_A_DAY:
        raise _refusal("daily_send_limit", f"{settings.daily_send_limit} people a day can't be.", f"Give a number from 1 to {MOST_A_DAY}.")
    if settings.budget is not None and not 0 < settings.budget <= MOST_MONEY:
        raise _refusal("budget", "A budget is more than nothing and less than a thousand million.", "Give an amount, or null for none.")
    if not 1 <= settings.priority <= LOWEST_PRIORITY:
        raise _refusal("priority", f"{settings.priority} is no priority.", f"Give 1 (first) to {LOWEST_PRIORITY} (last).")
    if settings.start_date and settings.end_date and settings.end_date < settings.start_date:
        raise _refusal("end_date", "The campaign would end before it starts.", "Give an end date on or after the start date.")
    for field, day in (("start_date", settings.start_date), ("end_date", settings.end_date)):
        if day is not None and not _EARLIEST <= day <= _LATEST:
            raise _out_of_range(field, day)
    _check_hours(settings.hours)


def check_end(settings: Settings, today: date) -> None:
    """Refuse an end date that has passed: everybody would expire unsent. Raises Invalid."""
    if settings.end_date is not None and settings.end_date < today:
        raise _refusal("end_date", f"{settings.end_date} has passed: today is {today}.", "Give a date from today on, or none.")


def check_launch_dates(settings: Settings, today: date) -> None:
    """Refuse, at a launch, dates that don't fit. A launch takes a start date only. Raises Invalid for it, EndDatePassed."""
    starts, ends = settings.start_date or today, settings.end_date
    if starts < today:
        raise _refusal("start_date", f"{starts} has passed: today is {today}.", "Say activate?start_date=YYYY-MM-DD, from today on.")
    if ends is not None and ends < today:
        raise EndDatePassed(ends, today)
    if ends is not None and ends < starts:
        raise _refusal("start_date", f"The campaign would start on {starts}, after its end date {ends}.", "Give an earlier date, or change end_date.")
    if starts > _LATEST:
        raise _out_of_range("start_date", starts)


def _check_hours(hours: Hours) -> None:
    if hours.opens >= hours.closes:
        raise _refusal("sending_hours.to", "The sending hours end before they begin.", "Give hours of one day, such as 09:00 to 20:00.")
    if not hours.quiet_days < _WEEK:
        raise _refusal("quiet_days", "Quiet days are days of the week, and not all of them.", "Give numbers from 1 (Monday) to 7, six at most.")


def _out_of_range(field: str, day: date) -> Invalid:
    return _refusal(field, f"{day} is out of range.", f"Give a date from {_EARLIEST} to {_LATEST}.")


def _refusal(field: str, message: str, fix: str) -> Invalid:
    return Invalid(f"{field.replace('.', '_')}_invalid", message, field=field, fix=fix)
