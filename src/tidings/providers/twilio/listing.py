"""Twilio's lists of messages, page by page.

They are sorted and filtered by the time of sending, by days (Twilio, Messages resource, "Read multiple Message resources", read 2026-11):
what Twilio has taken and not sent yet has no such time, so a list of days proves what is in it and not what is missing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from tidings.kernel.moments import is_possible
from tidings.ports.adapter import Account, Steps
from tidings.providers.answers import Table, read_json, tables, text
from tidings.providers.twilio.checking import complaint
from tidings.providers.twilio.sending import request

MANY = 20
"""From so many messages of a sender and day on, one list costs less than asking for each."""
SKEW = timedelta(seconds=60)
"""How far Twilio's clock and ours may differ."""

_PAGE = "1000"
_LONGEST_QUEUE = timedelta(hours=10)
"""Twilio drops what it could not send for so long (Messages resource, ValidityPeriod: at most 36,000 s)."""
_OK = 200
_LATE = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list held, as far as it was read; `trouble` says why it was not read on, None if there was no need."""

    messages: Sequence[Table]
    whole: bool
    trouble: str | None = None


def days(sender: str | None, first: datetime, last: datetime) -> Mapping[str, str]:
    """Return the query for what a sender (None: the whole account) sent that was handed over from `first` to `last`."""
    query = {"DateSent>": f"{first - SKEW:%Y-%m-%d}", "DateSent<": f"{last + _LONGEST_QUEUE:%Y-%m-%d}", "PageSize": _PAGE}
    return query if sender is None else {"From": sender, **query}


def listed(account: Account, query: Mapping[str, str], most: int, enough: Callable[[Sequence[Table]], bool]) -> Steps[Listed]:
    """Read a list, at most so many pages, until a page is `enough`.

    A next page elsewhere than under the account is not followed with our credentials.
    """
    page = "/Messages.json?" + urlencode(query)
    own = f"/2010-04-01/Accounts/{account.values['account_sid']}"
    messages: list[Table] = []
    for _ in range(most):
        response = yield request(account, "GET", page)
        answer = read_json(response.body)
        if response.status != _OK or answer is None or not isinstance(answer.get("messages"), list):
            return Listed(messages, whole=False, trouble=complaint(response, answer or {}, account))
        told = tables(answer, "messages")
        messages += told
        following = text(answer, "next_page_uri")
        if not following or enough(told):
            return Listed(messages, whole=True)
        if not following.startswith(own):
            break
        page = following.removeprefix(own)
    return Listed(messages, whole=False)


def created(message: Table) -> datetime:
    """Read when Twilio took a message; what is no time counts as now or later, so that it ends no search."""
    return time_of(message, "date_created") or _LATE


def time_of(message: Table, name: str) -> datetime | None:
    """Read an RFC 2822 time, None if it is none."""
    try:
        at = parsedate_to_datetime(text(message, name))
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return at if is_possible(at) else None
