"""Looking for attempts whose answer was lost.

Many at once are looked for in one list of what their sender sent in those days. That list leaves out what Twilio has taken and
not sent yet, so it finds and never denies for good: what is missing there is asked about by its recipient at the next look,
in a list that is short enough to be whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime

from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, CannotTell, Finding, Found, NotFound, Question, Steps, Trace
from tidings.ports.content import Choices, File, Mail, Push, Template, Text
from tidings.ports.receipt import Place
from tidings.providers.answers import Table, text
from tidings.providers.twilio.listing import MANY, SKEW, created, days, listed
from tidings.providers.twilio.sending import address, body_of, is_message_sid, is_service, variables_of

_MOST_PAGES = 5
_MOST_PAGES_OF_DAYS = 20


def find(traces: Sequence[Trace], account: Account) -> Sequence[Question[Trace, Finding]]:
    """Make the questions: one for many of a sender and day that were never denied, one for each of the others."""
    groups: dict[tuple[Channel, str, date], list[Trace]] = defaultdict(list)
    for trace in traces:
        groups[trace.channel, trace.sender, trace.started_at.date()].append(trace)
    questions: list[Question[Trace, Finding]] = []
    for group in groups.values():
        fresh = [trace for trace in group if not trace.denied]
        together = fresh if len(fresh) >= MANY else []
        if together:
            questions.append(Question(together, _among_days(together, account)))
        questions += [Question([trace], _to_recipient(trace, account)) for trace in group if trace.denied or not together]
    return questions


def _to_recipient(trace: Trace, account: Account) -> Steps[Sequence[Finding]]:
    """Look through the messages to the recipient, newest first, back to the attempt's start. Time is compared here: see `listing`."""
    since = trace.started_at - SKEW
    query = {"To": address(trace.to, trace.channel), "PageSize": "100"}
    told = yield from listed(account, query, _MOST_PAGES, lambda page: any(created(message) < since for message in page))
    if told.trouble is not None:
        return [CannotTell(told.trouble)]
    found = _found(told.messages, trace)
    if found is None and not told.whole:
        return [CannotTell("Twilio lists more messages to this number than can be followed")]
    return [found or NotFound()]


def _among_days(traces: Sequence[Trace], account: Account) -> Steps[Sequence[Finding]]:
    """Look through what the sender sent, newest first, back to the first attempt's start."""
    first, last = min(trace.started_at for trace in traces), max(trace.until or trace.started_at for trace in traces)
    sender = None if is_service(traces[0].sender) else address(traces[0].sender, traces[0].channel)
    told = yield from listed(
        account, days(sender, first, last), _MOST_PAGES_OF_DAYS, lambda page: all(created(message) < first - SKEW for message in page)
    )
    to: dict[str, list[Table]] = defaultdict(list)
    for message in told.messages:
        to[text(message, "to")].append(message)
    missing = NotFound() if told.trouble is None else CannotTell(told.trouble)
    return [_found(to[address(trace.to, trace.channel)], trace) or missing for trace in traces]


def _found(messages: Sequence[Table], trace: Trace) -> Found | None:
    """Return the oldest of the messages that can be the attempt, and the later ones that can be it too."""
    since = trace.started_at - SKEW
    sids = [sid for _, sid in sorted((created(message), text(message, "sid")) for message in messages if _is_it(message, trace, since))]
    return Found(sids[0], tuple(sids[1:])) if sids else None


def _is_it(message: Table, trace: Trace, since: datetime) -> bool:
    """Compare what Twilio tells of a message with the attempt: recipient, sender, time, content."""
    sender = trace.sender if is_service(trace.sender) else address(trace.sender, trace.channel)
    return (
        is_message_sid(text(message, "sid"))
        and text(message, "to") == address(trace.to, trace.channel)
        and sender in {text(message, "from"), text(message, "messaging_service_sid")}
        and created(message) >= since
        and _says(message, trace)
    )


def _says(message: Table, trace: Trace) -> bool:
    """Compare content: a text by its end (trial accounts get a preface), a template by its id or else by its values, all else by its words.

    The words of buttons, lists and places may stand anywhere in what Twilio tells of them, or not at all; a place has none to compare.
    A body that Twilio has redacted counts as equal: better to take a message as sent than to send it twice.
    """
    body = text(message, "body").strip()
    if isinstance(trace.content, Mail | Push):
        return False  # it is refused before Twilio is asked
    if isinstance(trace.content, Text):
        return not body or body.endswith(body_of(trace.content).strip())
    if isinstance(trace.content, Choices | File | Place):
        return not body or _words(trace.content) in body
    told = text(message, "content_sid")
    if told:
        return told == trace.content.content_sid
    return not body or all(value in body for value in _shown(variables_of(trace.content).values(), trace.content))


def _words(content: Choices | File | Place) -> str:
    match content:
        case Choices(text=words) | File(caption=words):
            return words.strip()
        case Place():
            return content.name


def _shown(values: Iterable[str], template: Template) -> Iterable[str]:
    """Leave out what a template does not show in its text: buttons and media."""
    hidden = {button.value for button in template.buttons}
    return (value for value in values if value not in hidden and (isinstance(template.header, tuple) or value != template.header.link))
