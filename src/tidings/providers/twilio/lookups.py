"""Questions to Twilio: whether the account is well, and whether an attempt arrived."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

from tidings.ports.adapter import Account, CannotTell, Finding, Found, Health, NotFound, Response, Steps, Trace
from tidings.ports.content import Template
from tidings.providers.answers import Table, read_json, redact, tables, text
from tidings.providers.twilio.sending import ERRORS, address, body_of, is_message_sid, is_service, request, variables_of

_SKEW = timedelta(seconds=60)
_MOST_PAGES = 5
_OK = 200
_LATE = datetime.max.replace(tzinfo=UTC)


def check(account: Account) -> Steps[Health]:
    """Read the account: right credentials, active, trial or full."""
    response = yield request(account, "GET", ".json")
    answer = read_json(response.body) or {}
    if response.status != _OK or text(answer, "sid") != account.values["account_sid"]:
        return Health(ok=False, detail=_complaint(response, answer, account))
    status, trial = text(answer, "status"), text(answer, "type") == "Trial"
    kind = "a trial account: it sends to verified numbers only" if trial else "a full account"
    return Health(ok=status == "active", detail=f"The account is {status or 'in an unknown state'}; {kind}.", sandboxed=trial)


def find(trace: Trace, account: Account) -> Steps[Finding]:
    """Look through the messages to the recipient, newest first, back to the attempt's start; the oldest match is it.

    Twilio's filter by date sent would leave out what is not sent yet, so time is compared here. A next page elsewhere
    than under the account is not followed with our credentials.
    """
    since = trace.started_at - _SKEW
    page = "/Messages.json?" + urlencode({"To": address(trace.to, trace.channel), "PageSize": "100"})
    own = f"/2010-04-01/Accounts/{account.values['account_sid']}"
    matches: list[tuple[datetime, str]] = []
    for _ in range(_MOST_PAGES):
        response = yield request(account, "GET", page)
        answer = read_json(response.body)
        if response.status != _OK or answer is None or not isinstance(answer.get("messages"), list):
            return CannotTell(_complaint(response, answer or {}, account))
        listed = tables(answer, "messages")
        matches += [(_created(message), text(message, "sid")) for message in listed if _is_it(message, trace, since)]
        following = text(answer, "next_page_uri")
        if not following or any(_created(message) < since for message in listed):
            return Found(min(matches)[1]) if matches else NotFound()
        if not following.startswith(own):
            break
        page = following.removeprefix(own)
    return Found(min(matches)[1]) if matches else CannotTell("Twilio lists more messages to this number than can be followed")


def _complaint(response: Response, answer: Table, account: Account) -> str:
    code = text(answer, "code")
    return (
        ERRORS.explain(code, redact(text(answer, "message"), account)) if code else f"Twilio answered HTTP {response.status} without a usable body."
    )


def _is_it(message: Table, trace: Trace, since: datetime) -> bool:
    """Compare what Twilio tells of a message with the attempt: recipient, sender, time, content."""
    sender = trace.sender if is_service(trace.sender) else address(trace.sender, trace.channel)
    return (
        is_message_sid(text(message, "sid"))
        and text(message, "to") == address(trace.to, trace.channel)
        and sender in {text(message, "from"), text(message, "messaging_service_sid")}
        and _created(message) >= since
        and _says(message, trace)
    )


def _says(message: Table, trace: Trace) -> bool:
    """Compare content: a text by its end (trial accounts get a preface), a template by its id or else by its values.

    A body that Twilio has redacted counts as equal: better to take a message as sent than to send it twice.
    """
    body = text(message, "body").strip()
    if not isinstance(trace.content, Template):
        return not body or body.endswith(body_of(trace.content).strip())
    told = text(message, "content_sid")
    if told:
        return told == trace.content.content_sid
    return not body or all(value in body for value in _shown(variables_of(trace.content).values(), trace.content))


def _shown(values: Iterable[str], template: Template) -> Iterable[str]:
    """Leave out what a template does not show in its text: buttons and media."""
    hidden = {button.value for button in template.buttons}
    return (value for value in values if value not in hidden and (isinstance(template.header, tuple) or value != template.header.link))


def _created(message: Table) -> datetime:
    """Read an RFC 2822 time; what is none counts as now or later, so that it ends no search."""
    try:
        at = parsedate_to_datetime(text(message, "date_created"))
    except ValueError:
        return _LATE
    return at if at.tzinfo else at.replace(tzinfo=UTC)
