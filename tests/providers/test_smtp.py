"""The adapter for mail servers: cases as data, as for the others, with a mail server's answers in the place of HTTP's."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from email.utils import getaddresses
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.providers import examination as exam

from support.mailbox import Received, bounce, complaint
from tidings.channels.rules.mailboxes import checked_mailbox
from tidings.kernel.errors import Invalid
from tidings.kernel.words import Channel
from tidings.ports.adapter import Account, CannotTell, MailAnswer, MailRequest, MailStage, MailSteps, MailTls, Outgoing, Trace, WebhookCall
from tidings.ports.content import Mail, Text
from tidings.ports.outcome import Accepted, NotNow, Refused
from tidings.ports.receipt import Receipt, ReceiptState, Unrecognised
from tidings.providers.smtp import Smtp
from tidings.providers.smtp.sending import ERRORS

SMTP = Smtp()
CASES = json.loads((Path(__file__).parent / "cases" / "smtp.json").read_text("utf-8"))
VALUES = {
    "username": "shop@example.org",
    "password": "made-up-password",
    "return_path": "bounces@example.org",
    "report_secret": "made-up-report-secret",
}
ACCOUNT = Account(VALUES, "smtps://mail.example.org")
LINK = "https://tidings.example/u/" + "Ab-_" * 40
UNSUBSCRIBABLE = Mail("Élan d'automne 🍂", "Bonjour Zoé", "<p>Bonjour <b>Zoé</b></p>", LINK)


def outgoing(case: dict[str, Any]) -> Outgoing:
    content = Mail(**case.get("content", {"subject": "Hello", "text": "The course starts on Monday."}))
    sender = case.get("sender", "Atelier Rive <news@example.org>")
    return Outgoing(Channel.EMAIL, sender, case.get("to", "camille@example.net"), content, "attempt-1", "https://tidings.example/webhooks/smtp/1")


def play(steps: MailSteps[Any], *answers: MailAnswer) -> tuple[list[MailRequest], Any]:
    requests: list[MailRequest] = []
    try:
        request = next(steps)
        for answer in answers:
            requests.append(request)
            request = steps.send(answer)
    except StopIteration as end:
        return requests, end.value
    raise AssertionError("the generator does not finish")


def sent(message: Outgoing, account: Account = ACCOUNT) -> tuple[MailRequest, EmailMessage]:
    (request,), _ = play(SMTP.send(message, account), MailAnswer(MailStage.TAKEN, 250, "ok"))
    return request, message_from_bytes(request.message, policy=default)


@pytest.mark.parametrize("case", CASES["send"], ids=lambda case: case["name"])
def test_a_message_is_handed_in_and_the_answer_understood(case: dict[str, Any]) -> None:
    answers = [MailAnswer(MailStage(case["answer"][0]), *case["answer"][1:])] if "answer" in case else []
    requests, outcome = play(SMTP.send(outgoing(case), ACCOUNT), *answers)
    exam.check_like(outcome, case["outcome"])
    assert len(requests) == len(answers)
    assert "made-up" not in str(outcome)
    assert "camille@" not in str(outcome)


@pytest.mark.parametrize("case", CASES["reports"], ids=lambda case: case["name"])
def test_a_report_is_read_as_news(case: dict[str, Any]) -> None:
    request, _ = sent(outgoing({}))
    report = bounce(Received(request.sender, request.recipient, request.message, encrypted=True), fields=case["fields"])
    (news,) = SMTP.read(WebhookCall("https://tidings.example/webhooks/smtp/1", {}, report))
    exam.check_like(news, case["news"])


@pytest.mark.parametrize(("kind", "complains"), [("abuse", True), ("Fraud", True), ("not-spam", False), ("virus", False), ("", False)])
def test_who_calls_a_message_unwanted_got_it_and_complained(kind: str, *, complains: bool) -> None:
    request, _ = sent(outgoing({}))
    feedback = complaint(Received(request.sender, request.recipient, request.message, encrypted=True), kind=kind)
    (news,) = SMTP.read(WebhookCall("https://tidings.example/webhooks/smtp/1", {}, feedback))
    told = (news.state, news.token, news.complained) if isinstance(news, Receipt) else None
    assert told == ((ReceiptState.DELIVERED, "attempt-1", True) if complains else None)


def test_the_envelope_and_the_headers_say_who_writes_to_whom_and_how_to_leave() -> None:
    request, message = sent(
        outgoing({"content": {"subject": UNSUBSCRIBABLE.subject, "text": "Bonjour Zoé", "html": "<p>Zoé</p>", "unsubscribe": LINK}})
    )
    assert (request.sender, request.recipient) == ("bounces+attempt-1@example.org", "camille@example.net")
    assert (request.server.tls, request.server.port, request.envelope_id) == (MailTls.IMPLICIT, 465, "attempt-1")
    assert (message["From"], message["To"], message["Subject"]) == ("Atelier Rive <news@example.org>", "camille@example.net", "Élan d'automne 🍂")
    assert message["Message-ID"] == "<attempt-1@example.org>"
    assert message["List-Unsubscribe"] == f"<{LINK}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f"\r\nList-Unsubscribe: <{LINK}>\r\n".encode() in request.message, "as one word, which no mailbox has to decode"
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    text = message.get_body(("plain",))
    assert text is not None
    assert text.get_content().strip() == "Bonjour Zoé"
    assert request.message.isascii(), "no server on the way needs to take eight bits"


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Rive, Atelier <news@example.org>", "Rive, Atelier"),
        ('"Rive, Atelier" <news@example.org>', "Rive, Atelier"),
        ('L\'atelier "Rive" (Lyon) <news@example.org>', 'L\'atelier "Rive" (Lyon)'),
        ('"Le" et "La" <news@example.org>', '"Le" et "La"'),
        (r'"Rive \"Le\"; @tel" <news@example.org>', 'Rive "Le"; @tel'),
        ("  \u00c9lan,\u00a0d'automne   <news@example.org> ", "\u00c9lan, d'automne"),
        ("\U0001f469\u200d\U0001f527 R\u00e9paration \u2764\ufe0f <news@example.org>", "\U0001f469\u200d\U0001f527 R\u00e9paration \u2764\ufe0f"),
        ("\u0645\u062a\u062c\u0631 <news@example.org>", "\u0645\u062a\u062c\u0631"),
        ("=?utf-8?q?x?= <news@example.org>", "=?utf-8?q?x?="),
        ("Tr\u00e8s long, " * 12 + "fin <news@example.org>", "Tr\u00e8s long, " * 12 + "fin"),
        ("Long, " * 25 + "end <news@example.org>", "Long, " * 25 + "end"),
        ("\u200b <news@example.org>", ""),
        ("news@example.org", ""),
    ],
)
def test_whatever_name_the_operator_wrote_stands_in_the_from_of_one_sender(written: str, name: str) -> None:
    kept = checked_mailbox(written)
    assert checked_mailbox(kept) == kept
    for sender in (written, kept):
        for to in ("camille@example.net", "zo\u00e9@example.net"):
            request, _ = sent(outgoing({"sender": sender, "to": to}))
            # Decoded the older way: Python's newer reader puts spaces between the encoded words of a name, against RFC 2047, 6.2.
            ((told, address),) = getaddresses([message_from_bytes(request.message)["From"]])
            assert (str(make_header(decode_header(told))), address) == (name, "news@example.org")
            head = request.message.split(b"\r\nMessage-ID")[0]
            assert head.isascii()
            assert max(map(len, head.split(b"\r\n"))) <= 78


def test_a_name_that_no_header_can_hold_is_refused() -> None:
    for name in ("Rive\r\nBcc: all@example.org", "Rive\x00", "\u202eeviR"):
        with pytest.raises(Invalid):
            checked_mailbox(f"{name} <news@example.org>")
        requests, outcome = play(SMTP.send(outgoing({"sender": f"{name} <news@example.org>"}), ACCOUNT))
        assert (requests, isinstance(outcome, Refused)) == ([], True)


def test_what_is_no_marketing_offers_no_leaving() -> None:
    _, message = sent(outgoing({}))
    assert message["List-Unsubscribe"] is None
    assert message.get_content_type() == "text/plain"


def test_a_domain_beyond_ascii_is_written_in_ascii_and_a_mailbox_beyond_it_asks_for_more() -> None:
    assert sent(outgoing({"to": "zoe@café.example"}))[0].recipient == "zoe@xn--caf-dma.example"
    assert sent(outgoing({"to": "zoe@straße.de"}))[0].recipient == "zoe@xn--strae-oqa.de", "strasse.de is somebody else's"
    request, message = sent(outgoing({"to": "zoé@example.net"}))
    assert request.utf8
    assert message["To"] == "zoé@example.net"


def test_without_a_return_path_mail_returns_to_the_sender() -> None:
    request, _ = sent(outgoing({}), Account({}, "smtp://127.0.0.1:2525"))
    assert request.sender == "news@example.org"
    assert (request.server.tls, request.server.username) == (MailTls.NONE, "")


def test_a_server_elsewhere_is_told_nothing_before_the_connection_is_encrypted() -> None:
    assert sent(outgoing({}), Account({}, "smtp://mail.example.org"))[0].server.tls is MailTls.STARTTLS


def test_what_is_no_email_is_refused_without_a_request() -> None:
    message = Outgoing(Channel.EMAIL, "news@example.org", "camille@example.net", Text("Hello"), "attempt-1", "")
    requests, outcome = play(SMTP.send(message, ACCOUNT))
    assert (requests, outcome.code) == ([], "no_mail")


@pytest.mark.parametrize("candidate", exam.CANDIDATES, ids=lambda candidate: candidate.name)
def test_who_carries_no_emails_refuses_one_without_a_request(candidate: exam.Candidate) -> None:
    message = replace(candidate.sample, content=UNSUBSCRIBABLE)
    requests, outcome = exam.converse(candidate, candidate.adapter.send(message, candidate.account), [])
    assert isinstance(outcome, Refused)
    assert (requests, outcome.code) == ([], "another_channel")


def test_a_connection_test_says_what_is_wrong_and_no_secret() -> None:
    (request,), health = play(SMTP.check(ACCOUNT), MailAnswer(MailStage.LOGIN, 250, "ok"))
    assert (request.recipient, health.ok) == ("", True)
    _, health = play(SMTP.check(ACCOUNT), MailAnswer(MailStage.LOGIN, 535, "5.7.8 made-up-password is wrong"))
    assert not health.ok
    assert "refuses the user name or the password" in health.detail
    assert "made-up" not in health.detail


@pytest.mark.parametrize(
    ("headers", "values", "genuine"),
    [
        ({"x-report-secret": "made-up-report-secret"}, VALUES, True),
        ({"x-report-secret": "made-up-report-secre"}, VALUES, False),
        ({"x-report-secret": "é"}, VALUES, False),
        ({}, VALUES, False),
        ({"x-report-secret": ""}, {}, False),
    ],
)
def test_only_whoever_has_the_secret_hands_reports_in(headers: dict[str, str], values: dict[str, str], genuine: bool) -> None:  # noqa: FBT001 - a parameter of the test
    assert SMTP.verify(WebhookCall("https://tidings.example", headers, b"x"), Account(values, "smtps://mail.example.org")) is genuine
    assert SMTP.handshake({}, ACCOUNT) is None


def test_a_mail_server_can_not_be_asked() -> None:
    trace = Trace(Channel.EMAIL, "news@example.org", "camille@example.net", UNSUBSCRIBABLE, "attempt-1", datetime(2026, 11, 22, tzinfo=UTC))
    (question,) = SMTP.find([trace, trace], ACCOUNT)
    _, found = play(question.steps)  # pyright: ignore[reportArgumentType] - it asks nothing, whatever it would yield
    assert [type(each) for each in found] == [CannotTell, CannotTell]
    assert SMTP.follow([], ACCOUNT) == []


def test_every_code_of_the_error_map_has_a_meaning_a_sentence_and_a_place_on_the_page_for_people() -> None:
    page = (Path(__file__).parents[2] / "docs" / "providers.md").read_text("utf-8").split()
    assert [code for code in ERRORS.codes if code not in page and f"{code}," not in page] == []
    for code, meaning in ERRORS.codes.items():
        assert meaning.says.endswith((".", ")")), code
        assert (meaning.failure is None) == (meaning.after > 0)


@given(stage=st.sampled_from(MailStage), code=st.integers(-1, 999), text=st.text(max_size=60) | st.from_regex(r"[245]\.\d{1,3}\.\d{1,3} .*"))
def test_no_answer_breaks_the_adapter_or_passes_for_an_acceptance(stage: MailStage, code: int, text: str) -> None:
    _, outcome = play(SMTP.send(outgoing({}), ACCOUNT), MailAnswer(stage, code, text))
    assert isinstance(outcome, Accepted) is (stage is MailStage.TAKEN and 200 <= code < 300)
    assert isinstance(outcome, Accepted | Refused | NotNow)
    assert "\x00" not in str(outcome)


@given(body=st.binary(max_size=400) | st.text(max_size=400).map(lambda text: b"Content-Type: message/delivery-status\n\n" + text.encode()))
def test_no_report_breaks_the_adapter(body: bytes) -> None:
    (news,) = SMTP.read(WebhookCall("https://tidings.example", {}, body))
    assert isinstance(news, Receipt | Unrecognised)


def test_the_return_path_tells_whose_a_report_is_where_nothing_is_quoted() -> None:
    report = (
        b"To: bounces+attempt-9@example.org\nContent-Type: multipart/report; boundary=b\n\n--b\n"
        b"Content-Type: message/delivery-status\n\nReporting-MTA: dns; a\n\nAction: failed\nStatus: 5.1.1\n\n--b--\n"
    )
    (news,) = SMTP.read(WebhookCall("https://tidings.example", {}, report))
    assert isinstance(news, Receipt)
    assert news.token == "attempt-9"
