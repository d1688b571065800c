"""What became of messages whose receipts never came: few are read by their ids, many in one list of their sender's days."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, Question, Steps, Taken
from tidings.ports.outcome import Failure
from tidings.ports.receipt import Receipt, ReceiptState
from tidings.providers.answers import Table, read_json, redact, text
from tidings.providers.twilio.listing import MANY, created, days, listed, time_of
from tidings.providers.twilio.sending import ERRORS, address, is_message_sid, is_service, price_of, request, segments_of
from tidings.providers.twilio.webhooks import CANCELLED, STATES

_MOST_PAGES = 100
_MOST_ALONE = 50
"""So many that a list leaves out are read by their ids after it; the rest at the next look."""
_OK = 200


def follow(messages: Sequence[Taken], account: Account) -> Sequence[Question[Taken, Receipt | None]]:
    """Make the questions: one for many of a sender and day, one for each of the others."""
    groups: dict[tuple[Channel, str, date], list[Taken]] = defaultdict(list)
    for message in messages:
        groups[message.channel, message.sender, message.sent_at.date()].append(message)
    questions: list[Question[Taken, Receipt | None]] = []
    for group in groups.values():
        if len(group) >= MANY:
            questions.append(Question(group, _among_days(group, account)))
        else:
            questions += [Question([message], _alone(message, account)) for message in group]
    return questions


def _alone(message: Taken, account: Account) -> Steps[Sequence[Receipt | None]]:
    return [(yield from _by_id(message, account))]


def _by_id(message: Taken, account: Account) -> Steps[Receipt | None]:
    if not is_message_sid(message.provider_id):
        return None
    response = yield request(account, "GET", f"/Messages/{message.provider_id}.json")
    answer = read_json(response.body)
    told = answer is not None and response.status == _OK and text(answer, "sid") == message.provider_id
    return _receipt(answer or {}, message, account) if told else None


def _among_days(messages: Sequence[Taken], account: Account) -> Steps[Sequence[Receipt | None]]:
    """Read the list of the sender's days, newest first, until all are found, then some of those that it left out by their ids."""
    first, last = min(message.sent_at for message in messages), max(message.sent_at for message in messages)
    sender = None if is_service(messages[0].sender) else address(messages[0].sender, messages[0].channel)
    sought = {message.provider_id for message in messages}

    def enough(page: Sequence[Table]) -> bool:
        sought.difference_update(text(message, "sid") for message in page)
        return not sought or all(created(message).date() < first.date() for message in page)

    told = yield from listed(account, days(sender, first, last), _MOST_PAGES, enough)
    by_id = {text(message, "sid"): message for message in told.messages}
    alone = _MOST_ALONE if told.trouble is None else 0
    receipts: list[Receipt | None] = []
    for message in messages:
        if message.provider_id in by_id:
            receipts.append(_receipt(by_id[message.provider_id], message, account))
        elif alone:
            alone -= 1
            receipts.append((yield from _by_id(message, account)))
        else:
            receipts.append(None)
    return receipts


def _receipt(message: Table, taken: Taken, account: Account) -> Receipt | None:
    """Say what a message resource tells as its receipt would; None for a status that we do not know."""
    status = text(message, "status").lower()
    state = STATES.get(status)
    if state is None:
        return None
    price = price_of(message)
    failure, code, words = None, None, None
    if state is ReceiptState.FAILED:
        code = text(message, "error_code") or status
        words = CANCELLED if status == "canceled" else ERRORS.explain(code, redact(text(message, "error_message"), account))
        failure = Failure.EXPIRED if status == "canceled" else ERRORS.failure(code)
    return Receipt(
        state,
        taken.provider_id,
        taken.token,
        time_of(message, "date_updated"),
        failure,
        code or status,
        words,
        cost_micros=price.micros if price else None,
        currency=price.currency if price else None,
        segments=segments_of(message),
    )
