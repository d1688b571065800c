"""Twilio is asked about many attempts and messages at once, and no answer of it breaks the asking."""

import dataclasses
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import pytest

from providers import examination as exam
from tidings.kernel.words import Channel
from tidings.ports.adapter import CannotTell, Found, NotFound, Question, Response, Taken, Trace
from tidings.ports.content import Text
from tidings.ports.outcome import Failure
from tidings.ports.receipt import ReceiptState
from tidings.providers.twilio.listing import MANY

TWILIO = exam.CANDIDATES[0]
AT = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
SENDER = "+14155550100"


def attempt(number: int) -> Trace:
    return Trace(Channel.SMS, SENDER, f"+336123450{number:02d}", Text("Bonjour"), f"attempt-{number}", AT)


def taken(number: int) -> Taken:
    return Taken(Channel.SMS, SENDER, sid(number), f"attempt-{number}", AT)


def sid(number: int) -> str:
    return f"SM{number:032x}"


def message(number: int, **told: Any) -> dict[str, Any]:
    """A message as Twilio lists it."""
    times = {"date_created": "Mon, 05 Oct 2026 09:00:02 +0000", "date_updated": "Mon, 05 Oct 2026 09:00:09 +0000"}
    return {"sid": sid(number), "to": f"+336123450{number:02d}", "from": SENDER, "body": "Bonjour", "status": "delivered", **times, **told}


def page(*messages: Mapping[str, Any], following: str | None = None, status: int = 200) -> Response:
    return Response(status, {}, json.dumps({"messages": messages, "next_page_uri": following}).encode())


def asked(question: Question[Any, Any], *responses: Response) -> tuple[list[str], Sequence[Any]]:
    requests, answers = exam.converse(TWILIO, question.steps, responses)
    assert len(answers) == len(question.about)
    return [request.url for request in requests], answers


def test_many_attempts_of_a_sender_and_day_are_one_question() -> None:
    (question,) = TWILIO.adapter.find([attempt(number) for number in range(MANY)], TWILIO.account)
    urls, findings = asked(question, page(message(0), message(3)))
    assert len(urls) == 1
    assert "DateSent%3E=2026-10-05&DateSent%3C=2026-10-05" in urls[0]
    assert [number for number, finding in enumerate(findings) if finding == Found(sid(number))] == [0, 3]
    assert {type(finding) for finding in findings} == {Found, NotFound}


def test_what_was_denied_before_is_asked_about_by_its_recipient() -> None:
    denied = dataclasses.replace(attempt(0), denied=1)
    questions = TWILIO.adapter.find([denied, *(attempt(number) for number in range(1, MANY + 1))], TWILIO.account)
    assert [len(question.about) for question in questions] == [MANY, 1]
    urls, findings = asked(questions[1], page())
    assert "To=%2B33612345000" in urls[0]
    assert findings == [NotFound()]


def test_a_list_that_breaks_off_denies_nobody() -> None:
    (question,) = TWILIO.adapter.find([attempt(number) for number in range(MANY)], TWILIO.account)
    following = f"/2010-04-01/Accounts/{TWILIO.account.values['account_sid']}/Messages.json?Page=1"
    _, findings = asked(question, page(message(0), following=following), page(status=503))
    assert findings[0] == Found(sid(0))
    assert {type(finding) for finding in findings[1:]} == {CannotTell}


@pytest.mark.parametrize(
    ("told", "state", "failure"),
    [
        ({"status": "delivered"}, ReceiptState.DELIVERED, None),
        ({"status": "read"}, ReceiptState.READ, None),
        ({"status": "sent"}, ReceiptState.SENT, None),
        ({"status": "undelivered", "error_code": 30005}, ReceiptState.FAILED, Failure.INVALID_ADDRESS),
        ({"status": "canceled"}, ReceiptState.FAILED, Failure.EXPIRED),
    ],
)
def test_a_message_tells_what_its_receipt_would_have(told: Mapping[str, Any], state: ReceiptState, failure: Failure | None) -> None:
    (question,) = TWILIO.adapter.follow([taken(1)], TWILIO.account)
    body = json.dumps(message(1, price="-0.00830", price_unit="USD", num_segments="2", **told)).encode()
    _, (receipt,) = asked(question, Response(200, {}, body))
    assert (receipt.state, receipt.failure, receipt.token) == (state, failure, "attempt-1")
    assert (receipt.cost_micros, receipt.currency, receipt.segments) == (8300, "USD", 2)


@pytest.mark.parametrize("body", [b"", b"[]", b'{"sid": "SM1"}', json.dumps(message(2)).encode(), json.dumps(message(1, status="new")).encode()])
def test_what_is_no_word_on_the_message_says_nothing(body: bytes) -> None:
    (question,) = TWILIO.adapter.follow([taken(1)], TWILIO.account)
    assert asked(question, Response(200, {}, body))[1] == [None]


def test_many_messages_are_one_list_and_what_it_leaves_out_is_asked_about_alone() -> None:
    (question,) = TWILIO.adapter.follow([taken(number) for number in range(MANY)], TWILIO.account)
    listed = [message(number) for number in range(MANY - 1)]
    urls, receipts = asked(question, page(*listed), Response(200, {}, json.dumps(message(MANY - 1)).encode()))
    assert urls[1].endswith(f"/Messages/{sid(MANY - 1)}.json")
    assert [receipt.state for receipt in receipts] == [ReceiptState.DELIVERED] * MANY
